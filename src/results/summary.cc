/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/summary.h"

#include "base/errors.h"
#include "base/text.h"
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
    m_totals[{sample.seed, sample.run}].Add(sample);
    if (sample.outcome == Outcome::COMPLETED)
    {
        m_latencies.push_back(sample.latencyNs);
    }
}

void
SummaryBuilder::Add(const ReplicationKey& key, const RunStatistics& statistics)
{
    if (std::llround(statistics.warmupSeconds * NS_PER_S) != m_warmupNs)
    {
        throw ConfigError("the requests of '" + m_summary.policy +
                          "' were not recorded and were summed up with a warm-up of " +
                          FormatDouble(statistics.warmupSeconds) +
                          " s (run.record_share = 0): use that one, or record them");
    }
    m_totals[key] = statistics.totals;
    m_sketch.Merge(statistics.latencies);
}

PolicySummary
SummaryBuilder::Finish()
{
    double txBytes = 0.0;
    double rxBytes = 0.0;
    for (const auto& [key, totals] : m_totals)
    {
        const OutcomeCounts& counts = totals.counts;
        const std::uint64_t known = counts.requests - counts.censored;
        const auto set = [&, &key = key](Metric metric, double sum, std::uint64_t count) {
            m_summary.means[metric][key] = Ratio(sum, count);
        };
        set(Metric::LATENCY, totals.latencySeconds, counts.completed);
        set(Metric::ACCURACY, totals.accuracy, counts.completed);
        set(Metric::DEVICE_ENERGY, totals.deviceJoule, known);
        set(Metric::TOTAL_ENERGY, totals.totalJoule, known);
        set(Metric::REWARD, totals.reward, known);
        set(Metric::MISS_SHARE, static_cast<double>(counts.missed), known);
        m_summary.counts.Add(counts);
        txBytes += totals.txBytes;
        rxBytes += totals.rxBytes;
    }
    m_summary.p50Latency = PercentileSeconds(0.50, 1);
    m_summary.p95Latency = PercentileSeconds(0.95, LeastSamples(0.95));
    m_summary.p99Latency = PercentileSeconds(0.99, SamplesForPercentile(0.99));
    m_summary.percentileError = m_sketch.Count() > 0 ? LatencySketch::RELATIVE_ERROR : 0.0;
    m_summary.txBytes = Ratio(txBytes, m_summary.counts.requests);
    m_summary.rxBytes = Ratio(rxBytes, m_summary.counts.requests);
    return std::move(m_summary);
}

/** Of all completed requests; NaN with fewer than @p needed. */
double
SummaryBuilder::PercentileSeconds(double p, std::uint64_t needed)
{
    if (m_sketch.Count() > 0)
    {
        // Recorded ones beside those that were not: known no better than the others.
        for (const std::int64_t ns : std::exchange(m_latencies, {}))
        {
            m_sketch.Add(ns);
        }
        return m_sketch.Count() >= needed ? m_sketch.Percentile(p) / NS_PER_S : NAN_VALUE;
    }
    return m_latencies.size() >= needed ? static_cast<double>(Percentile(m_latencies, p)) / NS_PER_S
                                        : NAN_VALUE;
}

std::vector<PolicySummary>
Summarize(const ResultStore& store, double warmupSeconds)
{
    std::vector<PolicySummary> summaries;
    for (const std::string& policy : store.Policies())
    {
        SummaryBuilder builder(policy, warmupSeconds);
        store.ForEachSample(policy, [&](const Sample& sample) { builder.Add(sample); });
        store.ForEachStatistics(
            policy, [&](std::uint64_t seed, std::uint64_t run, const RunStatistics& statistics) {
                builder.Add({seed, run}, statistics);
            });
        summaries.push_back(builder.Finish());
    }
    return summaries;
}

} // namespace edgeward
