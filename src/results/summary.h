/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_SUMMARY_H
#define EDGEWARD_RESULTS_SUMMARY_H

#include "results/run-statistics.h"
#include "results/statistics.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace edgeward
{

class ResultStore;

/** What policies are compared by. */
enum class Metric : std::uint8_t
{
    LATENCY,       ///< mean latency of completed requests (s)
    DEVICE_ENERGY, ///< at the device, per request (J)
    TOTAL_ENERGY,  ///< at all nodes, per request (J)
    ACCURACY,      ///< mean of completed requests (0..1)
    MISS_SHARE,    ///< requests that missed their deadline (0..1)
    REWARD         ///< mean per request
};

/** All of them, in the order of tables. */
extern const std::vector<Metric> ALL_METRICS;

/** Its name on the command line and in files, e.g. "device-energy". */
const char* NameOf(Metric metric);

/** Whether a smaller value is the better one: latency, energies, missed deadlines. */
bool IsSmallerBetter(Metric metric);

/** The inverse of NameOf(). @throws ConfigError listing the names if there is none such */
Metric MetricOf(const std::string& name);

/** Seed and number of a replication; policies are paired by it. */
using ReplicationKey = std::pair<std::uint64_t, std::uint64_t>;

/** One policy over all its replications. */
struct PolicySummary
{
    std::string policy;
    OutcomeCounts counts;
    double p50Latency = 0.0; ///< nearest rank over all completed requests (s); NaN: none completed
    double p95Latency = 0.0; ///< (s); NaN with fewer than LeastSamples(0.95)
    double p99Latency = 0.0; ///< (s); NaN with fewer than SamplesForPercentile(0.99)
    double percentileError = 0.0; ///< of each, relative, at most; 0: they are exact
    double txBytes = 0.0;         ///< sent by the device per request; NaN: no request
    double rxBytes = 0.0;         ///< received by the device per request; NaN: no request
    std::map<Metric, std::map<ReplicationKey, double>>
        means; ///< per replication; NaN: not defined there

    /** Completed requests by requests (0..1); NaN without requests. */
    double CompletedShare() const;

    /** Mean over the replications' means with 95 % interval. */
    Estimate Of(Metric metric) const;

    /** The replications' means in their order; those that are not defined are left out. */
    std::vector<double> ValuesOf(Metric metric) const;
};

/** Gathers samples of one policy and sums them up. */
class SummaryBuilder
{
  public:
    /** @param warmupSeconds requests that arrive earlier are left out (s), >= 0 */
    SummaryBuilder(const std::string& policy, double warmupSeconds);

    void Add(const Sample& sample);

    /** A replication whose requests were not recorded. @throws ConfigError if its warm-up is
     * another */
    void Add(const ReplicationKey& key, const RunStatistics& statistics);

    PolicySummary Finish();

  private:
    double PercentileSeconds(double p, std::uint64_t needed);

    PolicySummary m_summary;
    std::int64_t m_warmupNs;
    std::map<ReplicationKey, RunTotals> m_totals;
    std::vector<std::int64_t> m_latencies; ///< of samples (ns)
    LatencySketch m_sketch;                ///< of the others
};

/** Every policy of a store, in its order. @param warmupSeconds as of SummaryBuilder */
std::vector<PolicySummary> Summarize(const ResultStore& store, double warmupSeconds);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_SUMMARY_H
