/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_RUN_STATISTICS_H
#define EDGEWARD_RESULTS_RUN_STATISTICS_H

#include "results/block-fields.h"
#include "results/latency-sketch.h"
#include "results/sample.h"

#include <map>
#include <utility>

namespace edgeward
{

/** Requests by how they ended; docs/explanation/statistics.md defines what counts. */
struct OutcomeCounts
{
    std::uint64_t requests = 0; ///< all that arrived after the warm-up
    std::uint64_t completed = 0;
    std::uint64_t rejected = 0;
    std::uint64_t dropped = 0;
    std::uint64_t unfinished = 0;
    std::uint64_t censored = 0; ///< unfinished ones whose fate the horizon hides
    std::uint64_t missed =
        0; ///< deadlines missed: late, rejected, dropped, or unfinished past the deadline

    void Add(const OutcomeCounts& other);
};

/** Counts and sums from which the means of a replication follow. */
struct RunTotals
{
    OutcomeCounts counts;
    double latencySeconds = 0.0; ///< of completed requests (s)
    double accuracy = 0.0;       ///< of completed requests
    double deviceJoule = 0.0;    ///< of all but the censored, as totalJoule and reward (J)
    double totalJoule = 0.0;     ///< (J)
    double reward = 0.0;
    double txBytes = 0.0; ///< of all requests
    double rxBytes = 0.0; ///< of all requests

    /** @pre it arrived after the warm-up */
    void Add(const Sample& sample);
};

/** Where requests were sent. */
struct PlacementCounts
{
    /** By node and variant; NO_NODE is the device that asked, whichever it was. */
    std::map<std::pair<NodeId, VariantId>, std::uint64_t> placed;
    std::uint64_t unplaced = 0; ///< sent nowhere: rejected

    void Add(const Sample& sample);
    void Add(const PlacementCounts& other);
};

/** What tables and figures need of a run whose requests are not recorded. */
struct RunStatistics
{
    double warmupSeconds = 0.0; ///< requests that arrived earlier are left out (s)
    RunTotals totals;
    LatencySketch latencies; ///< of completed requests
    PlacementCounts placements;

    /** Leaves it out if it arrived during the warm-up. */
    void Add(const Sample& sample);
};

/** Every field, exactly. */
void WriteStatistics(FieldWriter& fields, const RunStatistics& statistics);

/** @throws IoError if that cannot be */
RunStatistics ReadStatistics(FieldReader& fields);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_RUN_STATISTICS_H
