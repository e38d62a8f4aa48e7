/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_DEVICE_PROFILE_H
#define EDGEWARD_DNN_DEVICE_PROFILE_H

#include <cstdint>
#include <string>
#include <vector>

namespace edgeward
{

/** One published latency of a device. */
struct PublishedLatency
{
    std::string dnn; ///< network of the catalogue, e.g. "mobilenet-v1"
    double width = 1.0;
    std::uint32_t resolution = 224;
    std::string precision; ///< "fp32" or "int8"
    std::uint32_t threads = 1;
    double seconds = 0.0;
    std::string source;
};

/** A device or server (models/devices/NAME.toml). Powers are of the whole board. */
struct DeviceProfile
{
    std::string name;
    std::string title;
    std::string processor; ///< e.g. "4x Cortex-A72 1.8 GHz"
    std::uint32_t cores = 1;
    std::uint32_t threads = 1; ///< threads one inference uses; latencies are taken for these
    double idleWatt = 0.0;
    double busyWatt = 0.0; ///< while executing inferences on all those threads
    std::string powerSource;
    double memoryBytes = 0.0; ///< 0: unknown
    std::vector<PublishedLatency> latencies;
};

} // namespace edgeward

#endif // EDGEWARD_DNN_DEVICE_PROFILE_H
