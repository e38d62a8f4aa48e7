/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_LATENCY_MODEL_H
#define EDGEWARD_DNN_LATENCY_MODEL_H

#include "base/plan.h"
#include "base/registry.h"
#include "dnn/catalog.h"
#include "dnn/cost.h"

namespace edgeward
{

/** Says how long layers of a variant take on a device. */
class LatencyModel
{
  public:
    static constexpr const char* KIND = "latency model";

    virtual ~LatencyModel() = default;

    /**
     * Time of one inference of the layers @p range of a variant at batch 1.
     * @throws ConfigError if the model cannot say (no published number, no profile, model does not
     * fit the device)
     */
    virtual LatencyCost Predict(const Catalog& catalog,
                                const DeviceProfile& device,
                                const Dnn& dnn,
                                VariantId variant,
                                LayerRange range) const = 0;
};

} // namespace edgeward

#endif // EDGEWARD_DNN_LATENCY_MODEL_H
