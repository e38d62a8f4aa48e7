/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_FLOW_SELECTION_H
#define EDGEWARD_SCENARIO_FLOW_SELECTION_H

#include "scenario/flow-fit.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace edgeward
{

/** How wrong flows are in one replication, by probe, in squared standard errors. */
using FlowReplicationMisfit =
    std::function<std::vector<double>(const FlowTuning&, std::uint32_t replication)>;

/**
 * The parameters that are least wrong over all replications, with as many of them fitted as
 * replications say that the fit did not see; the others keep their defaults.
 *
 * Leave-one-out cross-validation: what a choice of parameters is worth is the misfit of each
 * replication with the fit to all others. One parameter after the other is taken in, the best
 * first, as long as that makes the mean of these misfits less by more than a standard error (the
 * one-standard-error rule of Breiman, Friedman, Olshen & Stone, "Classification and Regression
 * Trees", 1984, section 3.4.3), and no probe on average worse by more than 1 than the defaults,
 * which is what one standard error of packets accounts for.
 *
 * Away from the defaults costs a fit as much a step of the scale as to be one standard error off.
 * @param replications >= 1; with one there is nothing to choose by, and all parameters are fitted
 */
FlowTuning SelectFlow(const FlowReplicationMisfit& misfit,
                      std::uint32_t replications,
                      const FlowFitScale& scale);

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_FLOW_SELECTION_H
