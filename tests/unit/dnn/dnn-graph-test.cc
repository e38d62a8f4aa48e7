/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/dnn-graph.h"

#include "dnn/architecture.h"
#include "dnn/catalog.h"
#include "support/complaint.h"

#include <gmock/gmock.h>

namespace edgeward
{
namespace
{

using ::testing::ElementsAre;
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

DnnGraph
Build(const std::string& name, std::uint32_t resolution)
{
    return Registry<Architecture>::Create(Spec::Parse(name))->Build(1.0, resolution, 4);
}

std::uint16_t
IndexOf(const DnnGraph& graph, const std::string& name)
{
    for (std::uint16_t k = 0; k < graph.LayerCount(); ++k)
    {
        if (graph.GetLayer(k).name == name)
        {
            return k;
        }
    }
    throw std::logic_error("no layer " + name);
}

TEST(DnnGraph, CutThroughAResidualBlockCarriesBothTensors)
{
    const DnnGraph graph = Build("resnet-18", 224);
    const std::uint64_t large = 4u * 64 * 56 * 56;
    const std::uint64_t small = 4u * 128 * 28 * 28;
    EXPECT_EQ(graph.CutBytes(IndexOf(graph, "layer1.0.conv1")), large);
    EXPECT_EQ(graph.CutBytes(IndexOf(graph, "layer1.0.conv2")), 2 * large);
    EXPECT_EQ(graph.CutBytes(IndexOf(graph, "layer1.0.add")), 2 * large);
    // A block that halves: its input waits for the projection.
    EXPECT_EQ(graph.CutBytes(IndexOf(graph, "layer2.0.downsample")), small + large);
    EXPECT_EQ(graph.CutBytes(IndexOf(graph, "layer2.0.add")), 2 * small);
}

TEST(DnnGraph, CutThroughAnInceptionBlockCarriesAllBranches)
{
    const DnnGraph graph = Build("googlenet", 224);
    const std::uint64_t map = 4u * 28 * 28;
    // Szegedy et al. 2015, Table 1, inception (3a): 192 channels in; 64, 128, 32 and 32 out.
    EXPECT_EQ(graph.CutBytes(IndexOf(graph, "inception3a.branch1")), map * 192);
    EXPECT_EQ(graph.CutBytes(IndexOf(graph, "inception3a.branch2.0")), map * (192 + 64));
    EXPECT_EQ(graph.CutBytes(IndexOf(graph, "inception3a.branch2.1")), map * (192 + 64 + 96));
    EXPECT_EQ(graph.CutBytes(IndexOf(graph, "inception3a.concat")), map * (64 + 128 + 32 + 32));
    EXPECT_EQ(graph.CutBytes(IndexOf(graph, "inception3b.branch1")), map * 256);
}

/** First layers of all groups; checks that groups follow each other without a gap. */
std::vector<std::string>
GroupNames(const DnnGraph& graph)
{
    std::vector<std::string> names;
    std::uint16_t next = 0;
    for (const LayerRange& group : graph.Groups())
    {
        EXPECT_EQ(group.first, next);
        next = group.last;
        names.push_back(graph.GetLayer(group.first).name);
    }
    EXPECT_EQ(next, graph.LayerCount());
    return names;
}

TEST(DnnGraph, ResidualBlockIsOneGroup)
{
    EXPECT_THAT(GroupNames(Build("resnet-18", 224)),
                ElementsAre("conv1",
                            "maxpool",
                            "layer1.0.conv1",
                            "layer1.1.conv1",
                            "layer2.0.conv1",
                            "layer2.1.conv1",
                            "layer3.0.conv1",
                            "layer3.1.conv1",
                            "layer4.0.conv1",
                            "layer4.1.conv1",
                            "avgpool",
                            "fc"));
}

TEST(DnnGraph, InceptionBlockIsOneGroup)
{
    EXPECT_THAT(GroupNames(Build("googlenet", 224)),
                ElementsAre("conv1",
                            "maxpool1",
                            "conv2",
                            "conv3",
                            "maxpool2",
                            "inception3a.branch1",
                            "inception3b.branch1",
                            "maxpool3",
                            "inception4a.branch1",
                            "inception4b.branch1",
                            "inception4c.branch1",
                            "inception4d.branch1",
                            "inception4e.branch1",
                            "maxpool4",
                            "inception5a.branch1",
                            "inception5b.branch1",
                            "avgpool",
                            "fc"));
}

TEST(DnnGraph, ChainHasAGroupPerLayer)
{
    for (const char* const name : {"vgg-16", "alexnet", "mobilenet-v1"})
    {
        const DnnGraph graph = Build(name, 224);
        EXPECT_EQ(graph.Groups().size(), graph.LayerCount()) << name;
    }
}

TEST(DnnGraph, SideBranchJoinsTheGroupInFrontOfTheTrunk)
{
    // Between conv and fc of the branch the trunk's tensor crosses as well.
    EXPECT_THAT(
        GroupNames(Build("b-lenet", 28)),
        ElementsAre(
            "conv1", "pool1", "exit1.conv", "conv2", "pool2", "conv3", "pool3", "fc4", "fc5"));
}

TEST(DnnGraph, ExitIsALayerInOrderBeforeTheLast)
{
    const auto graph = [](std::vector<DnnGraph::Exit> exits) {
        return Complaint([&] {
            DnnGraph({Layer("a", 1, {}), Layer("b", 1, {0}), Layer("c", 1, {0})}, 1, exits);
        });
    };
    EXPECT_EQ(graph({{1, "side"}}), "");
    EXPECT_THAT(graph({{2, "side"}}), HasSubstr("'side'"));
    EXPECT_THAT(graph({{1, "side"}, {0, "other"}}), HasSubstr("'other'"));
}

} // namespace
} // namespace edgeward
