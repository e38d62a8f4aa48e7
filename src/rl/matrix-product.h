/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_MATRIX_PRODUCT_H
#define EDGEWARD_RL_MATRIX_PRODUCT_H

#include <cstddef>
#include <vector>

namespace edgeward
{

/** A matrix in memory of the caller: element (i, j) is data[i * rowStep + j * columnStep]. */
struct MatrixView
{
    const float* data = nullptr;
    std::size_t rowStep = 0;
    std::size_t columnStep = 1;
};

/** What is to be computed: left (rows x depth) times right (depth x columns). */
struct MatrixProduct
{
    std::size_t rows = 0;
    std::size_t depth = 0;
    std::size_t columns = 0;
    MatrixView left;
    MatrixView right;
    const float* bias = nullptr; ///< (columns) added to every row; null: nothing
    bool isRectified = false;    ///< whether negative results become 0 (ReLU)
};

/**
 * Products of the small matrices of a learner, with the widest vector instructions of the processor
 * that runs it: AVX-512, AVX2 or what every processor has. Eigen would have to be compiled for one
 * of them, and one binary serves all.
 *
 * The same inputs give the same bits on processors with the same instructions.
 *
 * @param product what to compute
 * @param scratch memory that the function keeps for the next call
 * @param result  (rows x columns), row by row, overwritten; must not overlap the inputs
 */
void Multiply(const MatrixProduct& product, std::vector<float>& scratch, float* result);

} // namespace edgeward

#endif // EDGEWARD_RL_MATRIX_PRODUCT_H
