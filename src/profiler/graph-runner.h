/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_PROFILER_GRAPH_RUNNER_H
#define EDGEWARD_PROFILER_GRAPH_RUNNER_H

#include "dnn/dnn-graph.h"

#include <ATen/core/Tensor.h>

#include <functional>
#include <vector>

namespace edgeward
{

/** Computes a layer from its inputs. */
using LayerFunction =
    std::function<at::Tensor(std::size_t layer, const std::vector<at::Tensor>& inputs)>;

/**
 * Executes the layers of a graph in order. Each gets the outputs that it reads, or the image; an
 * output is released behind its last reader.
 * @return the output of the last layer
 */
at::Tensor RunGraph(const DnnGraph& graph, const at::Tensor& image, const LayerFunction& run);

} // namespace edgeward

#endif // EDGEWARD_PROFILER_GRAPH_RUNNER_H
