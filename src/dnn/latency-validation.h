/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_LATENCY_VALIDATION_H
#define EDGEWARD_DNN_LATENCY_VALIDATION_H

#include "dnn/latency-learner.h"
#include "dnn/latency-model.h"
#include "dnn/latency-residual.h"

#include <functional>
#include <string>
#include <vector>

namespace edgeward
{

/** Called with how many of how many fits are done. */
using ValidationProgress = std::function<void(std::size_t done, std::size_t total)>;

/**
 * Leave one out, over every published number of the catalogue's devices whose network the catalogue
 * knows. Predictors: "learned", "regression", "macs" and, where nothing but the specification is
 * left, "learned" and "roofline"; one that cannot say something leaves it out.
 *
 * @param catalog the models folder
 * @param holdOut what is withheld
 */
std::vector<LatencyResidual> ValidateLatency(const Catalog& catalog,
                                             HoldOut holdOut,
                                             const ValidationProgress& progress = nullptr);

/**
 * Cross-validation within one device: each of its networks predicted from its others, by "learned".
 * @param others devices to learn from beside it; one of the same name is left out
 */
std::vector<LatencyResidual> CrossValidateDevice(const HostLatency& host,
                                                 const std::vector<DeviceProfile>& others,
                                                 const DeviceProfile& device);

/** One layer that was measured on the host, and what the regression over the other networks says.
 */
struct LayerResidual
{
    std::string dnn;
    std::string variant;
    std::string layer;
    std::string op;
    double measuredSeconds = 0.0;
    double predictedSeconds = 0.0;
};

/** Leave one network out on the reference host, over every layer of every profile. */
std::vector<LayerResidual> ValidateHostLayers(const Catalog& catalog);

} // namespace edgeward

#endif // EDGEWARD_DNN_LATENCY_VALIDATION_H
