/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_PROFILING_H
#define EDGEWARD_DNN_PROFILING_H

#include "base/registry.h"
#include "dnn/dnn.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace edgeward
{

class DnnGraph;

/** What to measure: a network of the catalogue, or a TorchScript file. */
struct ProfileRequest
{
    std::string dnn;                ///< e.g. "mobilenet-v1"; unused if there is a file
    double width = 1.0;             ///< width multiplier, 0 < width <= 2
    std::uint32_t resolution = 224; ///< input height and width (pixels)
    std::string precision = "fp32"; ///< "fp32" or "int8"; a file says itself

    std::string file; ///< a TorchScript file; empty: the network
    /** Shapes of the file's inputs, batch first, e.g. {1, 3, 224, 224}. */
    std::vector<std::vector<std::int64_t>> inputs;

    std::string engine; ///< of int8: "onednn", "qnnpack", ...; empty: the fastest that is there
    std::uint32_t threads =
        1; ///< of one inference; other thread counts choose other kernels, not only speed
    std::uint32_t batch = 1; ///< inferences at once
    std::uint32_t warmUp =
        5; ///< inferences that are not counted; the first are slower by 60 ms and more
    std::uint32_t repeats = 50; ///< inferences that are counted, >= 2
};

/**
 * Measures a network on this machine, layer by layer. The implementation needs LibTorch and lives
 * in the plug-in; get it from Registry<NetworkProfiler> by the name "torch".
 */
class NetworkProfiler
{
  public:
    static constexpr const char* KIND = "profiler";

    /** Called after each inference with how many are done, of how many. */
    using Progress = std::function<void(std::uint32_t done, std::uint32_t total)>;

    virtual ~NetworkProfiler() = default;

    /** Networks that it can build, sorted. */
    virtual std::vector<std::string> Networks() const = 0;

    /**
     * Build and measure a network.
     * @throws ConfigError if the request names an unknown network, precision or engine, a value is
     * out of range, or the file is no TorchScript or does not take these inputs; IoError if there
     * is no such file
     */
    virtual LayerProfile Profile(const ProfileRequest& request, const Progress& progress) = 0;

    /**
     * What the measurements depend on beside the request, for "# key: value" lines: cpu, blas,
     * torch, quantization engine, sgemm_gflops.
     */
    virtual std::map<std::string, std::string> Environment() = 0;

    /** What is wrong with this machine for measuring, one sentence each: the slow reference BLAS.
     */
    virtual std::vector<std::string> SelfCheck() = 0;
};

/**
 * Write a profile so that ReadProfileCsv gives it back.
 *
 * @param path       the file; replaced atomically
 * @param profile    what was measured
 * @param provenance "# key: value" lines before the table: CPU, threads, BLAS, LibTorch version,
 * command
 * @throws IoError if it cannot be written
 */
void WriteProfileCsv(const std::string& path,
                     const LayerProfile& profile,
                     const std::map<std::string, std::string>& provenance);

/**
 * Read a profile; its host is the name of the folder it lies in.
 * @param path  the file
 * @param graph the layers that it must be of; null: any
 * @throws IoError if unreadable; ConfigError naming file and line if it is damaged, cut short, or
 * of another network
 */
LayerProfile ReadProfileCsv(const std::string& path, const DnnGraph* graph = nullptr);

/**
 * Why a profile should be taken with care, one sentence each: measured with another version of
 * LibTorch than @p torch (unless empty), or layers that do not sum to the time end to end.
 */
std::vector<std::string> ProfileWarnings(const LayerProfile& profile, const std::string& torch);

} // namespace edgeward

#endif // EDGEWARD_DNN_PROFILING_H
