/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/network-builder.h"

#include "support/complaint.h"

#include <gmock/gmock.h>

namespace edgeward
{
namespace
{

using ::testing::HasSubstr;

FeatureShape
Shape(std::uint32_t channels, std::uint32_t height, std::uint32_t width)
{
    return {channels, height, width};
}

TEST(NetworkBuilder, CountsAConvolutionAsItsTextbookFormula)
{
    NetworkBuilder net({3, 224, 224}, 4);
    const auto x = net.Convolve("a", net.Input(), {64, 7, 2});
    EXPECT_EQ(x.shape, Shape(64, 112, 112));
    net.Convolve("b", x, {32, 3, 1, -1, 4, false});
    const DnnGraph graph = net.Build();
    EXPECT_EQ(graph.GetLayer(0).macs, 64.0 * 112 * 112 * 3 * 49);
    EXPECT_EQ(graph.GetLayer(0).parameters, 64.0 * 3 * 49 + 2 * 64); // normalized
    EXPECT_EQ(graph.GetLayer(1).macs, 32.0 * 112 * 112 * 16 * 9);    // groups of 16 channels
    EXPECT_EQ(graph.GetLayer(1).parameters, 32.0 * 16 * 9 + 32);     // biased
    EXPECT_EQ(graph.GetLayer(1).outputBytes, 4u * 32 * 112 * 112);
    EXPECT_EQ(graph.GetLayer(1).op, "grouped_conv2d");
}

TEST(NetworkBuilder, NamesSpecialConvolutions)
{
    NetworkBuilder net({16, 8, 8}, 1);
    net.Pointwise("wide", net.Depthwise("deep", net.Input(), 3, 2), 24);
    const DnnGraph graph = net.Build();
    EXPECT_EQ(graph.GetLayer(0).op, "depthwise_conv2d");
    EXPECT_EQ(graph.GetLayer(0).macs, 16.0 * 4 * 4 * 9);
    EXPECT_EQ(graph.GetLayer(1).op, "pointwise_conv2d");
    EXPECT_EQ(graph.GetLayer(1).outputBytes, 24u * 4 * 4); // int8
}

TEST(NetworkBuilder, CeilModeKeepsAWindowThatBeginsInside)
{
    // PyTorch's rule. 3/2 windows on 112: 55.5 positions.
    NetworkBuilder net({1, 112, 112}, 4);
    EXPECT_EQ(net.MaxPool("floor", net.Input(), {3, 2}).shape.height, 55u);
    EXPECT_EQ(net.MaxPool("ceil", net.Input(), {3, 2, 0, true}).shape.height, 56u);
    EXPECT_EQ(net.MaxPool("padded", net.Input(), {3, 2, 1}).shape.height, 56u);
    // The last window of 2/2 with padding 1 on 3 would begin in the padding behind: it is dropped.
    NetworkBuilder small({1, 3, 3}, 4);
    EXPECT_EQ(small.MaxPool("a", small.Input(), {2, 2, 1, true}).shape.height, 2u);
}

TEST(NetworkBuilder, ShapesOfWhatIsNoConvolution)
{
    NetworkBuilder net({8, 6, 6}, 4);
    const auto in = net.Input();
    EXPECT_EQ(net.MaxPoolSame("same", in, 2).shape, in.shape);
    EXPECT_EQ(net.AveragePool("avg", in, {2, 2}).shape, Shape(8, 3, 3));
    EXPECT_EQ(net.GlobalAveragePool("global", in).shape, Shape(8, 1, 1));
    EXPECT_EQ(net.Slice("slice", in, 6, 2).shape, Shape(2, 6, 6));
    EXPECT_EQ(net.Shuffle("shuffle", in, 2).shape, in.shape);
    EXPECT_EQ(net.Reorganize("reorganize", in).shape, Shape(32, 3, 3));
    EXPECT_EQ(net.LocalResponseNorm("lrn", in, 3).shape, in.shape);
    EXPECT_EQ(net.Concatenate("concat", {in, in}).shape, Shape(16, 6, 6));
    EXPECT_EQ(net.Linear("fc", in, 10).shape, Shape(10, 1, 1));
    const DnnGraph graph = net.Build();
    EXPECT_EQ(graph.Macs(), 8.0 * 36 * 10); // of the linear layer alone
}

TEST(NetworkBuilder, ReadersOfALayerAreItsHandles)
{
    NetworkBuilder net({4, 8, 8}, 4);
    const auto a = net.Pointwise("a", net.Input(), 4);
    const auto b = net.Pointwise("b", a, 4);
    net.Add("sum", b, a);
    const DnnGraph graph = net.Build();
    EXPECT_TRUE(graph.GetLayer(0).inputs.empty()); // the network's input
    EXPECT_THAT(graph.GetLayer(2).inputs, ::testing::ElementsAre(1, 0));
    EXPECT_EQ(graph.GetLayer(2).InputElements(), 2u * 4 * 8 * 8);
}

TEST(NetworkBuilder, NamesTheLayerThatDoesNotFit)
{
    NetworkBuilder net({4, 8, 8}, 4);
    const auto in = net.Input();
    const auto half = net.MaxPool("half", in, {2, 2});
    EXPECT_THAT(Complaint([&] { net.Add("sum", in, half); }), HasSubstr("'sum'"));
    EXPECT_THAT(Complaint([&] { net.Concatenate("cat", {in, half}); }), HasSubstr("'cat'"));
    EXPECT_THAT(Complaint([&] { net.Multiply("scale", in, half); }), HasSubstr("'scale'"));
    EXPECT_THAT(Complaint([&] { net.Slice("slice", in, 3, 2); }), HasSubstr("'slice'"));
    EXPECT_THAT(Complaint([&] { net.Shuffle("mix", in, 3); }), HasSubstr("'mix'"));
    EXPECT_THAT(Complaint([&] {
                    net.Convolve("conv", in, {6, 3, 1, -1, 4});
                }),
                HasSubstr("'conv'"));
    EXPECT_THAT(Complaint([&] {
                    net.MaxPool("huge", in, {9, 1});
                }),
                ::testing::AllOf(HasSubstr("'huge'"), HasSubstr("larger resolution")));
    EXPECT_THAT(Complaint([&] {
                    net.Reorganize("odd", net.MaxPool("5", in, {4, 1}));
                }),
                HasSubstr("'odd'"));
}

TEST(NetworkBuilder, ExitsComeInTheOrderOfLayers)
{
    NetworkBuilder net({4, 8, 8}, 4);
    const auto a = net.Pointwise("a", net.Input(), 4);
    net.Exit("first", net.Linear("side", a, 10));
    net.Linear("fc", a, 10);
    const DnnGraph graph = net.Build();
    ASSERT_EQ(graph.Exits().size(), 2u);
    EXPECT_EQ(graph.Exits()[0].layer, 1);
    EXPECT_EQ(graph.Exits()[1].layer, 2);
    EXPECT_THAT(graph.LayersOfExit(1), ::testing::ElementsAre(0, 2));
}

} // namespace
} // namespace edgeward
