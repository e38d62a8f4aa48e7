/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/network-outcome.h"

#include "base/registry.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <numeric>

namespace edgeward
{

namespace
{

/** Keeps how long each request was on the network. */
class NetworkTimes : public RecordSink
{
  public:
    void
    Write(const RequestRecord& record) override
    {
        std::int64_t ns = 0;
        for (const Segment& segment : record.CriticalPath())
        {
            const bool isNetwork =
                segment.kind == SegmentKind::TRANSFER || segment.kind == SegmentKind::RETURN;
            ns += isNetwork ? segment.ns : 0;
        }
        if (record.outcome == Outcome::COMPLETED && ns > 0)
        {
            seconds.push_back(1e-9 * static_cast<double>(ns));
            bytes += static_cast<double>(record.request.inputBytes + record.request.resultBytes);
        }
    }

    std::vector<double> seconds;
    double bytes = 0.0;
};

} // namespace

double
NetworkOutcome::MeanSeconds() const
{
    return seconds.empty() ? std::nan("")
                           : std::accumulate(seconds.begin(), seconds.end(), 0.0) /
                                 static_cast<double>(seconds.size());
}

double
NetworkOutcome::QuantileSeconds(double share) const
{
    return seconds.empty()
               ? std::nan("")
               : seconds[static_cast<std::size_t>(share * static_cast<double>(seconds.size() - 1))];
}

NetworkOutcome
PoolOf(const std::vector<NetworkOutcome>& replications)
{
    NetworkOutcome pool;
    for (const NetworkOutcome& each : replications)
    {
        pool.seconds.insert(pool.seconds.end(), each.seconds.begin(), each.seconds.end());
        pool.radioJoule += each.radioJoule;
        pool.goodputBps += each.goodputBps / static_cast<double>(replications.size());
        pool.cpuSeconds += each.cpuSeconds;
        pool.events += each.events;
    }
    std::sort(pool.seconds.begin(), pool.seconds.end());
    return pool;
}

NetworkOutcome
MeasureNetwork(const Simulation& simulation,
               const Spec& policy,
               std::uint64_t seed,
               std::uint64_t run,
               double seconds)
{
    const auto decider = Registry<Policy>::Create(policy);
    NetworkTimes sink;
    const std::clock_t begin = std::clock();
    const RunReport report = simulation.Run(*decider, sink, seed, run, seconds);
    NetworkOutcome outcome;
    outcome.cpuSeconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    outcome.events = static_cast<double>(report.events);
    for (const NodeEnergy& node : report.energy)
    {
        outcome.radioJoule += node.radioActiveJoule;
    }
    outcome.goodputBps = 8.0 * sink.bytes / seconds;
    outcome.seconds = std::move(sink.seconds);
    std::sort(outcome.seconds.begin(), outcome.seconds.end());
    return outcome;
}

} // namespace edgeward
