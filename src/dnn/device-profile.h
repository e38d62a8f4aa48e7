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

/** One level of dynamic voltage and frequency scaling. */
struct DvfsLevel
{
    std::string name;           ///< e.g. "1.5 GHz"
    double hertz = 0.0;         ///< clock of the processor (Hz)
    double latencyFactor = 1.0; ///< time of an inference over the time at the default level, > 0
    double idleWatt = 0.0;
    double busyWatt = 0.0; ///< while executing inferences
    std::string source;
};

/** A device or server (models/devices/NAME.toml, models/machines/NAME.toml). Powers are of the
 * whole board. */
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
    double peakFlops = 0.0; ///< fp32, all cores, a multiply-accumulate is two (FLOP/s); 0: unknown
    double memoryBandwidth = 0.0; ///< (B/s); 0: unknown
    double loadRate =
        0.0; ///< of a model from storage into memory (B/s); 0: unknown, loading is free
    double instructionRate = 0.0;    ///< of one core (1/s); 0: unknown
    std::string specificationSource; ///< of the five above
    double hertz = 0.0; ///< clock at which it runs (Hz); 0: the level of latencyFactor 1 says it,
                        ///< see ClockHertz()
    std::vector<DvfsLevel> dvfsLevels; ///< in the order of the file; empty: one level only
    std::vector<PublishedLatency> latencies;
};

} // namespace edgeward

#endif // EDGEWARD_DNN_DEVICE_PROFILE_H
