/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_PUBLISHED_LATENCY_H
#define EDGEWARD_DNN_PUBLISHED_LATENCY_H

#include "dnn/cost.h"
#include "dnn/device-profile.h"
#include "dnn/dnn.h"

#include <optional>

namespace edgeward
{

/** The device's published time of exactly this variant at its default number of threads, with no
 * spread; nothing if there is none. */
std::optional<LatencyCost> FindPublished(const DeviceProfile& device,
                                         const Dnn& dnn,
                                         const DnnVariant& variant);

} // namespace edgeward

#endif // EDGEWARD_DNN_PUBLISHED_LATENCY_H
