/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/bandit-policy.h"

#include "policy/checkpoint-manifest.h"
#include "rl/moving-average.h"

#include "base/file-writer.h"

#include <cmath>

namespace edgeward
{

namespace
{

std::string
WeightsPath(const std::string& folder)
{
    return folder + "/weights.safetensors";
}

} // namespace

BanditPolicy::BanditPolicy(const Spec& spec)
    : m_spec(spec)
    , m_folder(spec.GetString("checkpoint", ""))
{
}

void
BanditPolicy::Start(const PolicyEnvironment& environment)
{
    SingleRequestPolicy::Start(environment);
    m_actions = ActionSpace(environment);
    m_waiting.clear();
    if (!m_isPrepared)
    {
        Prepare();
        m_isPrepared = true;
        if (!m_folder.empty())
        {
            LoadFrom(m_folder);
        }
    }
}

const ActionSpace&
BanditPolicy::Actions() const
{
    return m_actions;
}

ObservationSpec
BanditPolicy::Sees() const
{
    return ObservationSpec();
}

double
BanditPolicy::Epsilon() const
{
    return 0.0;
}

Plan
BanditPolicy::DecideOne(const DecisionContext& context)
{
    m_actions.Mask(context, m_mask);
    if (!IsTraining())
    {
        return m_actions.ToPlan(context, ChooseGreedily(context, m_mask));
    }
    Waiting waiting;
    waiting.action = m_acting.Time([&] { return Choose(context, m_mask, waiting.remembered); });
    const Plan plan = m_actions.ToPlan(context, waiting.action);
    m_waiting[context.request.id] = std::move(waiting);
    return plan;
}

void
BanditPolicy::Learn(const RequestRecord& record)
{
    const auto found = m_waiting.find(record.request.id);
    if (found == m_waiting.end())
    {
        return;
    }
    // A request cut off by the horizon has an unknown worth, not the worth of a failure.
    if (record.outcome != Outcome::UNFINISHED)
    {
        LearnFrom(found->second, (*Environment().reward)(record));
    }
    m_waiting.erase(found);
}

void
BanditPolicy::LearnFrom(const Waiting& waiting, double reward)
{
    const std::optional<double> expected = Expect(waiting.remembered, waiting.action);
    if (expected)
    {
        const double error = reward - *expected;
        FollowAverage(m_loss, error * error, m_seen);
        FollowAverage(m_error, std::abs(error), m_seen);
        FollowAverage(m_meanExpected, *expected, m_seen);
        ++m_seen;
    }
    m_learning.Time([&] { Update(waiting.remembered, waiting.action, reward); });
}

void
BanditPolicy::Finish(std::int64_t)
{
    m_waiting.clear();
}

LearnerProgress
BanditPolicy::Progress() const
{
    LearnerProgress progress;
    if (m_isPrepared)
    {
        progress.steps = Updates();
        progress.updates = progress.steps;
        progress.epsilon = Epsilon();
    }
    progress.loss = m_loss;
    progress.meanQ = m_meanExpected;
    progress.tdError = m_error;
    progress.actSeconds = m_acting.Seconds();
    progress.learnSeconds = m_learning.Seconds();
    return progress;
}

void
BanditPolicy::Save(const std::string& folder) const
{
    MakeFolder(folder);
    WriteSafetensors(WeightsPath(folder), ToFile());
    // The manifest comes last: a folder with a manifest is complete.
    CheckpointManifest manifest;
    manifest.policy = m_spec.Name();
    manifest.learner = m_spec.ToString();
    manifest.observation = Sees();
    manifest.positions = m_actions.PositionNames();
    manifest.variants = m_actions.VariantNames();
    manifest.seed = Environment().seed;
    manifest.steps = Updates();
    manifest.provenance = Provenance();
    manifest.Write(folder);
}

void
BanditPolicy::Load(const std::string& folder)
{
    if (m_isPrepared)
    {
        LoadFrom(folder);
    }
    m_folder = folder;
}

void
BanditPolicy::LoadFrom(const std::string& folder)
{
    const CheckpointManifest manifest = CheckpointManifest::Read(folder);
    manifest.CheckFits(folder, m_spec.Name(), Sees(), m_actions);
    Restore(ReadSafetensors(WeightsPath(folder)), WeightsPath(folder));
}

} // namespace edgeward
