/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/figures.h"

#include "base/errors.h"
#include "base/file-writer.h"
#include "results/places.h"
#include "results/result-store.h"
#include "results/summary.h"

#include <cmath>
#include <functional>
#include <optional>
#include <set>

namespace edgeward
{

namespace
{

/** What the figures show of one policy, gathered in one pass over its samples. */
class PolicyFigures
{
  public:
    PolicyFigures(const std::string& policy, double warmupSeconds)
        : m_warmupNs(std::llround(warmupSeconds * 1e9))
        , m_summary(policy, warmupSeconds)
    {
        m_latency.policy = policy;
    }

    void
    Add(const Sample& sample)
    {
        m_summary.Add(sample);
        if (sample.arrivalNs < m_warmupNs)
        {
            return;
        }
        if (!sample.IsCensored())
        {
            ++m_latency.requests;
        }
        if (sample.outcome == Outcome::COMPLETED)
        {
            m_latency.latenciesNs.push_back(sample.latencyNs);
        }
        ++m_requests;
        m_placements.Add(sample);
    }

    void
    Add(const ReplicationKey& key, const RunStatistics& statistics)
    {
        m_summary.Add(key, statistics);
        const OutcomeCounts& counts = statistics.totals.counts;
        m_latency.requests += counts.requests - counts.censored;
        m_latency.sketch.Merge(statistics.latencies);
        m_requests += counts.requests;
        m_placements.Add(statistics.placements);
    }

    const LatencySeries&
    Latency() const
    {
        return m_latency;
    }

    /** Call it once, after the last sample. */
    PolicySummary
    Summary()
    {
        return m_summary.Finish();
    }

    /** Nodes other than the own device that requests were sent to. */
    void
    CollectNodes(std::set<NodeId>& nodes) const
    {
        for (const auto& [key, count] : m_placements.placed)
        {
            if (key.first != NO_NODE)
            {
                nodes.insert(key.first);
            }
        }
    }

    PlacementShares
    Placement(const Places& places) const
    {
        PlacementShares shares{m_latency.policy, {}, 0.0};
        const auto all = static_cast<double>(m_requests);
        std::map<std::pair<std::size_t, std::size_t>, std::uint64_t> counts;
        for (const auto& [key, count] : m_placements.placed)
        {
            counts[{places.places.at(key.first), key.second}] += count;
        }
        for (const auto& [key, count] : counts)
        {
            shares.shares[key] = static_cast<double>(count) / all;
        }
        shares.rejected = m_requests > 0 ? static_cast<double>(m_placements.unplaced) / all : 0.0;
        return shares;
    }

  private:
    std::int64_t m_warmupNs;
    SummaryBuilder m_summary;
    LatencySeries m_latency;
    std::uint64_t m_requests = 0;
    PlacementCounts m_placements;
};

std::vector<PolicyFigures>
Gather(const ResultStore& store, double warmupSeconds)
{
    std::vector<PolicyFigures> all;
    for (const std::string& policy : store.Policies())
    {
        PolicyFigures figures(policy, warmupSeconds);
        store.ForEachSample(policy, [&](const Sample& sample) { figures.Add(sample); });
        store.ForEachStatistics(
            policy, [&](std::uint64_t seed, std::uint64_t run, const RunStatistics& statistics) {
                figures.Add({seed, run}, statistics);
            });
        all.push_back(std::move(figures));
    }
    return all;
}

TradeoffPoint
Tradeoff(const PolicySummary& summary)
{
    return {summary.policy,
            summary.Of(Metric::LATENCY),
            summary.Of(Metric::DEVICE_ENERGY),
            summary.Of(Metric::ACCURACY).mean};
}

/** As the energy of the nodes is stored by; of one run, because all have the same nodes. */
std::map<NodeId, NodeRole>
RolesOf(const ResultStore& store)
{
    std::map<NodeId, NodeRole> roles;
    for (const Replication& run : store.Replications())
    {
        for (const NodeEnergy& node : store.ReadNodeEnergy(run.policy, run.seed, run.run))
        {
            roles[node.node] = node.role;
        }
        if (!roles.empty())
        {
            break;
        }
    }
    return roles;
}

/** The places of the legend. */
Places
PlacesOf(const std::vector<PolicyFigures>& policies, const ResultStore& store)
{
    std::set<NodeId> nodes;
    for (const PolicyFigures& policy : policies)
    {
        policy.CollectNodes(nodes);
    }
    return MakePlaces(nodes, store.ReadNames().nodes, RolesOf(store));
}

/** Variants of the store's names, and numbers for any beyond. */
std::vector<std::string>
VariantNames(const std::vector<PlacementShares>& policies, std::vector<std::string> names)
{
    for (const PlacementShares& policy : policies)
    {
        for (const auto& [key, share] : policy.shares)
        {
            while (names.size() <= key.second)
            {
                names.push_back("variant " + std::to_string(names.size()));
            }
        }
    }
    return names;
}

} // namespace

FigureWriter::FigureWriter(const std::string& folder)
    : m_folder(folder)
{
    MakeFolder(folder);
}

std::vector<std::string>
DrawFigures(const ResultStore& store, const std::string& folder, double warmupSeconds)
{
    FigureWriter writer(folder);
    std::vector<PolicyFigures> policies = Gather(store, warmupSeconds);
    const Places places = PlacesOf(policies, store);
    Names names;
    names.nodes = places.names;
    std::set<std::string> learners;
    for (const TrainingRow& row : store.Training())
    {
        learners.insert(row.policy);
    }
    std::vector<LatencySeries> latencies;
    std::vector<PolicySummary> summaries;
    std::vector<TradeoffPoint> points;
    std::vector<PlacementShares> placements;
    for (PolicyFigures& policy : policies)
    {
        latencies.push_back(policy.Latency());
        latencies.back().emphasized = learners.count(latencies.back().policy) > 0;
        summaries.push_back(policy.Summary());
        points.push_back(Tradeoff(summaries.back()));
        placements.push_back(policy.Placement(places));
    }
    names.variants = VariantNames(placements, store.ReadNames().variants);
    std::vector<std::string> drawn;
    std::optional<IoError> failure;
    const auto draw = [&](const std::string& name, const std::function<bool()>& figure) {
        try
        {
            if (figure())
            {
                drawn.push_back(name);
            }
        }
        catch (const IoError& error)
        {
            // Without gnuplot, each figure's data and script are still worth having.
            failure = failure ? failure : error;
        }
    };
    draw("learning-curve", [&] { return writer.DrawLearningCurve(store.Training()); });
    draw("latency-cdf", [&] { return writer.DrawLatencyCdf(latencies); });
    draw("energy-latency", [&] { return writer.DrawEnergyLatency(points); });
    draw("performance-profile", [&] { return writer.DrawPerformanceProfile(summaries); });
    draw("placement", [&] { return writer.DrawPlacement(placements, names); });
    if (failure)
    {
        throw IoError(*failure);
    }
    return drawn;
}

} // namespace edgeward
