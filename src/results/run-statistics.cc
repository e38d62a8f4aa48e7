/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/run-statistics.h"

#include <cmath>
#include <vector>

namespace edgeward
{

namespace
{

constexpr double NS_PER_S = 1e9;

/** @p totals and @p statistics are const to a FieldWriter only. */
template <typename Fields, typename Totals>
void
PassTotals(Fields& fields, Totals& totals)
{
    auto& counts = totals.counts;
    for (auto* count : {&counts.requests,
                        &counts.completed,
                        &counts.rejected,
                        &counts.dropped,
                        &counts.unfinished,
                        &counts.censored,
                        &counts.missed})
    {
        fields.Number(*count);
    }
    for (auto* sum : {&totals.latencySeconds,
                      &totals.accuracy,
                      &totals.deviceJoule,
                      &totals.totalJoule,
                      &totals.reward,
                      &totals.txBytes,
                      &totals.rxBytes})
    {
        fields.Real(*sum);
    }
}

using BucketCount = std::pair<std::int32_t, std::uint64_t>;
using PlaceCount = std::pair<std::pair<NodeId, VariantId>, std::uint64_t>;

template <typename Fields, typename Statistics>
void
PassStatistics(Fields& fields,
               Statistics& statistics,
               std::vector<BucketCount>& buckets,
               std::vector<PlaceCount>& places)
{
    fields.Begin();
    fields.Real(statistics.warmupSeconds);
    PassTotals(fields, statistics.totals);
    fields.Number(statistics.placements.unplaced);
    fields.Sequence(buckets, [&](auto& bucket) {
        fields.Number(bucket.first);
        fields.Number(bucket.second);
    });
    fields.Sequence(places, [&](auto& place) {
        fields.Number(place.first.first);
        fields.Number(place.first.second);
        fields.Number(place.second);
    });
}

} // namespace

void
OutcomeCounts::Add(const OutcomeCounts& other)
{
    requests += other.requests;
    completed += other.completed;
    rejected += other.rejected;
    dropped += other.dropped;
    unfinished += other.unfinished;
    censored += other.censored;
    missed += other.missed;
}

void
RunTotals::Add(const Sample& sample)
{
    ++counts.requests;
    counts.completed += sample.outcome == Outcome::COMPLETED ? 1 : 0;
    counts.rejected += sample.outcome == Outcome::REJECTED ? 1 : 0;
    counts.dropped += sample.outcome == Outcome::DROPPED ? 1 : 0;
    counts.unfinished += sample.outcome == Outcome::UNFINISHED ? 1 : 0;
    txBytes += static_cast<double>(sample.txBytes);
    rxBytes += static_cast<double>(sample.rxBytes);
    if (sample.IsCensored())
    {
        // Neither a miss nor a success: half a life says nothing about its energy or reward.
        ++counts.censored;
        return;
    }
    counts.missed += sample.MissedDeadline() ? 1 : 0;
    deviceJoule += sample.deviceJoule;
    totalJoule += sample.totalJoule;
    reward += sample.reward;
    if (sample.outcome == Outcome::COMPLETED)
    {
        latencySeconds += static_cast<double>(sample.latencyNs) / NS_PER_S;
        accuracy += sample.accuracy;
    }
}

void
PlacementCounts::Add(const Sample& sample)
{
    if (sample.node == NO_NODE)
    {
        ++unplaced;
        return;
    }
    // Its own device is the same place for every device.
    const NodeId place = sample.node == sample.device ? NO_NODE : sample.node;
    ++placed[{place, sample.variant}];
}

void
PlacementCounts::Add(const PlacementCounts& other)
{
    unplaced += other.unplaced;
    for (const auto& [place, requests] : other.placed)
    {
        placed[place] += requests;
    }
}

void
RunStatistics::Add(const Sample& sample)
{
    if (sample.arrivalNs < std::llround(warmupSeconds * NS_PER_S))
    {
        return;
    }
    totals.Add(sample);
    placements.Add(sample);
    if (sample.outcome == Outcome::COMPLETED)
    {
        latencies.Add(sample.latencyNs);
    }
}

void
WriteStatistics(FieldWriter& fields, const RunStatistics& statistics)
{
    std::vector<BucketCount> buckets(statistics.latencies.Buckets().begin(),
                                     statistics.latencies.Buckets().end());
    std::vector<PlaceCount> places(statistics.placements.placed.begin(),
                                   statistics.placements.placed.end());
    PassStatistics(fields, statistics, buckets, places);
}

RunStatistics
ReadStatistics(FieldReader& fields)
{
    RunStatistics statistics;
    std::vector<BucketCount> buckets;
    std::vector<PlaceCount> places;
    PassStatistics(fields, statistics, buckets, places);
    for (const auto& [bucket, latencies] : buckets)
    {
        statistics.latencies.Add(bucket, latencies);
    }
    statistics.placements.placed.insert(places.begin(), places.end());
    return statistics;
}

} // namespace edgeward
