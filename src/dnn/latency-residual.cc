/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/latency-residual.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

const char*
ToString(HoldOut holdOut)
{
    switch (holdOut)
    {
    case HoldOut::NETWORK_ON_DEVICE:
        return "network on device";
    case HoldOut::NETWORK_EVERYWHERE:
        return "network everywhere";
    case HoldOut::THREE_KNOWN:
        return "three known";
    case HoldOut::DEVICE_NUMBERS:
        break;
    }
    return "device by specification";
}

LatencyErrors
Summarize(const std::vector<const LatencyResidual*>& residuals)
{
    LatencyErrors errors;
    errors.count = residuals.size();
    std::vector<double> relative;
    for (const LatencyResidual* residual : residuals)
    {
        const double ratio = residual->predictedSeconds / residual->publishedSeconds;
        const double deviations = std::abs(std::log(ratio)) / residual->relativeError;
        relative.push_back(std::abs(ratio - 1.0));
        errors.within1 += deviations <= 1.0 ? 1.0 / static_cast<double>(residuals.size()) : 0.0;
        errors.within2 += deviations <= 2.0 ? 1.0 / static_cast<double>(residuals.size()) : 0.0;
    }
    std::sort(relative.begin(), relative.end());
    // Linear between order statistics (type 7 of Hyndman and Fan).
    const auto quantile = [&](double p) {
        const double at = p * static_cast<double>(relative.size() - 1);
        const auto k = static_cast<std::size_t>(at);
        const double next = relative[std::min(k + 1, relative.size() - 1)];
        return relative[k] + (at - static_cast<double>(k)) * (next - relative[k]);
    };
    if (!relative.empty())
    {
        errors.median = quantile(0.5);
        errors.p90 = quantile(0.9);
    }
    return errors;
}

} // namespace edgeward
