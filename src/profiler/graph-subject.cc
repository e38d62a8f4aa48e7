/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/errors.h"
#include "base/text.h"
#include "dnn/architecture.h"
#include "profiler/graph-runner.h"
#include "profiler/network.h"
#include "profiler/subject.h"
#include "profiler/thread-clock.h"

namespace edgeward
{

namespace
{

constexpr std::uint64_t SEED = 1; // of weights and image; their values do not change the time

DnnGraph
BuildGraph(const ProfileRequest& request)
{
    std::vector<std::string> names;
    for (const auto& entry : Registry<Architecture>::All())
    {
        names.push_back(entry.first);
    }
    if (Registry<Architecture>::All().count(request.dnn) == 0)
    {
        throw ConfigError({},
                          "dnn",
                          "the profiler cannot build '" + request.dnn + "'",
                          DidYouMean(request.dnn, names) +
                              "; a TorchScript file needs its ending, e.g. my-model.ts");
    }
    return Registry<Architecture>::Create(Spec::Parse(request.dnn))
        ->Build(request.width, request.resolution, request.precision == "int8" ? 1 : 4);
}

/** The shape of what the first layer reads. */
FeatureShape
ImageShape(const DnnGraph& graph)
{
    return graph.GetLayer(0).inputShapes.at(0);
}

class GraphSubject : public Subject
{
  public:
    explicit GraphSubject(const ProfileRequest& request)
        : m_isQuantized(request.precision == "int8")
        , m_graph(BuildGraph(request))
        , m_images(MakeImages(request.batch, ImageShape(m_graph), SEED))
    {
        std::unique_ptr<FloatNetwork> network = MakeFloatNetwork(m_graph, SEED);
        if (m_isQuantized)
        {
            m_network = MakeQuantizedNetwork(
                m_graph, std::move(network), MakeImages(1, ImageShape(m_graph), SEED));
        }
        else
        {
            m_network = std::move(network);
        }
        DescribeLayers(request.batch);
    }

    const std::vector<LayerCost>&
    Layers() const override
    {
        return m_layers;
    }

    void
    Run() override
    {
        RunGraph(m_graph, m_images, m_run);
    }

    void
    RunByLayer(std::vector<double>& seconds) override
    {
        // The end of a layer is the beginning of the next, so that what lies between them counts
        // and the clock is read once.
        double last = ThreadCpuSeconds();
        RunGraph(m_graph, m_images, [&](std::size_t k, const std::vector<at::Tensor>& inputs) {
            at::Tensor output = m_network->Run(k, inputs);
            const double now = ThreadCpuSeconds();
            seconds[k] += now - last;
            last = now;
            return output;
        });
    }

    double
    WeightBytes() const override
    {
        return m_network->WeightBytes();
    }

    bool
    IsQuantized() const override
    {
        return m_isQuantized;
    }

    std::string
    Note() const override
    {
        return "";
    }

  private:
    /** Structure from the graph, bytes as executed. */
    void
    DescribeLayers(std::uint32_t batch)
    {
        RunGraph(m_graph, m_images, [&](std::size_t k, const std::vector<at::Tensor>& inputs) {
            const DnnLayer& layer = m_graph.GetLayer(static_cast<std::uint16_t>(k));
            at::Tensor output = m_network->Run(k, inputs);
            LayerCost cost;
            cost.name = layer.name;
            cost.op = layer.op;
            cost.macs = layer.macs;
            cost.parameters = layer.parameters;
            cost.inputs = layer.inputs;
            cost.inputShapes = layer.inputShapes;
            cost.output = layer.output;
            cost.outputBytes = static_cast<std::uint64_t>(output.numel()) *
                               static_cast<std::uint64_t>(output.element_size()) / batch;
            m_layers.push_back(std::move(cost));
            return output;
        });
    }

    bool m_isQuantized;
    DnnGraph m_graph;
    at::Tensor m_images;
    std::unique_ptr<Network> m_network;
    std::vector<LayerCost> m_layers;
    LayerFunction m_run = [this](std::size_t k, const std::vector<at::Tensor>& inputs) {
        return m_network->Run(k, inputs);
    };
};

} // namespace

std::unique_ptr<Subject>
MakeGraphSubject(const ProfileRequest& request)
{
    return std::make_unique<GraphSubject>(request);
}

} // namespace edgeward
