/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/flow-selection.h"

#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

namespace edgeward
{

namespace
{

constexpr double MOST_LOSS = 1.0; ///< of a probe, in squared standard errors

double
DistanceFromDefaults(const FlowTuning& tuning, const FlowFitScale& scale)
{
    const double goodput = std::log(tuning.goodput) / scale.logGoodput;
    const double contention = tuning.contention / scale.contention;
    const double latency = tuning.latencySeconds / scale.latencySeconds;
    return goodput * goodput + contention * contention + latency * latency;
}

/** A misfit by probe and replication. */
using Misfits = std::vector<std::vector<double>>;

/** Fits to some replications and looks at others. */
class Selection
{
  public:
    Selection(const FlowReplicationMisfit& misfit,
              std::uint32_t replications,
              const FlowFitScale& scale)
        : m_misfit(misfit)
        , m_replications(replications)
        , m_scale(scale)
    {
    }

    /** @param leftOut a replication, or none */
    FlowTuning
    Fit(const FlowFitFree& free, std::optional<std::uint32_t> leftOut)
    {
        const auto cost = [&](const FlowTuning& tuning) {
            double sum = DistanceFromDefaults(tuning, m_scale);
            for (std::uint32_t i = 0; i < m_replications; ++i)
            {
                if (i != leftOut)
                {
                    const std::vector<double>& probes = MisfitOf(tuning, i);
                    sum = std::accumulate(probes.begin(), probes.end(), sum);
                }
            }
            return sum;
        };
        return FitFlow(cost, m_scale, free);
    }

    /** Of each replication, fitted to the others. */
    Misfits
    LeftOut(const FlowFitFree& free)
    {
        Misfits misfits;
        for (std::uint32_t i = 0; i < m_replications; ++i)
        {
            misfits.push_back(MisfitOf(Fit(free, i), i));
        }
        return misfits;
    }

  private:
    using Key = std::array<double, 4>;

    /** Fits begin alike and look at the same parameters often. */
    const std::vector<double>&
    MisfitOf(const FlowTuning& tuning, std::uint32_t replication)
    {
        const Key key{tuning.goodput,
                      tuning.contention,
                      tuning.latencySeconds,
                      static_cast<double>(replication)};
        const auto [entry, isNew] = m_known.try_emplace(key);
        if (isNew)
        {
            entry->second = m_misfit(tuning, replication);
        }
        return entry->second;
    }

    const FlowReplicationMisfit& m_misfit;
    std::uint32_t m_replications;
    FlowFitScale m_scale;
    std::map<Key, std::vector<double>> m_known;
};

/** By how much less wrong one is than the other, in the mean. */
double
MeanGain(const Misfits& before, const Misfits& after)
{
    double gain = 0.0;
    for (std::size_t i = 0; i < before.size(); ++i)
    {
        gain += std::accumulate(before[i].begin(), before[i].end(), 0.0) -
                std::accumulate(after[i].begin(), after[i].end(), 0.0);
    }
    return gain / static_cast<double>(before.size());
}

/** Whether a gain is more than its standard error. */
bool
IsGain(const Misfits& before, const Misfits& after)
{
    const auto count = static_cast<double>(before.size());
    const double mean = MeanGain(before, after);
    double squares = 0.0;
    for (std::size_t i = 0; i < before.size(); ++i)
    {
        const double gain = MeanGain({before[i]}, {after[i]});
        squares += (gain - mean) * (gain - mean);
    }
    return mean > std::sqrt(squares / (count - 1.0) / count);
}

/** Whether some probe is worse by more than noise accounts for. */
bool
IsWorseSomewhere(const Misfits& before, const Misfits& after)
{
    for (std::size_t probe = 0; probe < before.front().size(); ++probe)
    {
        double loss = 0.0;
        for (std::size_t i = 0; i < before.size(); ++i)
        {
            loss += after[i][probe] - before[i][probe];
        }
        if (loss > MOST_LOSS * static_cast<double>(before.size()))
        {
            return true;
        }
    }
    return false;
}

} // namespace

FlowTuning
SelectFlow(const FlowReplicationMisfit& misfit,
           std::uint32_t replications,
           const FlowFitScale& scale)
{
    Selection selection(misfit, replications, scale);
    if (replications == 1)
    {
        return selection.Fit(ALL_FREE, {});
    }
    FlowFitFree chosen{};
    const Misfits defaults = selection.LeftOut(chosen);
    Misfits best = defaults;
    for (bool isBetter = true; isBetter;)
    {
        isBetter = false;
        const FlowFitFree base = chosen;
        const Misfits before = best;
        for (std::size_t i = 0; i < base.size(); ++i)
        {
            FlowFitFree trial = base;
            trial[i] = true;
            if (trial == base)
            {
                continue;
            }
            Misfits tried = selection.LeftOut(trial);
            if (MeanGain(best, tried) > 0.0 && IsGain(before, tried) &&
                !IsWorseSomewhere(defaults, tried))
            {
                chosen = trial;
                best = std::move(tried);
                isBetter = true;
            }
        }
    }
    return selection.Fit(chosen, {});
}

} // namespace edgeward
