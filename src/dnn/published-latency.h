/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_PUBLISHED_LATENCY_H
#define EDGEWARD_DNN_PUBLISHED_LATENCY_H

#include "base/plan.h"
#include "dnn/catalog.h"
#include "dnn/cost.h"

#include <optional>

namespace edgeward
{

/** The device's published time of exactly this variant at its default number of threads; nothing if
 * there is none. */
std::optional<LatencyCost> FindPublished(const Catalog& catalog,
                                         const DeviceProfile& device,
                                         const Dnn& dnn,
                                         const DnnVariant& variant);

/**
 * The part of @p whole that a range of layers takes, by the host profile's shares.
 * @throws ConfigError if there is no host profile, unless the range is the whole
 */
LatencyCost PartOf(const LatencyCost& whole,
                   const Catalog& catalog,
                   const Dnn& dnn,
                   const DnnVariant& variant,
                   LayerRange range);

} // namespace edgeward

#endif // EDGEWARD_DNN_PUBLISHED_LATENCY_H
