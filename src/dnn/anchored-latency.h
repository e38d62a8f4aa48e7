/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_ANCHORED_LATENCY_H
#define EDGEWARD_DNN_ANCHORED_LATENCY_H

#include "dnn/host-latency.h"

#include <functional>

namespace edgeward
{

/** What a device needs for a unit of something that grows with a network. */
struct AnchoredScale
{
    double secondsPerUnit = 0.0; ///< median over the device's published numbers
    double relativeError = 0.0;  ///< standard deviation of ln(one number's ratio / median)
    std::size_t anchors = 0;     ///< how many published numbers
};

/**
 * The median of published time / @p units over a device's numbers at its default threads: those of
 * @p precision if there are any, else of the other one.
 *
 * @param units what the time is taken to be proportional to, of a variant; > 0
 * @throws ConfigError if the device has no number of a variant that @p host knows
 */
AnchoredScale AnchorToDevice(const HostLatency& host,
                             const DeviceProfile& device,
                             const std::string& precision,
                             const std::function<double(const VariantKey&)>& units);

} // namespace edgeward

#endif // EDGEWARD_DNN_ANCHORED_LATENCY_H
