/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/td-loss.h"

#include "rl/action-branches.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

double
DifferentiateTdLoss(TdLoss loss, const TdBatch& batch, float* gradient)
{
    std::fill(gradient, gradient + batch.rows * batch.actionCount, 0.0F);
    const bool isBranching = batch.branches && batch.branches->Count() > 1;
    const std::vector<std::size_t> sizes =
        isBranching ? batch.branches->Sizes() : std::vector<std::size_t>{batch.actionCount};
    const double count = static_cast<double>(batch.rows * sizes.size());
    double sum = 0.0;
    for (std::size_t row = 0; row < batch.rows; ++row)
    {
        const double weight = batch.weights ? batch.weights[row] : 1.0;
        std::size_t end = (row + 1) * batch.actionCount;
        auto joint = static_cast<std::size_t>(batch.actions[row]);
        double rowError = 0.0;
        // The last branch is the least significant digit of the joint action.
        for (std::size_t branch = sizes.size(); branch-- > 0;)
        {
            end -= sizes[branch];
            const std::size_t taken = end + joint % sizes[branch];
            joint /= sizes[branch];
            const double error = static_cast<double>(batch.values[taken]) - batch.targets[row];
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
            gradient[taken] = static_cast<float>(weight * slope / count);
            rowError += isBranching ? std::abs(error) : error;
        }
        if (batch.errors)
        {
            batch.errors[row] = static_cast<float>(rowError);
        }
    }
    return sum / count;
}

} // namespace edgeward
