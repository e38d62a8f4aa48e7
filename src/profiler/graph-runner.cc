/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "profiler/graph-runner.h"

namespace edgeward
{

namespace
{

/** Readers of each layer's output. */
std::vector<std::size_t>
CountReaders(const DnnGraph& graph)
{
    std::vector<std::size_t> readers(graph.LayerCount(), 0);
    for (std::uint16_t k = 0; k < graph.LayerCount(); ++k)
    {
        for (const std::uint16_t input : graph.GetLayer(k).inputs)
        {
            ++readers[input];
        }
    }
    return readers;
}

} // namespace

at::Tensor
RunGraph(const DnnGraph& graph, const at::Tensor& image, const LayerFunction& run)
{
    std::vector<std::size_t> readers = CountReaders(graph);
    std::vector<at::Tensor> values(graph.LayerCount());
    std::vector<at::Tensor> inputs;
    for (std::uint16_t k = 0; k < graph.LayerCount(); ++k)
    {
        const DnnLayer& layer = graph.GetLayer(k);
        inputs.clear();
        for (const std::uint16_t input : layer.inputs)
        {
            inputs.push_back(values[input]);
            if (--readers[input] == 0)
            {
                values[input].reset();
            }
        }
        if (layer.inputs.empty())
        {
            inputs.push_back(image);
        }
        at::Tensor output = run(k, inputs);
        if (readers[k] > 0 || k + 1 == graph.LayerCount())
        {
            values[k] = std::move(output);
        }
    }
    return values.back();
}

} // namespace edgeward
