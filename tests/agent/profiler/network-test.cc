/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "profiler/network.h"

#include "dnn/catalog.h"

#include <ATen/TensorOperators.h>
#include <gmock/gmock.h>

namespace edgeward
{
namespace
{

double
Sum(const std::vector<LayerDescription>& layers, double (LayerDescription::*count)() const)
{
    double sum = 0.0;
    for (const LayerDescription& layer : layers)
    {
        sum += (layer.*count)();
    }
    return sum;
}

TEST(MobileNetV1, HasThePublishedSizeAtEveryWidth)
{
    // The catalogue's numbers are published ones, with a source each.
    const Catalog catalog(EDGEWARD_SOURCE_DIR "/models");
    for (const DnnVariant& variant : catalog.GetDnn("mobilenet-v1").variants)
    {
        const auto layers = DescribeMobileNetV1(variant.width, variant.resolution);
        // 1% and half a unit of the last published digit.
        EXPECT_NEAR(Sum(layers, &LayerDescription::Macs), variant.macs, 0.01 * variant.macs + 0.5e6)
            << variant.name;
        EXPECT_NEAR(Sum(layers, &LayerDescription::Parameters),
                    variant.parameters,
                    0.01 * variant.parameters + 0.5e4)
            << variant.name;
    }
    // 4,231,976 parameters: what torchvision-style implementations with 1000 classes have.
    EXPECT_EQ(Sum(DescribeMobileNetV1(1.0, 224), &LayerDescription::Parameters), 4231976.0);
}

TEST(MobileNetV1, HasThePublishedWorkAtEveryResolution)
{
    // tensorflow/models slim/nets/mobilenet_v1.md, width 1: millions of multiply-accumulates.
    const std::vector<std::pair<std::int64_t, double>> published{
        {224, 569e6}, {192, 418e6}, {160, 291e6}, {128, 186e6}};
    for (const auto& row : published)
    {
        EXPECT_NEAR(Sum(DescribeMobileNetV1(1.0, row.first), &LayerDescription::Macs),
                    row.second,
                    0.01 * row.second);
    }
}

TEST(MobileNetV1, WeightsHaveAsManyElementsAsParametersAreCounted)
{
    const auto layers = DescribeMobileNetV1(0.5, 96);
    const auto weights = MakeWeights(layers, 1);
    for (std::size_t i = 0; i < layers.size(); ++i)
    {
        std::int64_t elements = 0;
        for (const at::Tensor& tensor :
             {weights[i].weight, weights[i].bias, weights[i].gamma, weights[i].beta})
        {
            elements += tensor.defined() ? tensor.numel() : 0;
        }
        EXPECT_EQ(static_cast<double>(elements), layers[i].Parameters()) << layers[i].name;
    }
}

/** Outputs of every layer. */
std::vector<at::Tensor>
RunAll(const Network& network, const at::Tensor& image)
{
    std::vector<at::Tensor> outputs;
    at::Tensor activation = image;
    for (std::size_t i = 0; i < network.Size(); ++i)
    {
        activation = network.Run(i, activation);
        outputs.push_back(activation.is_quantized() ? activation.dequantize() : activation.clone());
    }
    return outputs;
}

TEST(Network, LayersHaveTheDescribedShape)
{
    const c10::InferenceMode inference;
    const auto layers = DescribeMobileNetV1(0.25, 64);
    const auto weights = MakeWeights(layers, 1);
    const at::Tensor image = MakeImage(64, 1);
    for (const auto& network :
         {MakeFloatNetwork(layers, weights), MakeQuantizedNetwork(layers, weights, image)})
    {
        const auto outputs = RunAll(*network, image);
        for (std::size_t i = 0; i < layers.size(); ++i)
        {
            EXPECT_EQ(outputs[i].numel(),
                      layers[i].outChannels * layers[i].outSize * layers[i].outSize)
                << layers[i].name;
        }
    }
}

TEST(Network, Int8ComputesWhatFp32DoesUpToQuantization)
{
    const c10::InferenceMode inference;
    const auto layers = DescribeMobileNetV1(0.5, 96);
    std::vector<LayerWeights> weights = MakeWeights(layers, 7);
    for (std::size_t i = 0; i < layers.size(); ++i)
    {
        if (weights[i].gamma.defined()) // a normalization that shows when it is folded wrongly
        {
            weights[i].gamma.fill_(0.9);
            weights[i].variance.fill_(0.64);
            weights[i].mean.fill_(0.1);
            weights[i].beta.fill_(0.2);
        }
    }
    const at::Tensor image = MakeImage(96, 7);
    const auto full = RunAll(*MakeFloatNetwork(layers, weights), image);
    const auto small = RunAll(*MakeQuantizedNetwork(layers, weights, image), image);
    // One layer of 8-bit rounding is off by about 1%; 28 layers with random weights and no training
    // against quantization add up. A wrong scale, zero point or folded weight gives an error of the
    // size of the signal, 1.
    const auto error = [&](std::size_t i) {
        return ((full[i] - small[i]).norm() / full[i].norm()).item<double>();
    };
    EXPECT_LT(error(0), 0.03);
    for (std::size_t i = 0; i < layers.size(); ++i)
    {
        EXPECT_LT(error(i), 0.35) << layers[i].name;
    }
}

} // namespace
} // namespace edgeward
