/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/td-target.h"

#include "rl/action-branches.h"
#include "rl/mlp.h"

namespace edgeward
{

double
ComputeTdTargets(const TdInputs& inputs, float* targets)
{
    const std::vector<std::size_t> sizes =
        inputs.branches ? inputs.branches->Sizes() : std::vector<std::size_t>{inputs.actions};
    double sum = 0.0;
    std::size_t continued = 0;
    for (std::size_t row = 0; row < inputs.rows; ++row)
    {
        targets[row] = inputs.rewards[row];
        if (inputs.discounts[row] == 0.0F)
        {
            continue;
        }
        std::size_t first = row * inputs.actions;
        float next = 0.0F;
        for (const std::size_t size : sizes)
        {
            const auto best = static_cast<std::size_t>(
                BestAllowedAction(inputs.selecting + first, inputs.nextMasks + first, size));
            next += inputs.valuing[first + best];
            sum += inputs.selecting[first + best];
            first += size;
        }
        targets[row] += inputs.discounts[row] * (next / static_cast<float>(sizes.size()));
        continued += sizes.size();
    }
    return continued == 0 ? 0.0 : sum / static_cast<double>(continued);
}

} // namespace edgeward
