/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/learner-policy.h"

#include "base/file-writer.h"

#include <limits>

namespace edgeward
{

namespace
{

constexpr double NOT_CONSTRAINED = std::numeric_limits<double>::quiet_NaN();

/** The folder to act from; empty: learn. */
std::string
CheckpointOf(const Spec& spec)
{
    return spec.GetString("checkpoint", "");
}

/** Spec of the learner: the parameters of @p spec that it knows. */
Spec
LearnerSpec(const Spec& spec, const std::string& standard)
{
    Spec learner = Spec::Parse(spec.GetString("learner", standard), spec.Where());
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

} // namespace

LearnerPolicy::LearnerPolicy(const Spec& spec, const std::string& learner, ActionForm form)
    : m_name(spec.Name())
    , m_form(form)
    , m_isShared(spec.GetBool("sharedNetwork", true))
    , m_constraints(spec)
{
    if (!CheckpointOf(spec).empty())
    {
        m_actor.emplace(CheckpointOf(spec), m_form);
        return;
    }
    m_learnerSpec = LearnerSpec(spec, learner);
    // Made once here, so that a bad hyper-parameter is found before anything starts.
    Registry<Learner>::Create(m_learnerSpec);
}

std::vector<ParameterInfo>
LearnerPolicy::Parameters(const std::string& learner)
{
    std::vector<ParameterInfo> parameters = {
        {"checkpoint",
         "",
         "folder of a trained policy to act from; default: learn, with the learner's parameters "
         "below"},
        {"sharedNetwork", "true", "whether all devices share one network, or learn one each"},
        {"learner", learner, "registered learner that trains"}};
    const std::vector<ParameterInfo> constraints = AverageConstraints::Parameters();
    parameters.insert(parameters.end(), constraints.begin(), constraints.end());
    return parameters;
}

std::vector<ParameterInfo>
LearnerPolicy::FurtherParameters(const Spec& spec, const std::string& learner)
{
    if (!CheckpointOf(spec).empty())
    {
        return {};
    }
    const std::string name = spec.GetString("learner", learner);
    return Registry<Learner>::Find(name, spec.Where()).parameters;
}

void
LearnerPolicy::Start(const PolicyEnvironment& environment)
{
    SingleRequestPolicy::Start(environment);
    m_actions = ActionSpace(environment);
    m_encoder = ObservationEncoder(environment);
    if (m_actor)
    {
        m_actor->CheckFits(m_name, m_encoder.Spec(), m_actions, environment.Devices());
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
LearnerPolicy::Learn(const RequestRecord& record)
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
        const double reward = (*Environment().reward)(record);
        m_assembler->Reward(record.request.id, m_constraints.Apply(record, reward));
    }
}

void
LearnerPolicy::Finish(std::int64_t)
{
    if (m_assembler)
    {
        m_assembler->Flush();
    }
}

LearnerProgress
LearnerPolicy::Progress() const
{
    LearnerProgress progress = m_learners ? m_learners->Progress() : LearnerProgress{};
    progress.actSeconds = m_acting.Seconds();
    progress.learnSeconds = m_learning.Seconds();
    // One price for all devices: the average is that of the system.
    progress.accuracyMultiplier = m_constraints.AccuracyMultiplier().value_or(NOT_CONSTRAINED);
    progress.energyMultiplier = m_constraints.EnergyMultiplier().value_or(NOT_CONSTRAINED);
    return progress;
}

void
LearnerPolicy::Save(const std::string& folder) const
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
    m_constraints.Save(folder);
    // The manifest comes last: a folder with a manifest is complete.
    MakeManifest().Write(folder);
}

void
LearnerPolicy::Load(const std::string& folder)
{
    if (m_actor)
    {
        m_actor.emplace(folder, m_form);
        return;
    }
    m_folder = folder;
    if (m_learners)
    {
        LoadLearners();
    }
}

Plan
LearnerPolicy::DecideOne(const DecisionContext& context)
{
    m_encoder.Encode(context, m_observation);
    m_actions.Mask(context, m_form, m_mask);
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
    const std::int32_t action = m_acting.Time([&] { return learner.Act(m_observation, m_mask); });
    m_assembler->Decide(device, context.request.id, context.nowNs, m_observation, m_mask, action);
    return m_actions.ToPlan(context, action);
}

void
LearnerPolicy::StartLearners()
{
    LearnerProblem problem;
    problem.observationSize = m_encoder.Spec().Size();
    const ActionBranches branches = m_actions.Branches(m_form);
    problem.isMaskJoint = m_form == ActionForm::SEQUENCE;
    problem.actions = problem.isMaskJoint ? branches.JointActions() : branches.Alternatives();
    if (m_form != ActionForm::JOINT)
    {
        problem.branches = branches.Sizes();
    }
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
LearnerPolicy::LoadLearners()
{
    const CheckpointManifest manifest = CheckpointManifest::Read(m_folder);
    manifest.CheckFits(m_folder, m_name, m_encoder.Spec(), m_actions);
    if (manifest.agents != m_learners->Size())
    {
        throw ConfigError({m_folder},
                          "",
                          "the checkpoint has " + std::to_string(manifest.agents) +
                              " networks, this training has " + std::to_string(m_learners->Size()),
                          "continue with the same sharedNetwork and number of devices");
    }
    m_learners->Load(m_folder);
    m_constraints.Load(m_folder);
}

CheckpointManifest
LearnerPolicy::MakeManifest() const
{
    CheckpointManifest manifest;
    manifest.policy = m_name;
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

} // namespace edgeward
