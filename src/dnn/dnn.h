/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_DNN_H
#define EDGEWARD_DNN_DNN_H

#include "base/errors.h"
#include "base/ids.h"
#include "dnn/dnn-layer.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace edgeward
{

/** One variant of a network: a width, a resolution, a precision. */
struct DnnVariant
{
    std::string name;             ///< e.g. "d0"
    double width = 1.0;           ///< width multiplier
    std::uint32_t resolution = 0; ///< input height and width (pixels)
    std::string precision;        ///< "fp32" or "int8"
    double macs = 0.0;            ///< multiply-accumulates of one inference
    double parameters = 0.0;
    /** Size of the model file. Where a file of the catalogue does not say it: 4 bytes a parameter
     * in fp32, 1 in int8. */
    double fileBytes = 0.0;
    std::optional<double> top1; ///< accuracy 0..1; none: nobody published or measured it
    std::optional<double> top5; ///< likewise
    std::string source;         ///< citation of the numbers
};

/** A network and its variants (models/dnn/NAME.toml). */
struct Dnn
{
    std::string name;
    std::string title;
    std::string accuracyMetric; ///< which accuracy policies see: "top1" or "top5"
    std::vector<DnnVariant> variants;

    /** What a scenario uses that names no variants. Where a file of the catalogue does not say it:
     * those of known accuracy; if there are none, the first. */
    std::vector<std::string> defaultVariants;

    /** Whether the accuracy of a variant by accuracyMetric is known. */
    bool HasAccuracy(VariantId variant) const;

    /**
     * Accuracy of a variant by accuracyMetric, 0..1.
     * @throws ConfigError at @p where if it is not known
     */
    double Accuracy(VariantId variant, const SourceLocation& where = {}) const;

    /** @throws ConfigError if there is no such variant; names the nearest. */
    VariantId FindVariant(const std::string& name, const SourceLocation& where = {}) const;

    /**
     * The network with the named variants only, in this order; with those that a scenario uses by
     * default if none are named.
     * @throws ConfigError at @p where if one of them is not there or has no known accuracy
     */
    Dnn Select(const std::vector<std::string>& names, const SourceLocation& where = {}) const;
};

/** One measured layer. */
struct LayerCost
{
    std::string name;
    std::string op;
    double macs = 0.0;
    double parameters = 0.0;
    std::uint64_t outputBytes =
        0; ///< bytes that cross a cut behind this layer (fp32 or int8 as executed)
    double meanSeconds = 0.0; ///< robust mean, see docs/models/profiler.md
    double stdSeconds = 0.0;  ///< robust standard deviation
    double p50Seconds = 0.0;  ///< median
    double p95Seconds = 0.0;  ///< 95th percentile
    std::vector<std::uint16_t>
        inputs{}; ///< earlier layers that it reads; none: the network's input
    std::vector<FeatureShape> inputShapes{}; ///< of what it reads; empty: unknown
    FeatureShape output{};                   ///< no channels: unknown
};

/** A variant measured layer by layer on a host (models/profiles/HOST/DNN-VARIANT.csv). */
struct LayerProfile
{
    std::string host; ///< e.g. "epyc-zen4-1-thread"
    std::vector<LayerCost> layers;
    double p50Seconds = 0.0;   ///< median end-to-end time (s)
    double p95Seconds = 0.0;   ///< 95th percentile of the end-to-end time (s)
    double totalSeconds = 0.0; ///< mean end-to-end time (s)
    double variation = 0.0;    ///< coefficient of variation of the end-to-end time
    std::string source;        ///< provenance: CPU, threads, BLAS, torch version
    std::string torch;         ///< LibTorch's version; empty: not measured with LibTorch
    std::uint32_t threads = 1; ///< of one inference
    std::uint32_t batch = 1; ///< inferences at once; times are of the whole batch, all else of one
    double peakBytes =
        0.0; ///< weights and the largest sum of live tensors, whole batch; 0: unknown
    std::map<std::uint32_t, double> batchSeconds{}; ///< mean end-to-end time by batch size

    /** Sum of the layers' means (s). */
    double LayerSum() const;

    /** Whether the sum of the layers is within 5 % of the time end to end. */
    bool HasConsistentTimes() const;

    /**
     * What compute's BatchCurve reads: "1:1,2:1.9,4:3.7", time by batch size relative to a batch
     * of 1. Noise that makes a larger batch faster is levelled. Empty if only one size was
     * measured, or not batch 1.
     */
    std::string BatchFactors() const;
};

} // namespace edgeward

#endif // EDGEWARD_DNN_DNN_H
