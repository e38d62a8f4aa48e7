/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/td-target.h"

#include "rl/mlp.h"

namespace edgeward
{

double
ComputeTdTargets(const TdInputs& inputs, float* targets)
{
    double sum = 0.0;
    std::size_t continued = 0;
    for (std::size_t row = 0; row < inputs.rows; ++row)
    {
        targets[row] = inputs.rewards[row];
        if (inputs.discounts[row] == 0.0F)
        {
            continue;
        }
        const std::size_t first = row * inputs.actions;
        const auto best = static_cast<std::size_t>(
            BestAllowedAction(inputs.selecting + first, inputs.nextMasks + first, inputs.actions));
        targets[row] += inputs.discounts[row] * inputs.valuing[first + best];
        sum += inputs.selecting[first + best];
        ++continued;
    }
    return continued == 0 ? 0.0 : sum / static_cast<double>(continued);
}

} // namespace edgeward
