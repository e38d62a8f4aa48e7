/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/latency-sketch.h"

#include "results/statistics.h"

#include <cmath>

namespace edgeward
{

namespace
{

constexpr double GAMMA =
    (1.0 + LatencySketch::RELATIVE_ERROR) / (1.0 - LatencySketch::RELATIVE_ERROR);
constexpr std::int32_t ZERO = -1;

std::int32_t
BucketOf(std::int64_t ns)
{
    static const double perLogarithm = 1.0 / std::log(GAMMA);
    return ns > 0 ? static_cast<std::int32_t>(
                        std::ceil(std::log(static_cast<double>(ns)) * perLogarithm))
                  : ZERO;
}

/** As far from both ends of the bucket, relative to them. */
double
ValueOf(std::int32_t bucket)
{
    return bucket == ZERO ? 0.0 : 2.0 * std::pow(GAMMA, bucket) / (GAMMA + 1.0);
}

} // namespace

void
LatencySketch::Add(std::int64_t ns)
{
    Add(BucketOf(ns), 1);
}

void
LatencySketch::Add(std::int32_t bucket, std::uint64_t latencies)
{
    m_buckets[bucket] += latencies;
    m_count += latencies;
}

void
LatencySketch::Merge(const LatencySketch& other)
{
    for (const auto& [bucket, latencies] : other.m_buckets)
    {
        Add(bucket, latencies);
    }
}

std::uint64_t
LatencySketch::Count() const
{
    return m_count;
}

double
LatencySketch::AtRank(std::uint64_t rank) const
{
    double value = 0.0;
    std::uint64_t passed = 0;
    for (auto bucket = m_buckets.begin(); bucket != m_buckets.end() && passed <= rank; ++bucket)
    {
        passed += bucket->second;
        value = ValueOf(bucket->first);
    }
    return value;
}

double
LatencySketch::Percentile(double p) const
{
    return AtRank(NearestRank(p, m_count) - 1);
}

const std::map<std::int32_t, std::uint64_t>&
LatencySketch::Buckets() const
{
    return m_buckets;
}

} // namespace edgeward
