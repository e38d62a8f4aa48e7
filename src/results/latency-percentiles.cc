/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/latency-percentiles.h"

#include "results/result-store.h"
#include "results/statistics.h"
#include "results/summary.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace edgeward
{

namespace
{

constexpr double NS_PER_S = 1e9;

/** A latency and the replication that it is of. */
struct Latency
{
    std::int64_t ns;
    std::size_t replication;
};

/** Samples beyond the nearest-rank percentile of @p count. */
std::uint64_t
Beyond(double share, std::uint64_t count)
{
    return count - NearestRank(share, count);
}

/** Percentiles of resampled replications. */
class Pool
{
  public:
    explicit Pool(const std::vector<std::vector<std::int64_t>>& replications)
    {
        for (std::size_t r = 0; r < replications.size(); ++r)
        {
            m_sizes.push_back(replications[r].size());
            for (const std::int64_t ns : replications[r])
            {
                m_descending.push_back({ns, r});
            }
        }
        std::sort(m_descending.begin(), m_descending.end(), [](const Latency& a, const Latency& b) {
            return a.ns > b.ns;
        });
    }

    /** The percentile (s) when each replication occurs as often as drawn; it looks at the tail
     * only. */
    double
    Seconds(double share, const Multiplicities& drawn) const
    {
        std::uint64_t count = 0;
        for (std::size_t r = 0; r < m_sizes.size(); ++r)
        {
            count += m_sizes[r] * drawn[r];
        }
        if (count == 0)
        {
            return std::numeric_limits<double>::quiet_NaN();
        }
        const std::uint64_t beyond = Beyond(share, count);
        std::uint64_t passed = 0;
        std::size_t i = 0;
        for (; passed <= beyond; ++i)
        {
            passed += drawn[m_descending[i].replication];
        }
        return static_cast<double>(m_descending[i - 1].ns) / NS_PER_S;
    }

    std::size_t
    Size() const
    {
        return m_descending.size();
    }

  private:
    std::vector<std::size_t> m_sizes;
    std::vector<Latency> m_descending;
};

} // namespace

PolicyPercentiles
EstimatePercentiles(const std::string& policy,
                    const std::vector<std::vector<std::int64_t>>& replications,
                    const std::vector<double>& shares,
                    const BootstrapPlan& plan)
{
    std::vector<std::vector<std::int64_t>> filled;
    std::copy_if(replications.begin(),
                 replications.end(),
                 std::back_inserter(filled),
                 [](const auto& latencies) { return !latencies.empty(); });
    const Pool pool(filled);
    PolicyPercentiles result{policy, pool.Size(), {}};
    for (const double share : shares)
    {
        PercentileEstimate estimate;
        estimate.share = share;
        estimate.needed = LeastSamples(share);
        estimate.seconds = std::numeric_limits<double>::quiet_NaN();
        if (pool.Size() >= estimate.needed)
        {
            estimate.seconds = pool.Seconds(share, Multiplicities(filled.size(), 1));
            estimate.ends = BootstrapInterval(
                {filled.size()},
                [&](const Multiplicities& drawn) { return pool.Seconds(share, drawn); },
                plan);
        }
        result.percentiles.push_back(estimate);
    }
    return result;
}

std::vector<PolicyPercentiles>
EstimatePercentiles(const ResultStore& store,
                    double warmupSeconds,
                    const std::vector<double>& shares)
{
    const std::int64_t warmupNs = std::llround(warmupSeconds * NS_PER_S);
    std::vector<PolicyPercentiles> policies;
    for (const std::string& policy : store.Policies())
    {
        std::map<ReplicationKey, std::vector<std::int64_t>> latencies;
        store.ForEachSample(policy, [&](const Sample& sample) {
            if (sample.outcome == Outcome::COMPLETED && sample.arrivalNs >= warmupNs)
            {
                latencies[{sample.seed, sample.run}].push_back(sample.latencyNs);
            }
        });
        std::vector<std::vector<std::int64_t>> replications;
        for (auto& [key, values] : latencies)
        {
            replications.push_back(std::move(values));
        }
        policies.push_back(EstimatePercentiles(policy, replications, shares));
    }
    return policies;
}

} // namespace edgeward
