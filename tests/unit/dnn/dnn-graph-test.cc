/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/dnn-graph.h"

#include "dnn/catalog.h"
#include "support/complaint.h"

#include <gmock/gmock.h>

namespace edgeward
{
namespace
{

using ::testing::HasSubstr;

DnnGraph::Layer
Layer(const std::string& name, std::uint64_t bytes, std::vector<std::uint16_t> inputs)
{
    DnnGraph::Layer layer;
    layer.name = name;
    layer.op = "op";
    layer.outputBytes = bytes;
    layer.inputs = std::move(inputs);
    return layer;
}

TEST(DnnGraph, CutOfAChainIsTheOutputInFrontOfIt)
{
    const DnnGraph graph({Layer("a", 400, {}), Layer("b", 200, {0}), Layer("c", 40, {1})}, 3000);
    EXPECT_EQ(graph.CutBytes(0), 3000u);
    EXPECT_EQ(graph.CutBytes(1), 400u);
    EXPECT_EQ(graph.CutBytes(2), 200u);
    EXPECT_EQ(graph.CutBytes(3), 40u);
}

TEST(DnnGraph, CutThroughASkipConnectionCarriesBothOnce)
{
    // a feeds b, c and d; d adds a and c.
    const DnnGraph graph(
        {Layer("a", 10, {}), Layer("b", 20, {0}), Layer("c", 30, {1, 0}), Layer("d", 5, {2, 0})},
        100);
    EXPECT_EQ(graph.CutBytes(1), 10u);
    EXPECT_EQ(graph.CutBytes(2), 20u + 10u);
    EXPECT_EQ(graph.CutBytes(3), 30u + 10u);
    EXPECT_EQ(graph.CutBytes(4), 5u);
}

TEST(DnnGraph, InputCrossesUntilItsLastReader)
{
    const DnnGraph graph({Layer("a", 10, {}), Layer("b", 20, {}), Layer("c", 30, {0, 1})}, 100);
    EXPECT_EQ(graph.CutBytes(1), 10u + 100u);
    EXPECT_EQ(graph.CutBytes(2), 10u + 20u);
}

TEST(DnnGraph, LayerCannotReadALaterOne)
{
    EXPECT_THAT(Complaint([] { DnnGraph({Layer("a", 1, {0})}, 1); }), HasSubstr("'a'"));
    EXPECT_THAT(Complaint([] { DnnGraph(std::vector<DnnGraph::Layer>{}, 1); }),
                HasSubstr("1 to 65534"));
}

TEST(DnnGraph, CutsOfMobileNetAreItsActivations)
{
    const Catalog catalog(EDGEWARD_SOURCE_DIR "/models");
    const Dnn& dnn = catalog.GetDnn("mobilenet-v1");
    const auto graph = [&](const char* name) {
        return DnnGraph(dnn.variants[dnn.FindVariant(name)],
                        catalog.GetHostProfile("mobilenet-v1", name));
    };
    const DnnGraph full = graph("d0");
    ASSERT_EQ(full.LayerCount(), 29);            // 1 + 13 x 2 convolutions, pool, fully connected
    EXPECT_EQ(full.CutBytes(0), 3u * 224 * 224); // the image, 8 bit RGB
    EXPECT_EQ(full.CutBytes(1), 4u * 32 * 112 * 112);        // fp32
    EXPECT_EQ(full.CutBytes(27), 4u * 1024 * 7 * 7);         // in front of the pool
    EXPECT_EQ(full.CutBytes(29), 4u * 1000);                 // scores
    EXPECT_EQ(graph("d4").CutBytes(1), 1u * 32 * 112 * 112); // int8
    EXPECT_EQ(graph("d3").CutBytes(1), 4u * 8 * 112 * 112);  // a quarter of the channels
}

} // namespace
} // namespace edgeward
