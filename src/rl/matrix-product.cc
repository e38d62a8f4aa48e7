/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/matrix-product.h"

#include <algorithm>

// Inlined into the variants below, each of which is compiled for other instructions.
#define EDGEWARD_INLINE inline __attribute__((always_inline))

namespace edgeward
{

namespace
{

// Vectors of GCC and Clang; operations on them are those of the processor where it has them.
typedef float Vector4 __attribute__((vector_size(16)));
typedef float Vector8 __attribute__((vector_size(32)));
typedef float Vector16 __attribute__((vector_size(64)));

/** Vectors side by side in a tile: enough sums at once to hide how long one addition takes. */
constexpr std::size_t SIDE = 2;

template <typename Vector>
constexpr std::size_t WIDTH = SIDE * sizeof(Vector) / sizeof(float);

/** Room for the packed right factor. */
template <typename Vector>
EDGEWARD_INLINE std::size_t
PackedSize(const MatrixProduct& product)
{
    return (product.columns + WIDTH<Vector> - 1) / WIDTH<Vector> * WIDTH<Vector> * product.depth;
}

/** The right factor in panels of a tile's width, padded with 0, in the order of reading. */
template <typename Vector>
EDGEWARD_INLINE void
Pack(const MatrixProduct& product, float* packed)
{
    const MatrixView& right = product.right;
    for (std::size_t first = 0; first < product.columns; first += WIDTH<Vector>)
    {
        const std::size_t columns = std::min(WIDTH<Vector>, product.columns - first);
        for (std::size_t k = 0; k < product.depth; ++k)
        {
            const float* from = right.data + k * right.rowStep + first * right.columnStep;
            for (std::size_t j = 0; j < columns; ++j)
            {
                packed[j] = from[j * right.columnStep];
            }
            for (std::size_t j = columns; j < WIDTH<Vector>; ++j)
            {
                packed[j] = 0.0F;
            }
            packed += WIDTH<Vector>;
        }
    }
}

/** A tile of ROWS x WIDTH results, held in registers while it is summed up. */
template <typename Vector, std::size_t ROWS>
EDGEWARD_INLINE void
ComputeTile(const MatrixProduct& product,
            const float* left,
            const float* packed,
            std::size_t firstColumn,
            float* result)
{
    constexpr std::size_t LANES = sizeof(Vector) / sizeof(float);
    const std::size_t rowStep = product.left.rowStep;
    const std::size_t columnStep = product.left.columnStep;
    Vector sums[ROWS][SIDE];
    const std::size_t columns = std::min(WIDTH<Vector>, product.columns - firstColumn);
    float edge[WIDTH<Vector>] = {};
    if (product.bias)
    {
        for (std::size_t j = 0; j < columns; ++j)
        {
            edge[j] = product.bias[firstColumn + j];
        }
    }
    for (std::size_t i = 0; i < ROWS; ++i)
    {
        for (std::size_t side = 0; side < SIDE; ++side)
        {
            Vector start; // one by one: a copy of several would keep the sums in memory
            __builtin_memcpy(&start, edge + side * LANES, sizeof(start));
            sums[i][side] = start;
        }
    }
    for (std::size_t k = 0; k < product.depth; ++k)
    {
        for (std::size_t side = 0; side < SIDE; ++side)
        {
            Vector right;
            __builtin_memcpy(&right, packed + side * LANES, sizeof(right));
            for (std::size_t i = 0; i < ROWS; ++i)
            {
                sums[i][side] += left[i * rowStep] * right;
            }
        }
        left += columnStep;
        packed += WIDTH<Vector>;
    }
    for (std::size_t i = 0; i < ROWS; ++i)
    {
        for (std::size_t side = 0; side < SIDE; ++side)
        {
            const Vector sum = sums[i][side];
            __builtin_memcpy(edge + side * LANES, &sum, sizeof(sum));
        }
        float* row = result + i * product.columns;
        for (std::size_t j = 0; j < columns; ++j)
        {
            row[j] = product.isRectified && !(edge[j] > 0.0F) ? 0.0F : edge[j];
        }
    }
}

template <typename Vector>
EDGEWARD_INLINE void
MultiplyWith(const MatrixProduct& product, float* scratch, float* result)
{
    constexpr std::size_t ROWS = 4;
    Pack<Vector>(product, scratch);
    const std::size_t rowStep = product.left.rowStep;
    const float* panel = scratch;
    for (std::size_t first = 0; first < product.columns; first += WIDTH<Vector>)
    {
        std::size_t i = 0;
        for (; i + ROWS <= product.rows; i += ROWS)
        {
            ComputeTile<Vector, ROWS>(product,
                                      product.left.data + i * rowStep,
                                      panel,
                                      first,
                                      result + i * product.columns + first);
        }
        for (; i < product.rows; ++i)
        {
            ComputeTile<Vector, 1>(product,
                                   product.left.data + i * rowStep,
                                   panel,
                                   first,
                                   result + i * product.columns + first);
        }
        panel += WIDTH<Vector> * product.depth;
    }
}

using Variant = void (*)(const MatrixProduct&, float*, float*);

void
MultiplyPortably(const MatrixProduct& product, float* scratch, float* result)
{
    MultiplyWith<Vector4>(product, scratch, result);
}

#if defined(__x86_64__)

__attribute__((target("avx2,fma"))) void
MultiplyWithAvx2(const MatrixProduct& product, float* scratch, float* result)
{
    MultiplyWith<Vector8>(product, scratch, result);
}

__attribute__((target("avx512f,avx2,fma"))) void
MultiplyWithAvx512(const MatrixProduct& product, float* scratch, float* result)
{
    MultiplyWith<Vector16>(product, scratch, result);
}

Variant
ChooseVariant()
{
    if (__builtin_cpu_supports("avx512f"))
    {
        return MultiplyWithAvx512;
    }
    const bool hasAvx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    return hasAvx2 ? MultiplyWithAvx2 : MultiplyPortably;
}

#else

Variant
ChooseVariant()
{
    return MultiplyPortably;
}

#endif

} // namespace

void
Multiply(const MatrixProduct& product, std::vector<float>& scratch, float* result)
{
    static const Variant variant = ChooseVariant();
    const std::size_t room = PackedSize<Vector16>(product); // the widest panels need the most
    if (scratch.size() < room)
    {
        scratch.resize(room);
    }
    variant(product, scratch.data(), result);
}

} // namespace edgeward
