/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/file-writer.h"
#include "policy/checkpoint-actor.h"
#include "policy/learner-group.h"
#include "policy/learning-policy.h"
#include "policy/observation-encoder.h"
#include "policy/stopwatch.h"
#include "rl/transition-assembler.h"

#include <optional>

namespace edgeward
{

namespace
{

const char* const NAME = "dqn";

/** The folder to act from; empty: learn. */
std::string
CheckpointOf(const Spec& spec)
{
    return spec.GetString("checkpoint", "");
}

/** Spec of the learner: the parameters of @p spec that it knows. */
Spec
LearnerSpec(const Spec& spec)
{
    Spec learner = Spec::Parse(spec.GetString("learner", "dqn"), spec.Where());
    for (const ParameterInfo& parameter :
         Registry<Learner>::Find(learner.Name(), spec.Where()).parameters)
    {
        if (spec.Has(parameter.name))
        {
            learner.Set(parameter.name, spec.GetString(parameter.name, ""));
        }
    }
    return learner;
}

/** What the learner adds to the parameters of the policy; nothing when it only acts. */
std::vector<ParameterInfo>
LearnerParameters(const Spec& spec)
{
    if (!CheckpointOf(spec).empty())
    {
        return {};
    }
    const std::string name = spec.GetString("learner", "dqn");
    return Registry<Learner>::Find(name, spec.Where()).parameters;
}

/**
 * Acts by Q-values of the encoded observation: greedily with a checkpoint's network, or with a
 * learner that explores and learns from the transitions of every device.
 */
class DqnPolicy : public LearningPolicy
{
  public:
    explicit DqnPolicy(const Spec& spec)
        : m_isShared(spec.GetBool("sharedNetwork", true))
    {
        if (!CheckpointOf(spec).empty())
        {
            m_actor.emplace(CheckpointOf(spec));
            return;
        }
        m_learnerSpec = LearnerSpec(spec);
        // Made once here, so that a bad hyper-parameter is found before anything starts.
        Registry<Learner>::Create(m_learnerSpec);
    }

    void
    Start(const PolicyEnvironment& environment) override
    {
        SingleRequestPolicy::Start(environment);
        m_actions = ActionSpace(environment);
        m_encoder = ObservationEncoder(environment);
        if (m_actor)
        {
            m_actor->CheckFits(NAME, m_encoder.Spec(), m_actions, environment.Devices());
            return;
        }
        m_assembler.emplace(
            environment.discount,
            environment.discountUnitSeconds,
            [this](std::uint32_t device, const Transition& transition) {
                m_learning.Time([&] { m_learners->Of(device).Observe(transition); });
            },
            // Every run counts from far above the last one, so that nothing is
            // taken to continue it.
            (m_starts++ << 32) + 1);
        if (!m_learners)
        {
            StartLearners();
        }
    }

    void
    Learn(const RequestRecord& record) override
    {
        if (m_actor || !IsTraining())
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
        if (m_assembler)
        {
            m_assembler->Flush();
        }
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
        if (!m_learners)
        {
            throw IoError(
                folder,
                "there is nothing to save: this policy acts from a checkpoint and has not learned",
                "");
        }
        MakeFolder(folder);
        m_learners->Save(folder);
        // The manifest comes last: a folder with a manifest is complete.
        MakeManifest().Write(folder);
    }

    void
    Load(const std::string& folder) override
    {
        if (m_actor)
        {
            m_actor.emplace(folder);
            return;
        }
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
        m_encoder.Encode(context, m_observation);
        m_actions.Mask(context, m_mask);
        const NodeId device = context.request.device;
        if (m_actor)
        {
            return m_actions.ToPlan(context, m_actor->Act(device, m_observation, m_mask));
        }
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
    void
    StartLearners()
    {
        LearnerProblem problem;
        problem.observationSize = m_encoder.Spec().Size();
        problem.actions = m_actions.Size();
        problem.seed = Environment().seed;
        problem.totalSteps = TotalSteps();
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
        manifest.CheckFits(m_folder, NAME, m_encoder.Spec(), m_actions);
        if (manifest.agents != m_learners->Size())
        {
            throw ConfigError({m_folder},
                              "",
                              "the checkpoint has " + std::to_string(manifest.agents) +
                                  " networks, this training has " +
                                  std::to_string(m_learners->Size()),
                              "continue with the same sharedNetwork and number of devices");
        }
        m_learners->Load(m_folder);
    }

    CheckpointManifest
    MakeManifest() const
    {
        CheckpointManifest manifest;
        manifest.policy = NAME;
        manifest.learner = m_learnerSpec.ToString();
        manifest.observation = m_encoder.Spec();
        manifest.positions = m_actions.PositionNames();
        manifest.variants = m_actions.VariantNames();
        manifest.agents = m_learners->Size();
        manifest.seed = m_seed;
        manifest.steps = m_learners->Progress().steps;
        manifest.provenance = Provenance();
        return manifest;
    }

    bool m_isShared;
    Spec m_learnerSpec;
    std::string m_folder;                   ///< to continue from at the first Start(); may be empty
    std::uint64_t m_seed = 0;               ///< of the first Start()
    std::uint64_t m_starts = 0;             ///< calls of Start() that learn
    std::optional<CheckpointActor> m_actor; ///< acting from a checkpoint
    std::optional<LearnerGroup> m_learners; ///< learning
    Stopwatch m_acting;
    Stopwatch m_learning;
    std::optional<TransitionAssembler> m_assembler;
    ActionSpace m_actions;
    ObservationEncoder m_encoder;
    Observation m_observation;
    ActionMask m_mask;
};

const Registry<Policy>::Entry ENTRY(
    NAME,
    "Deep Q-network (Mnih et al. 2015): acts from a checkpoint, or learns while it runs.",
    {{"checkpoint",
      "",
      "folder of a trained policy to act from; default: learn, with the learner's parameters "
      "below"},
     {"sharedNetwork", "true", "whether all devices share one network, or learn one each"},
     {"learner", "dqn", "registered learner that trains"}},
    [](const Spec& spec) { return std::make_unique<DqnPolicy>(spec); },
    LearnerParameters);

} // namespace

} // namespace edgeward
