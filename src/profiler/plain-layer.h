/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_PROFILER_PLAIN_LAYER_H
#define EDGEWARD_PROFILER_PLAIN_LAYER_H

#include "dnn/dnn-layer.h"

#include <ATen/core/Tensor.h>

namespace edgeward
{

/** Whether RunPlainLayer computes layers of this kind. */
bool IsPlain(LayerKind kind);

/**
 * A layer that has no weights and only moves, compares or averages values: pools, slices, shuffles.
 * The same operators serve fp32 and int8.
 */
at::Tensor RunPlainLayer(const DnnLayer& layer, const at::Tensor& input);

/** @p input with @p value around it where the window's padding differs at the two ends; operators
 * pad only equally. */
at::Tensor PadUnequally(const LayerWindow& window, const at::Tensor& input, double value);

/** Padding that operators do themselves, {height, width}; zero where PadUnequally has done it. */
std::vector<std::int64_t> OperatorPadding(const LayerWindow& window);

/** The activation in fp32, in place. */
at::Tensor ActivateInPlace(Activation activation, at::Tensor tensor);

/** (batch x features) as (batch x features x 1 x 1), which layers on feature maps read. */
at::Tensor AsFeatureMap(const at::Tensor& tensor);

} // namespace edgeward

#endif // EDGEWARD_PROFILER_PLAIN_LAYER_H
