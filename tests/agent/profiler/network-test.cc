/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "profiler/network.h"

#include "dnn/architecture.h"
#include "profiler/graph-runner.h"
#include "profiler/plain-layer.h"
#include "support/complaint.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <c10/core/InferenceMode.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

namespace edgeward
{
namespace
{

using ::testing::HasSubstr;

/** Resolutions from small on; a network is tried at the first that it can have. */
constexpr std::uint32_t RESOLUTIONS[] = {28, 32, 64, 96, 128, 224};

/** The smallest graph that a network can have, as small resolutions are fast. */
DnnGraph
SmallGraph(const std::string& name, std::uint32_t elementBytes)
{
    const auto architecture = Registry<Architecture>::Create(Spec::Parse(name));
    for (const std::uint32_t resolution : RESOLUTIONS)
    {
        if (Complaint([&] { architecture->Build(1.0, resolution, elementBytes); }).empty())
        {
            return architecture->Build(1.0, resolution, elementBytes);
        }
    }
    throw std::logic_error(name + " can be built at no resolution");
}

/** Outputs of every layer in fp32. */
std::vector<at::Tensor>
RunAll(const DnnGraph& graph, const Network& network, const at::Tensor& images)
{
    std::vector<at::Tensor> outputs;
    RunGraph(graph, images, [&](std::size_t k, const std::vector<at::Tensor>& inputs) {
        const at::Tensor output = network.Run(k, inputs);
        outputs.push_back(output.is_quantized() ? output.dequantize() : output.clone());
        return output;
    });
    return outputs;
}

at::Tensor
ImagesFor(const DnnGraph& graph, std::int64_t batch)
{
    return MakeImages(batch, graph.GetLayer(0).inputShapes.at(0), 1);
}

std::vector<std::string>
ArchitectureNames()
{
    std::vector<std::string> names;
    for (const auto& entry : Registry<Architecture>::All())
    {
        names.push_back(entry.first);
    }
    return names;
}

class EveryArchitecture : public ::testing::TestWithParam<std::string>
{
  protected:
    const c10::InferenceMode m_inference;
};

INSTANTIATE_TEST_SUITE_P(Name, EveryArchitecture, ::testing::ValuesIn(ArchitectureNames()));

TEST_P(EveryArchitecture, InFloatHasTheGraphsShapesAndParameters)
{
    const DnnGraph graph = SmallGraph(GetParam(), 4);
    const auto network = MakeFloatNetwork(graph, 1);
    const std::vector<at::Tensor> outputs = RunAll(graph, *network, ImagesFor(graph, 2));
    ASSERT_EQ(outputs.size(), graph.LayerCount());
    for (std::uint16_t k = 0; k < graph.LayerCount(); ++k)
    {
        const DnnLayer& layer = graph.GetLayer(k);
        const std::vector<std::int64_t> shape{
            2, layer.output.channels, layer.output.height, layer.output.width};
        EXPECT_EQ(AsFeatureMap(outputs[k]).sizes().vec(), shape) << layer.name;
        EXPECT_EQ(outputs[k].nbytes(), 2 * layer.outputBytes) << layer.name;
        const LayerWeights weights = network->Weights(k);
        std::int64_t parameters = 0;
        for (const at::Tensor& tensor : {weights.weight, weights.bias, weights.gamma, weights.beta})
        {
            parameters += tensor.defined() ? tensor.numel() : 0;
        }
        EXPECT_EQ(static_cast<double>(parameters), layer.parameters) << layer.name;
        EXPECT_TRUE(outputs[k].isfinite().all().item<bool>()) << layer.name;
        EXPECT_GT(outputs[k].abs().max().item<double>(), 1e-6) << layer.name << " fades away";
    }
}

TEST_P(EveryArchitecture, InInt8ComputesWhatFloatDoesUpToQuantization)
{
    const DnnGraph graph = SmallGraph(GetParam(), 1);
    const at::Tensor image = ImagesFor(graph, 1);
    auto reference = MakeFloatNetwork(graph, 1);
    const auto full = RunAll(graph, *reference, image);
    const double floatBytes = reference->WeightBytes();
    const auto network = MakeQuantizedNetwork(graph, std::move(reference), image);
    // Each layer reads what the fp32 network gives it, so that errors do not add up: 8-bit rounding
    // of inputs, weights and output is off by about 1 % each. A wrong scale, zero point, activation
    // or folded weight gives an error of the size of the signal, 1.
    for (std::uint16_t k = 0; k < graph.LayerCount(); ++k)
    {
        std::vector<at::Tensor> inputs;
        for (const std::uint16_t input : graph.GetLayer(k).inputs)
        {
            inputs.push_back(full[input]);
        }
        if (inputs.empty())
        {
            inputs.push_back(image);
        }
        at::Tensor output = network->Run(k, inputs);
        output = output.is_quantized() ? output.dequantize() : output;
        ASSERT_EQ(output.numel(), full[k].numel()) << graph.GetLayer(k).name;
        EXPECT_LT(((output - full[k]).norm() / full[k].norm()).item<double>(), 0.12)
            << graph.GetLayer(k).name;
    }
    // As a whole as well: every layer takes the precision that the one before gives.
    const auto small = RunAll(graph, *network, image);
    EXPECT_EQ(small.back().numel(), full.back().numel());
    EXPECT_LT(network->WeightBytes(), 0.5 * floatBytes);
}

TEST(Network, NormalizationIsFoldedIntoInt8Weights)
{
    const c10::InferenceMode inference;
    const DnnGraph graph =
        Registry<Architecture>::Create(Spec::Parse("mobilenet-v1"))->Build(0.5, 96, 1);
    const auto skewed = [&graph] {
        auto network = MakeFloatNetwork(graph, 7);
        for (std::uint16_t k = 0; k < graph.LayerCount(); ++k)
        {
            const LayerWeights weights = network->Weights(k);
            if (weights.gamma.defined()) // shows when it is folded wrongly
            {
                weights.gamma.fill_(0.9);
                weights.variance.fill_(0.64);
                weights.mean.fill_(0.1);
                weights.beta.fill_(0.2);
            }
        }
        return network;
    };
    const at::Tensor image = ImagesFor(graph, 1);
    const auto full = RunAll(graph, *skewed(), image);
    const auto small = RunAll(graph, *MakeQuantizedNetwork(graph, skewed(), image), image);
    // One layer of 8-bit rounding is off by about 1%; 28 layers with random weights and no training
    // against quantization add up.
    const auto error = [&](std::size_t k) {
        return ((full[k] - small[k]).norm() / full[k].norm()).item<double>();
    };
    EXPECT_LT(error(0), 0.03);
    for (std::size_t k = 0; k < full.size(); ++k)
    {
        EXPECT_LT(error(k), 0.35) << graph.GetLayer(static_cast<std::uint16_t>(k)).name;
    }
}

/** A network of one layer behind @p build. */
template <typename Build>
DnnGraph
OneLayer(const FeatureShape& input, Build build)
{
    NetworkBuilder builder(input, 4);
    build(builder);
    return builder.Build();
}

TEST(Network, EveryActivationIsWhatItsNameSays)
{
    const c10::InferenceMode inference;
    const std::vector<std::pair<Activation, std::function<double(double)>>> activations{
        {Activation::NONE, [](double x) { return x; }},
        {Activation::RELU, [](double x) { return std::max(x, 0.0); }},
        {Activation::RELU6, [](double x) { return std::clamp(x, 0.0, 6.0); }},
        {Activation::LEAKY_RELU, [](double x) { return x < 0 ? 0.1 * x : x; }},
        {Activation::HARD_SWISH, [](double x) { return x * std::clamp(x + 3, 0.0, 6.0) / 6; }},
        {Activation::HARD_SIGMOID, [](double x) { return std::clamp(x + 3, 0.0, 6.0) / 6; }},
        {Activation::SIGMOID, [](double x) { return 1 / (1 + std::exp(-x)); }},
        {Activation::SILU, [](double x) { return x / (1 + std::exp(-x)); }},
        {Activation::TANH, [](double x) { return std::tanh(x); }}};
    const at::Tensor values = at::arange(-8, 8).to(at::kFloat).reshape({1, 1, 4, 4});
    for (const auto& [activation, expected] : activations)
    {
        const DnnGraph graph = OneLayer({1, 4, 4}, [chosen = activation](NetworkBuilder& net) {
            net.Activate("a", net.Input(), chosen);
        });
        const at::Tensor full = MakeFloatNetwork(graph, 1)->Run(0, {values});
        const at::Tensor small =
            MakeQuantizedNetwork(graph, MakeFloatNetwork(graph, 1), values)->Run(0, {values});
        for (int i = 0; i < 16; ++i)
        {
            const double wanted = expected(i - 8.0);
            EXPECT_NEAR(full.flatten()[i].item<double>(), wanted, 1e-5) << ToString(activation);
            // Half a step of 16 / 255 in, the same out.
            EXPECT_NEAR(small.flatten()[i].item<double>(), wanted, 0.07) << ToString(activation);
        }
    }
    EXPECT_EQ(values.min().item<double>(), -8.0) << "an activation overwrites its input";
}

TEST(Network, LayersWithoutWeightsMoveAndPoolValues)
{
    const c10::InferenceMode inference;
    const at::Tensor ramp = at::arange(16).to(at::kFloat).reshape({1, 4, 2, 2});
    const auto run = [](const DnnGraph& graph, const at::Tensor& image) {
        return RunAll(graph, *MakeFloatNetwork(graph, 1), image).back();
    };
    const auto channel = [](const at::Tensor& tensor, int c) {
        return tensor[0][c][0][0].item<double>();
    };
    const FeatureShape shape{4, 2, 2};
    const auto slice =
        run(OneLayer(shape, [](NetworkBuilder& n) { n.Slice("s", n.Input(), 1, 2); }), ramp);
    EXPECT_EQ(slice.sizes().vec(), (std::vector<std::int64_t>{1, 2, 2, 2}));
    EXPECT_EQ(channel(slice, 0), 4.0);
    // Two groups {0, 1} and {2, 3} interleave to 0, 2, 1, 3.
    const auto shuffled =
        run(OneLayer(shape, [](NetworkBuilder& n) { n.Shuffle("s", n.Input(), 2); }), ramp);
    EXPECT_EQ(channel(shuffled, 1), 8.0);
    EXPECT_EQ(channel(shuffled, 2), 4.0);
    const auto deep =
        run(OneLayer(shape, [](NetworkBuilder& n) { n.Reorganize("r", n.Input()); }), ramp);
    EXPECT_EQ(deep.sizes().vec(), (std::vector<std::int64_t>{1, 16, 1, 1}));
    EXPECT_EQ(channel(deep, 3), 3.0);
    // The window hangs over the last row and column, where nothing is larger.
    const auto pooled =
        run(OneLayer(shape, [](NetworkBuilder& n) { n.MaxPoolSame("p", n.Input(), 2); }), -ramp);
    EXPECT_EQ(pooled.sizes().vec(), ramp.sizes().vec());
    EXPECT_EQ(pooled[0][0][1][1].item<double>(), -3.0) << "padding takes part";
}

TEST(Network, LayerThatIsOnlyMeasuredCannotBeBuilt)
{
    DnnLayer layer;
    layer.name = "mystery";
    EXPECT_THAT(Complaint([&] { MakeFloatNetwork(DnnGraph({layer}, 100), 1); }),
                HasSubstr("mystery"));
}

TEST(GraphRunner, ReleasesOutputsBehindTheirLastReader)
{
    const c10::InferenceMode inference;
    const DnnGraph graph = OneLayer({4, 2, 2}, [](NetworkBuilder& net) {
        const auto a = net.Activate("a", net.Input(), Activation::RELU);
        const auto b = net.Activate("b", a, Activation::RELU);
        net.Add("c", b, a);
        net.Activate("d", b, Activation::RELU);
    });
    std::vector<at::Tensor> outputs;
    std::vector<std::vector<std::size_t>> holders;
    RunGraph(graph, ImagesFor(graph, 1), [&](std::size_t, const std::vector<at::Tensor>& inputs) {
        outputs.push_back(inputs[0] + 1.0);
        holders.emplace_back();
        for (const at::Tensor& output : outputs)
        {
            holders.back().push_back(output.use_count());
        }
        return outputs.back();
    });
    // Held by this test, by the runner while somebody reads it later, as an input while it is read.
    EXPECT_THAT(holders[1], ::testing::ElementsAre(3u, 1u));
    EXPECT_THAT(holders[2], ::testing::ElementsAre(2u, 3u, 1u));
    EXPECT_THAT(holders[3], ::testing::ElementsAre(1u, 2u, 1u, 1u));
}

} // namespace
} // namespace edgeward
