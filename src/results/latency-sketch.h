/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_LATENCY_SKETCH_H
#define EDGEWARD_RESULTS_LATENCY_SKETCH_H

#include <cstdint>
#include <map>

namespace edgeward
{

/**
 * Percentiles of any number of latencies in bounded memory: a histogram whose buckets grow by the
 * factor gamma = (1 + a) / (1 - a), the (g^(i-1), g^i] of DDSketch (Masson, Rim, Lee: DDSketch, a
 * Fast and Fully-Mergeable Quantile Sketch with Relative-Error Guarantees, VLDB 2019, Section 2.1).
 * Every percentile is within the relative error a of the exact one, whatever the distribution, and
 * two sketches merge without losing anything.
 *
 * Integer nanoseconds end at 2^63, so that there are at most 2200 buckets: none is ever collapsed.
 */
class LatencySketch
{
  public:
    /** a: how far a percentile is off at most, by its exact value. */
    static constexpr double RELATIVE_ERROR = 0.01;

    /** @param ns latency (ns), >= 0 */
    void Add(std::int64_t ns);

    /** @param bucket as Buckets() numbers them */
    void Add(std::int32_t bucket, std::uint64_t latencies);

    void Merge(const LatencySketch& other);

    /** Latencies added. */
    std::uint64_t Count() const;

    /** About the latency (ns) that so many others precede in ascending order. @pre < Count() */
    double AtRank(std::uint64_t rank) const;

    /** About Percentile() of the same latencies (ns). @param p within (0, 1] @pre Count() > 0 */
    double Percentile(double p) const;

    /** Latencies by bucket: -1 holds zeros, i >= 0 what is above gamma^(i-1) ns up to gamma^i. */
    const std::map<std::int32_t, std::uint64_t>& Buckets() const;

  private:
    std::map<std::int32_t, std::uint64_t> m_buckets;
    std::uint64_t m_count = 0;
};

} // namespace edgeward

#endif // EDGEWARD_RESULTS_LATENCY_SKETCH_H
