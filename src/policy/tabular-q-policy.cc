/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/checkpoint-manifest.h"
#include "policy/learner-group.h"
#include "policy/learning-policy.h"
#include "policy/observation-encoder.h"
#include "policy/stopwatch.h"
#include "rl/transition-assembler.h"

#include "base/file-writer.h"
#include "base/text.h"

#include <algorithm>
#include <optional>

namespace edgeward
{

namespace
{

const char* const NAME = "tabular-q";

/** What a table can afford to look at, as AutoScale does: load, link and promise. */
const char* const DEFAULT_FIELDS = "deadline+allowedVariants+linkRate+backlog";

/** Spec of the learner: that of the checkpoint, if there is one, and the parameters of @p spec. */
Spec
LearnerSpec(const Spec& spec)
{
    const std::string folder = spec.GetString("checkpoint", "");
    Spec learner =
        Spec::Parse(folder.empty() ? NAME : CheckpointManifest::Read(folder).learner, spec.Where());
    for (const ParameterInfo& parameter : Registry<Learner>::Find(NAME).parameters)
    {
        if (spec.Has(parameter.name))
        {
            learner.Set(parameter.name, spec.GetString(parameter.name, ""));
        }
    }
    return learner;
}

/** Q-learning with a table over some fields of the observation, for one table or one a device. */
class TabularQPolicy : public LearningPolicy
{
  public:
    explicit TabularQPolicy(const Spec& spec)
        : m_spec(spec)
        , m_learnerSpec(LearnerSpec(spec))
        , m_fields(Split(spec.GetString("fields", DEFAULT_FIELDS), '+'))
        , m_isShared(spec.GetBool("sharedTable", true))
        , m_folder(spec.GetString("checkpoint", ""))
    {
        // Made once here, so that a bad hyper-parameter is found before anything starts.
        Registry<Learner>::Create(m_learnerSpec);
    }

    void
    Start(const PolicyEnvironment& environment) override
    {
        SingleRequestPolicy::Start(environment);
        m_actions = ActionSpace(environment);
        m_encoder = ObservationEncoder(environment);
        m_assembler.emplace(environment.discount,
                            environment.discountUnitSeconds,
                            [this](std::uint32_t device, const Transition& transition) {
                                m_learning.Time(
                                    [&] { m_learners->Of(device).Observe(transition); });
                            });
        if (!m_learners)
        {
            PickFields();
            StartLearners();
        }
    }

    void
    Learn(const RequestRecord& record) override
    {
        if (!IsTraining())
        {
            return;
        }
        if (record.outcome == Outcome::UNFINISHED)
        {
            m_assembler->Truncate(record.request.id);
        }
        else
        {
            m_assembler->Reward(record.request.id, (*Environment().reward)(record));
        }
    }

    void
    Finish(std::int64_t) override
    {
        m_assembler->Flush();
    }

    LearnerProgress
    Progress() const override
    {
        LearnerProgress progress = m_learners ? m_learners->Progress() : LearnerProgress{};
        progress.actSeconds = m_acting.Seconds();
        progress.learnSeconds = m_learning.Seconds();
        return progress;
    }

    void
    Save(const std::string& folder) const override
    {
        MakeFolder(folder);
        m_learners->Save(folder);
        // The manifest comes last: a folder with a manifest is complete.
        CheckpointManifest manifest;
        manifest.policy = NAME;
        manifest.learner = m_learnerSpec.ToString();
        manifest.observation = m_seen;
        manifest.positions = m_actions.PositionNames();
        manifest.variants = m_actions.VariantNames();
        manifest.agents = m_learners->Size();
        manifest.seed = m_seed;
        manifest.steps = m_learners->Progress().steps;
        manifest.provenance = Provenance();
        manifest.Write(folder);
    }

    void
    Load(const std::string& folder) override
    {
        m_folder = folder;
        if (m_learners)
        {
            LoadLearners();
        }
    }

  protected:
    Plan
    DecideOne(const DecisionContext& context) override
    {
        m_encoder.Encode(context, m_all);
        m_observation.clear();
        for (const std::size_t index : m_picked)
        {
            m_observation.push_back(m_all[index]);
        }
        m_actions.Mask(context, m_mask);
        const NodeId device = context.request.device;
        Learner& learner = m_learners->Of(device);
        if (!IsTraining())
        {
            return m_actions.ToPlan(context, learner.ActGreedily(m_observation, m_mask));
        }
        const std::int32_t action =
            m_acting.Time([&] { return learner.Act(m_observation, m_mask); });
        m_assembler->Decide(
            device, context.request.id, context.nowNs, m_observation, m_mask, action);
        return m_actions.ToPlan(context, action);
    }

  private:
    /** Find the numbers of the observation that the fields name. */
    void
    PickFields()
    {
        std::vector<std::string> known;
        std::vector<ObservationField> seen;
        std::size_t index = 0;
        m_picked.clear();
        for (const ObservationField& field : m_encoder.Spec().Fields())
        {
            known.push_back(field.name);
            if (std::count(m_fields.begin(), m_fields.end(), field.name) > 0)
            {
                seen.push_back(field);
                for (std::size_t k = 0; k < field.count; ++k)
                {
                    m_picked.push_back(index + k);
                }
            }
            index += field.count;
        }
        for (const std::string& name : m_fields)
        {
            if (std::count(known.begin(), known.end(), name) == 0)
            {
                throw m_spec.Error(
                    "fields", "'" + name + "' is not in an observation", DidYouMean(name, known));
            }
        }
        m_seen = ObservationSpec(seen);
    }

    void
    StartLearners()
    {
        LearnerProblem problem;
        problem.observationSize = m_seen.Size();
        problem.actions = m_actions.Size();
        problem.seed = Environment().seed;
        problem.totalSteps = TotalSteps();
        problem.bounds = m_seen.Bounds();
        m_seed = Environment().seed;
        m_learners.emplace(m_learnerSpec, problem, m_isShared ? 1 : Environment().Devices());
        if (!m_folder.empty())
        {
            LoadLearners();
        }
    }

    void
    LoadLearners()
    {
        const CheckpointManifest manifest = CheckpointManifest::Read(m_folder);
        manifest.CheckFits(m_folder, NAME, m_seen, m_actions);
        if (manifest.agents != m_learners->Size())
        {
            throw ConfigError({m_folder},
                              "",
                              "the checkpoint has " + std::to_string(manifest.agents) +
                                  " tables, this run has " + std::to_string(m_learners->Size()),
                              "continue with the same sharedTable and number of devices");
        }
        m_learners->Load(m_folder);
    }

    Spec m_spec;
    Spec m_learnerSpec;
    std::vector<std::string> m_fields;
    bool m_isShared;
    std::string m_folder;     ///< to continue from at the first Start(); may be empty
    std::uint64_t m_seed = 0; ///< of the first Start()
    std::optional<LearnerGroup> m_learners;
    Stopwatch m_acting;
    Stopwatch m_learning;
    std::optional<TransitionAssembler> m_assembler;
    ActionSpace m_actions;
    ObservationEncoder m_encoder;
    ObservationSpec m_seen;            ///< the picked fields
    std::vector<std::size_t> m_picked; ///< their numbers in the encoder's observation
    Observation m_all;
    Observation m_observation;
    ActionMask m_mask;
};

const Registry<Policy>::Entry ENTRY(
    NAME,
    "Tabular Q-learning on a few discretised fields of the observation (Watkins and Dayan 1992).",
    {{"fields",
      DEFAULT_FIELDS,
      "what the table looks at, names of the observation joined by +; ours, after AutoScale (Kim "
      "and Wu 2020)"},
     {"sharedTable", "true", "whether all devices share one table, or learn one each"},
     {"checkpoint", "", "folder to continue from; default: begin anew"}},
    [](const Spec& spec) { return std::make_unique<TabularQPolicy>(spec); },
    [](const Spec&) { return Registry<Learner>::Find(NAME).parameters; });

} // namespace

} // namespace edgeward
