/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/latency-regression.h"

#include <cmath>
#include <gtest/gtest.h>

namespace edgeward
{
namespace
{

/** A convolution of one resolution. */
DnnLayer
Convolution(std::uint32_t in, std::uint32_t out, std::uint32_t size, std::uint32_t kernel = 1)
{
    DnnLayer layer;
    layer.kind = LayerKind::CONVOLUTION;
    layer.inputShapes = {{in, size, size}};
    layer.output = {out, size, size};
    layer.window.kernelHeight = layer.window.kernelWidth = kernel;
    layer.macs = static_cast<double>(in) * out * size * size * kernel * kernel;
    layer.parameters = static_cast<double>(in) * out * kernel * kernel;
    layer.outputBytes = 4 * layer.output.Elements();
    return layer;
}

TEST(LatencyKind, IsByWindowStrideAndGroups)
{
    DnnLayer layer = Convolution(64, 64, 14, 3);
    EXPECT_EQ(KindOf(layer), LatencyKind::DENSE_3X3);
    layer.window.stride = 2;
    EXPECT_EQ(KindOf(layer), LatencyKind::DENSE);
    layer.groups = 64;
    EXPECT_EQ(KindOf(layer), LatencyKind::DEPTHWISE);
    EXPECT_EQ(KindOf(Convolution(64, 64, 14)), LatencyKind::POINTWISE);
    layer = DnnLayer{};
    layer.kind = LayerKind::LINEAR;
    EXPECT_EQ(KindOf(layer), LatencyKind::LINEAR);
    layer.kind = LayerKind::ADD;
    EXPECT_EQ(KindOf(layer), LatencyKind::MEMORY);
    layer = DnnLayer{};
    layer.macs = 1.0; // a network nobody knows the layers of
    EXPECT_EQ(KindOf(layer), LatencyKind::POINTWISE);
}

TEST(LatencyRegression, FindsTheRateOfLayersItWasNotGiven)
{
    // Exactly 5 us + MACs / 20 G + output / 4 GB: the residuals vanish, so does their kernel mean.
    const auto seconds = [](const DnnLayer& layer) {
        return 5e-6 + layer.macs / 20e9 + static_cast<double>(layer.outputBytes) / 4e9;
    };
    std::vector<LayerSample> samples;
    for (const std::uint32_t channels : {16, 24, 64, 96, 320, 512})
    {
        for (const std::uint32_t size : {7, 14, 56})
        {
            for (const std::uint32_t out : {24, 96, 400})
            {
                const DnnLayer layer = Convolution(channels, out, size);
                samples.push_back({layer, seconds(layer)});
            }
        }
    }
    const LatencyRegression regression(samples);
    for (const std::uint32_t channels : {32, 128, 200})
    {
        const DnnLayer layer = Convolution(channels, 160, 28);
        EXPECT_NEAR(regression.Seconds(layer) / seconds(layer), 1.0, 0.02);
    }
}

TEST(LatencyRegression, LearnsWhatShapesHaveInCommonBesideTheEquation)
{
    // Narrow layers run at half the rate: no sum of the terms says so, neighbours do.
    const auto seconds = [](std::uint32_t channels, const DnnLayer& layer) {
        return layer.macs / (channels < 48 ? 10e9 : 20e9);
    };
    std::vector<LayerSample> samples;
    for (const std::uint32_t channels : {16, 20, 24, 32, 40, 64, 96, 128, 256, 512})
    {
        for (const std::uint32_t size : {14, 28, 56})
        {
            const DnnLayer layer = Convolution(channels, channels, size);
            samples.push_back({layer, seconds(channels, layer)});
        }
    }
    const LatencyRegression regression(samples);
    const DnnLayer narrow = Convolution(22, 22, 28);
    const DnnLayer wide = Convolution(200, 200, 28);
    EXPECT_NEAR(regression.Seconds(narrow) / seconds(22, narrow), 1.0, 0.15);
    EXPECT_NEAR(regression.Seconds(wide) / seconds(200, wide), 1.0, 0.15);
}

TEST(LatencyRegression, FewSamplesScaleTheNominalHost)
{
    const DnnLayer layer = Convolution(64, 64, 28);
    const double nominal = LatencyRegression().Seconds(layer);
    EXPECT_NEAR(nominal, 64.0 * 64 * 28 * 28 / 45e9 + 8e-6, 1e-9);
    const LatencyRegression slow({{layer, 3.0 * nominal}});
    EXPECT_NEAR(slow.Seconds(layer), 3.0 * nominal, 1e-9);
    // Another kind nobody measured is three times slower, too.
    const DnnLayer dense = Convolution(64, 64, 28, 3);
    EXPECT_NEAR(slow.Seconds(dense), 3.0 * LatencyRegression().Seconds(dense), 1e-9);
}

} // namespace
} // namespace edgeward
