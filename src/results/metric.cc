/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/summary.h"

#include "base/errors.h"
#include "base/text.h"

namespace edgeward
{

const std::vector<Metric> ALL_METRICS{Metric::LATENCY,
                                      Metric::DEVICE_ENERGY,
                                      Metric::TOTAL_ENERGY,
                                      Metric::ACCURACY,
                                      Metric::MISS_SHARE,
                                      Metric::REWARD};

const char*
NameOf(Metric metric)
{
    switch (metric)
    {
    case Metric::LATENCY:
        return "latency";
    case Metric::DEVICE_ENERGY:
        return "device-energy";
    case Metric::TOTAL_ENERGY:
        return "total-energy";
    case Metric::ACCURACY:
        return "accuracy";
    case Metric::MISS_SHARE:
        return "misses";
    case Metric::REWARD:
        break;
    }
    return "reward";
}

bool
IsSmallerBetter(Metric metric)
{
    return metric != Metric::ACCURACY && metric != Metric::REWARD;
}

Metric
MetricOf(const std::string& name)
{
    std::vector<std::string> names;
    for (const Metric metric : ALL_METRICS)
    {
        if (name == NameOf(metric))
        {
            return metric;
        }
        names.push_back(NameOf(metric));
    }
    throw ConfigError("unknown metric '" + name + "'; known: " + Join(names, ", "));
}

} // namespace edgeward
