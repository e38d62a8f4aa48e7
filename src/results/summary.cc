/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/summary.h"

#include "results/result-store.h"

#include <cmath>
#include <limits>
#include <utility>

namespace edgeward
{

namespace
{

constexpr double NAN_VALUE = std::numeric_limits<double>::quiet_NaN();
constexpr double NS_PER_S = 1e9;

double
Ratio(double sum, std::uint64_t count)
{
    return count > 0 ? sum / static_cast<double>(count) : NAN_VALUE;
}

double
PercentileSeconds(std::vector<std::int64_t>& latencies, double p, std::uint64_t needed)
{
    const bool enough = latencies.size() >= needed;
    return enough ? static_cast<double>(Percentile(latencies, p)) / NS_PER_S : NAN_VALUE;
}

} // namespace

double
PolicySummary::CompletedShare() const
{
    return Ratio(static_cast<double>(counts.completed), counts.requests);
}

Estimate
PolicySummary::Of(Metric metric) const
{
    return EstimateMean(ValuesOf(metric));
}

std::vector<double>
PolicySummary::ValuesOf(Metric metric) const
{
    std::vector<double> values;
    const auto found = means.find(metric);
    if (found != means.end())
    {
        for (const auto& [key, mean] : found->second)
        {
            if (std::isfinite(mean))
            {
                values.push_back(mean);
            }
        }
    }
    return values;
}

SummaryBuilder::SummaryBuilder(const std::string& policy, double warmupSeconds)
    : m_warmupNs(std::llround(warmupSeconds * NS_PER_S))
{
    m_summary.policy = policy;
}

void
SummaryBuilder::Add(const Sample& sample)
{
    if (sample.arrivalNs < m_warmupNs)
    {
        return;
    }
    Sums& sums = m_sums[{sample.seed, sample.run}];
    OutcomeCounts& counts = m_summary.counts;
    ++counts.requests;
    counts.completed += sample.outcome == Outcome::COMPLETED ? 1 : 0;
    counts.rejected += sample.outcome == Outcome::REJECTED ? 1 : 0;
    counts.dropped += sample.outcome == Outcome::DROPPED ? 1 : 0;
    counts.unfinished += sample.outcome == Outcome::UNFINISHED ? 1 : 0;
    m_txBytes += static_cast<double>(sample.txBytes);
    m_rxBytes += static_cast<double>(sample.rxBytes);
    if (sample.IsCensored())
    {
        // Neither a miss nor a success: half a life says nothing about its energy or reward.
        ++counts.censored;
        return;
    }
    const bool missed = sample.MissedDeadline();
    counts.missed += missed ? 1 : 0;
    ++sums.counted;
    sums.missed += missed ? 1 : 0;
    sums.deviceJoule += sample.deviceJoule;
    sums.totalJoule += sample.totalJoule;
    sums.reward += sample.reward;
    if (sample.outcome == Outcome::COMPLETED)
    {
        ++sums.completed;
        sums.latency += static_cast<double>(sample.latencyNs) / NS_PER_S;
        sums.accuracy += sample.accuracy;
        m_latencies.push_back(sample.latencyNs);
    }
}

PolicySummary
SummaryBuilder::Finish()
{
    for (const auto& [key, sums] : m_sums)
    {
        m_summary.means[Metric::LATENCY][key] = Ratio(sums.latency, sums.completed);
        m_summary.means[Metric::ACCURACY][key] = Ratio(sums.accuracy, sums.completed);
        m_summary.means[Metric::DEVICE_ENERGY][key] = Ratio(sums.deviceJoule, sums.counted);
        m_summary.means[Metric::TOTAL_ENERGY][key] = Ratio(sums.totalJoule, sums.counted);
        m_summary.means[Metric::REWARD][key] = Ratio(sums.reward, sums.counted);
        m_summary.means[Metric::MISS_SHARE][key] =
            Ratio(static_cast<double>(sums.missed), sums.counted);
    }
    m_summary.p50Latency = PercentileSeconds(m_latencies, 0.50, 1);
    m_summary.p95Latency = PercentileSeconds(m_latencies, 0.95, LeastSamples(0.95));
    m_summary.p99Latency = PercentileSeconds(m_latencies, 0.99, SamplesForPercentile(0.99));
    m_summary.txBytes = Ratio(m_txBytes, m_summary.counts.requests);
    m_summary.rxBytes = Ratio(m_rxBytes, m_summary.counts.requests);
    return std::move(m_summary);
}

std::vector<PolicySummary>
Summarize(const ResultStore& store, double warmupSeconds)
{
    std::vector<PolicySummary> summaries;
    for (const std::string& policy : store.Policies())
    {
        SummaryBuilder builder(policy, warmupSeconds);
        store.ForEachSample(policy, [&](const Sample& sample) { builder.Add(sample); });
        summaries.push_back(builder.Finish());
    }
    return summaries;
}

} // namespace edgeward
