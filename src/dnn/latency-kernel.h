/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_LATENCY_KERNEL_H
#define EDGEWARD_DNN_LATENCY_KERNEL_H

#include "dnn/host-latency.h"

namespace edgeward
{

/** What LatencyKernel knows of a variant. */
struct VariantFeatures
{
    VariantKey key;
    PerLatencyKind shares{}; ///< of the host's time, sum 1
    double size = 0.0;       ///< ln(host time / 30 ms)
    double logSeconds = 0.0; ///< ln(host time / s)
    bool isInt8 = false;
};

/** @param times of the variant on the reference host */
VariantFeatures FeaturesOf(const HostTimes& times, const VariantKey& key);

/**
 * How alike the ratios of device to host time of two variants are expected to be; variances of
 * logarithms. docs/models/latency.md has the table.
 */
struct LatencyKernel
{
    double linear = 0.10;      ///< one slowness factor for every kind of layer
    double size = 0.04;        ///< per e-fold of host time
    double int8 = 0.10;        ///< common to all int8 variants
    double int8Smooth = 0.05;  ///< of int8 variants of similar layers
    double smooth = 0.06;      ///< of variants of similar layers
    double network = 0.004;    ///< common to the variants of a network
    double own = 0.004;        ///< of the variant alone
    double shareLength = 0.30; ///< what counts as similar shares of host time
    double sizeLength = 1.5;   ///< what counts as similar, e-folds of host time

    /** Covariance of two variants. */
    double operator()(const VariantFeatures& a, const VariantFeatures& b) const;
};

} // namespace edgeward

#endif // EDGEWARD_DNN_LATENCY_KERNEL_H
