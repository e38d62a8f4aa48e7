/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/sample.h"

namespace edgeward
{

Sample
Sample::Of(std::uint64_t seed, std::uint64_t run, const RewardedRecord& rewarded)
{
    return Of(seed, run, rewarded.record, rewarded.reward);
}

Sample
Sample::Of(std::uint64_t seed, std::uint64_t run, const RequestRecord& record, double reward)
{
    Sample sample;
    sample.seed = seed;
    sample.run = run;
    sample.arrivalNs = record.request.arrivalNs;
    sample.latencyNs = record.LatencyNs();
    sample.deadlineNs = record.request.deadlineNs;
    sample.outcome = record.outcome;
    sample.device = record.request.device;
    if (!record.stages.empty())
    {
        // A request that was lost on the way still says where the policy wanted it.
        const bool ended = record.finalStage >= 0;
        const StageRecord& last = ended ? record.stages[record.finalStage] : record.stages.back();
        sample.node = last.stage.node;
        sample.variant = last.stage.variant;
    }
    sample.accuracy = record.accuracy;
    sample.deviceJoule = record.DeviceJoule();
    sample.totalJoule = record.TotalJoule();
    sample.txBytes = record.txBytes;
    sample.rxBytes = record.rxBytes;
    sample.reward = reward;
    return sample;
}

bool
Sample::MissedDeadline() const
{
    const bool late = deadlineNs > 0 && latencyNs > deadlineNs;
    const bool lost = outcome == Outcome::REJECTED || outcome == Outcome::DROPPED;
    return late || lost;
}

bool
Sample::IsCensored() const
{
    return outcome == Outcome::UNFINISHED && !MissedDeadline();
}

} // namespace edgeward
