/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/latency-kernel.h"

#include <cmath>

namespace edgeward
{

namespace
{

// Host times are about this; a size feature that is about 0 keeps the terms of the kernel apart.
constexpr double TYPICAL_SECONDS = 0.03;

} // namespace

VariantFeatures
FeaturesOf(const HostTimes& times, const VariantKey& key)
{
    VariantFeatures features;
    features.key = key;
    for (std::size_t k = 0; k < times.seconds.size(); ++k)
    {
        features.shares[Index(times.kinds[k])] += times.seconds[k] / times.total;
    }
    features.logSeconds = std::log(times.total);
    features.size = std::log(times.total / TYPICAL_SECONDS);
    features.isInt8 = key.precision == "int8";
    return features;
}

double
LatencyKernel::operator()(const VariantFeatures& x, const VariantFeatures& y) const
{
    double product = 0.0;
    double distance = 0.0;
    for (std::size_t k = 0; k < LATENCY_KINDS; ++k)
    {
        const double difference = (x.shares[k] - y.shares[k]) / shareLength;
        product += x.shares[k] * y.shares[k];
        distance += difference * difference;
    }
    const double difference = (x.size - y.size) / sizeLength;
    const double similar = std::exp(-0.5 * (distance + difference * difference));
    const double areInt8 = x.isInt8 && y.isInt8 ? 1.0 : 0.0;
    return linear * product + size * x.size * y.size + areInt8 * (int8 + int8Smooth * similar) +
           smooth * similar + (x.key.dnn == y.key.dnn ? network : 0.0) +
           (x.key == y.key ? own : 0.0);
}

} // namespace edgeward
