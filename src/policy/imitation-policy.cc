/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/file-writer.h"
#include "policy/checkpoint-actor.h"
#include "policy/learning-policy.h"
#include "policy/observation-encoder.h"
#include "policy/stopwatch.h"
#include "rl/schedule.h"
#include "rl/supervised-trainer.h"

#include <optional>

namespace edgeward
{

namespace
{

const char* const NAME = "imitation";

/**
 * A network that learns to decide as another policy does (behavioural cloning, Pomerleau 1989),
 * from what itself brings about as well (DAgger, Ross, Gordon, Bagnell 2011): the teacher says what
 * it would do at every decision of the training, and does it in a share of them that falls.
 */
class ImitationPolicy : public LearningPolicy
{
  public:
    explicit ImitationPolicy(const Spec& spec)
        : m_spec(spec)
        , m_options(SupervisedOptions::FromSpec(spec))
        , m_teacher(Registry<Policy>::Create(
              Spec::Parse(spec.GetString("teacher", "greedy"), spec.Where())))
        , m_startShare(spec.GetDouble("startTeacherShare", 1.0, 0.0, 1.0))
        , m_endShare(spec.GetDouble("endTeacherShare", 0.0, 0.0, 1.0))
        , m_fraction(spec.GetDouble("teacherFraction", 0.5, 0.0, 1.0))
    {
        const std::string checkpoint = spec.GetString("checkpoint", "");
        if (!checkpoint.empty())
        {
            m_actor.emplace(checkpoint);
        }
    }

    bool
    NeedsTrueState() const override
    {
        return IsLearning() && m_teacher->NeedsTrueState();
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
        m_teacher->Start(environment);
        if (!m_student)
        {
            m_seed = environment.seed;
            m_mixing = RandomStream(DeriveSeed(m_seed, 0, "policy/imitation"));
            m_student.emplace(m_options,
                              SupervisedTask::CLASSIFY,
                              m_encoder.Spec().Size(),
                              m_actions.Size(),
                              DeriveSeed(m_seed, 0, "policy/learner"));
            if (!m_folder.empty())
            {
                LoadStudent();
            }
        }
    }

    void
    Learn(const RequestRecord& record) override
    {
        if (IsLearning())
        {
            m_teacher->Learn(record);
        }
    }

    void
    Finish(std::int64_t nowNs) override
    {
        if (IsLearning())
        {
            m_teacher->Finish(nowNs);
        }
    }

    LearnerProgress
    Progress() const override
    {
        LearnerProgress progress = m_student ? m_student->Progress() : LearnerProgress{};
        progress.epsilon = TeacherShare(progress.steps);
        progress.actSeconds = m_asking.Seconds();
        progress.learnSeconds = m_learning.Seconds();
        return progress;
    }

    void
    Save(const std::string& folder) const override
    {
        if (!m_student)
        {
            throw IoError(
                folder,
                "there is nothing to save: this policy acts from a checkpoint and has not learned",
                "");
        }
        MakeFolder(folder);
        m_student->Save(folder);
        // The manifest comes last: a folder with a manifest is complete.
        CheckpointManifest manifest;
        manifest.policy = NAME;
        manifest.learner = m_spec.ToString();
        manifest.observation = m_encoder.Spec();
        manifest.positions = m_actions.PositionNames();
        manifest.variants = m_actions.VariantNames();
        manifest.seed = m_seed;
        manifest.steps = m_student->Progress().steps;
        manifest.provenance = Provenance();
        manifest.Write(folder);
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
        if (m_student)
        {
            LoadStudent();
        }
    }

  protected:
    Plan
    DecideOne(const DecisionContext& context) override
    {
        m_encoder.Encode(context, m_observation);
        m_actions.Mask(context, m_mask);
        if (m_actor)
        {
            return m_actions.ToPlan(context,
                                    m_actor->Act(context.request.device, m_observation, m_mask));
        }
        const std::int32_t own = m_student->Classify(m_observation, m_mask);
        if (!IsLearning())
        {
            return m_actions.ToPlan(context, own);
        }
        const double share = TeacherShare(m_student->Progress().steps);
        const std::int32_t label = m_asking.Time([&] { return AskTeacher(context); });
        m_learning.Time([&] { m_student->Observe(m_observation, m_mask, label); });
        // One number for every decision, so that the stream does not depend on the share.
        return m_actions.ToPlan(context, m_mixing.Uniform() < share ? label : own);
    }

  private:
    /** Whether it asks the teacher and learns. */
    bool
    IsLearning() const
    {
        return !m_actor && IsTraining();
    }

    /** Share of the decisions that the teacher takes after @p samples. */
    double
    TeacherShare(std::uint64_t samples) const
    {
        return LinearSchedule(m_startShare, m_endShare, m_fraction, TotalSteps()).Value(samples);
    }

    /** What the teacher would do. @throws UserError if that is no allowed action */
    std::int32_t
    AskTeacher(const DecisionContext& context)
    {
        const std::int32_t action = m_teacher->Decide({context}).front().action;
        if (action < 0 || static_cast<std::size_t>(action) >= m_mask.size() ||
            m_mask[static_cast<std::size_t>(action)] == 0)
        {
            throw UserError("policy " + m_spec.ToString() +
                            ": the teacher decided on something else than a node and a variant for "
                            "the whole network; imitate a policy that decides so, e.g. greedy");
        }
        return action;
    }

    void
    LoadStudent()
    {
        CheckpointManifest::Read(m_folder).CheckFits(m_folder, NAME, m_encoder.Spec(), m_actions);
        m_student->Load(m_folder);
        // The stream goes on from where the training began again; samples were its numbers.
        m_mixing = RandomStream(DeriveSeed(m_seed, 0, "policy/imitation"));
        for (std::uint64_t sample = 0; sample < m_student->Progress().steps; ++sample)
        {
            m_mixing.Uniform();
        }
    }

    Spec m_spec;
    SupervisedOptions m_options;
    std::unique_ptr<Policy> m_teacher;
    double m_startShare;
    double m_endShare;
    double m_fraction;                      ///< of the decisions that the way takes
    std::string m_folder;                   ///< to continue from at the first Start(); may be empty
    std::uint64_t m_seed = 0;               ///< of the first Start()
    std::optional<CheckpointActor> m_actor; ///< acting from a checkpoint
    std::optional<SupervisedTrainer> m_student;
    RandomStream m_mixing{0};
    Stopwatch m_asking;
    Stopwatch m_learning;
    ActionSpace m_actions;
    ObservationEncoder m_encoder;
    Observation m_observation;
    ActionMask m_mask;
};

std::vector<ParameterInfo>
Parameters()
{
    std::vector<ParameterInfo> parameters = {
        {"checkpoint", "", "folder of a trained policy to act from; default: learn"},
        {"teacher", "greedy", "policy to imitate, e.g. oracle; ours"},
        {"startTeacherShare",
         "1",
         "share of the decisions that the teacher takes at first (Ross et al. 2011)"},
        {"endTeacherShare", "0", "the same in the end (Ross et al. 2011)"},
        {"teacherFraction", "0.5", "share of the decisions over which it falls; ours"}};
    const std::vector<ParameterInfo> training = ListHyperParameters(SupervisedOptions{});
    parameters.insert(parameters.end(), training.begin(), training.end());
    return parameters;
}

const Registry<Policy>::Entry ENTRY(
    NAME,
    "Learns to decide as another policy does, from its decisions (DAgger, Ross et al. 2011).",
    Parameters(),
    [](const Spec& spec) { return std::make_unique<ImitationPolicy>(spec); });

} // namespace

} // namespace edgeward
