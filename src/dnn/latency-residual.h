/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_LATENCY_RESIDUAL_H
#define EDGEWARD_DNN_LATENCY_RESIDUAL_H

#include "dnn/host-latency.h"

#include <cstdint>
#include <string>
#include <vector>

namespace edgeward
{

/** What a predictor was not told. */
enum class HoldOut : std::uint8_t
{
    NETWORK_ON_DEVICE,  ///< every number of the network on that device
    NETWORK_EVERYWHERE, ///< every number of the network on any device, and its host profile
    THREE_KNOWN,        ///< everything of the device but three networks
    DEVICE_NUMBERS      ///< every number of the device: only its specification is left
};

/** "network on device", "network everywhere", "three known", "device by specification". */
const char* ToString(HoldOut holdOut);

/** One number that was withheld, and what a predictor made of it. */
struct LatencyResidual
{
    HoldOut holdOut = HoldOut::NETWORK_ON_DEVICE;
    std::string predictor;
    std::string device;
    std::uint32_t threads = 1;
    VariantKey variant;
    double publishedSeconds = 0.0;
    double predictedSeconds = 0.0;
    double relativeError = 0.0; ///< that the predictor gave, see LatencyCost
};

/** Of many residuals; |predicted - published| / published. */
struct LatencyErrors
{
    std::size_t count = 0;
    double median = 0.0;
    double p90 = 0.0;
    double within1 = 0.0; ///< share within one standard deviation that the predictor gave
    double within2 = 0.0; ///< within two
};

LatencyErrors Summarize(const std::vector<const LatencyResidual*>& residuals);

} // namespace edgeward

#endif // EDGEWARD_DNN_LATENCY_RESIDUAL_H
