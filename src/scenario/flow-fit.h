/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_FLOW_FIT_H
#define EDGEWARD_SCENARIO_FLOW_FIT_H

#include "net/flow-tuning.h"

#include <array>
#include <functional>

namespace edgeward
{

/** How wrong flows are with some parameters: >= 0, 0 is right. */
using FlowMisfit = std::function<double(const FlowTuning&)>;

/** How far the fit looks at first. */
struct FlowFitScale
{
    double logGoodput = 0.1;      ///< of ln(goodput)
    double contention = 0.5;      ///< of the contention
    double latencySeconds = 1e-3; ///< > 0
};

/** Which parameters are fitted, in the order of FlowTuning; the others keep their defaults. */
using FlowFitFree = std::array<bool, 3>;
constexpr FlowFitFree ALL_FREE{true, true, true};

/**
 * The parameters that are least wrong, sought from the defaults by compass search (Kolda, Lewis &
 * Torczon, "Optimization by direct search", SIAM Review 45(3), 2003, section 1.1): each parameter
 * is moved up and down by its step; what is better is kept, else all steps are halved. It needs no
 * derivatives, which times out of a queue do not have, and no random numbers. A parameter that
 * hardly matters stays near its default: a step away from it costs 0.00001.
 */
FlowTuning FitFlow(const FlowMisfit& misfit,
                   const FlowFitScale& scale,
                   const FlowFitFree& free = ALL_FREE);

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_FLOW_FIT_H
