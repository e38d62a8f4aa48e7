/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_LAYER_SHARE_H
#define EDGEWARD_DNN_LAYER_SHARE_H

#include "base/plan.h"
#include "dnn/cost.h"

#include <vector>

namespace edgeward
{

/** Whether @p range begins at the first layer and ends at the last one, however many there are. */
bool IsWhole(LayerRange range);

/**
 * The share of a network's time that a range of its layers takes, 0..1.
 * @param seconds time of each layer, or anything proportional to it; sum > 0
 * @throws ConfigError if the range ends before it begins or behind the last layer
 */
double LayerShare(const std::vector<double>& seconds, LayerRange range);

/** The part of a cost that a range of layers takes. */
LatencyCost PartOf(const LatencyCost& whole,
                   const std::vector<double>& layerSeconds,
                   LayerRange range);

} // namespace edgeward

#endif // EDGEWARD_DNN_LAYER_SHARE_H
