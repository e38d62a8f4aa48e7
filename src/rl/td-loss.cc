/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/td-loss.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

double
DifferentiateTdLoss(TdLoss loss, const TdBatch& batch, float* gradient)
{
    std::fill(gradient, gradient + batch.rows * batch.actionCount, 0.0F);
    const double rows = static_cast<double>(batch.rows);
    double sum = 0.0;
    for (std::size_t row = 0; row < batch.rows; ++row)
    {
        const std::size_t taken =
            row * batch.actionCount + static_cast<std::size_t>(batch.actions[row]);
        const double error = static_cast<double>(batch.values[taken]) - batch.targets[row];
        const double weight = batch.weights ? batch.weights[row] : 1.0;
        double slope = 2.0 * error;
        if (loss == TdLoss::MSE)
        {
            sum += weight * error * error;
        }
        else
        {
            const double size = std::abs(error);
            sum += weight * (size > 1.0 ? size - 0.5 : error * error / 2.0);
            slope = std::clamp(error, -1.0, 1.0);
        }
        gradient[taken] = static_cast<float>(weight * slope / rows);
        if (batch.errors)
        {
            batch.errors[row] = static_cast<float>(error);
        }
    }
    return sum / rows;
}

} // namespace edgeward
