/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/matrix-product.h"

#include "base/random-stream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace edgeward
{

namespace
{

std::vector<float>
Draw(std::size_t count, RandomStream& random)
{
    std::vector<float> values(count);
    for (float& value : values)
    {
        value = static_cast<float>(random.Uniform(-1.0, 1.0));
    }
    return values;
}

TEST(MatrixProduct, IsTheSumOfProductsWhateverTheShapeAndTheOrder)
{
    RandomStream random(3);
    std::vector<float> scratch;
    for (int round = 0; round < 400; ++round)
    {
        MatrixProduct product;
        product.rows = 1 + random.Index(40);
        product.depth = 1 + random.Index(70);
        product.columns = 1 + random.Index(70);
        const std::vector<float> left = Draw(product.rows * product.depth, random);
        const std::vector<float> right = Draw(product.depth * product.columns, random);
        const std::vector<float> bias = Draw(product.columns, random);
        const bool isLeftTurned = random.Index(2) == 0;
        const bool isRightTurned = random.Index(2) == 0;
        product.left = isLeftTurned ? MatrixView{left.data(), 1, product.rows}
                                    : MatrixView{left.data(), product.depth, 1};
        product.right = isRightTurned ? MatrixView{right.data(), 1, product.depth}
                                      : MatrixView{right.data(), product.columns, 1};
        product.bias = random.Index(2) == 0 ? bias.data() : nullptr;
        product.isRectified = random.Index(2) == 0;
        // One element more, to see that nothing is written behind the result.
        std::vector<float> result(product.rows * product.columns + 1, 77.0F);
        Multiply(product, scratch, result.data());
        EXPECT_EQ(result.back(), 77.0F);
        for (std::size_t i = 0; i < product.rows; ++i)
        {
            for (std::size_t j = 0; j < product.columns; ++j)
            {
                double sum = product.bias ? bias[j] : 0.0;
                for (std::size_t k = 0; k < product.depth; ++k)
                {
                    sum += static_cast<double>(
                               left[i * product.left.rowStep + k * product.left.columnStep]) *
                           right[k * product.right.rowStep + j * product.right.columnStep];
                }
                const double expected = product.isRectified ? std::max(sum, 0.0) : sum;
                // 70 roundings of sums below 70, each by 2^-24 of it at most, and usually far less.
                ASSERT_NEAR(result[i * product.columns + j], expected, 2e-5);
            }
        }
    }
}

TEST(MatrixProduct, WhatIsNoNumberStaysVisible)
{
    const float left = std::nanf("");
    const float right = 1.0F;
    MatrixProduct product;
    product.rows = product.depth = product.columns = 1;
    product.left = {&left, 1, 1};
    product.right = {&right, 1, 1};
    std::vector<float> scratch;
    float result = 0.0F;
    Multiply(product, scratch, &result);
    EXPECT_TRUE(std::isnan(result));
}

} // namespace

} // namespace edgeward
