/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/graph-dot.h"

#include "dnn/network-builder.h"

#include <gmock/gmock.h>

namespace edgeward
{
namespace
{

using ::testing::HasSubstr;

TEST(GraphDot, BytesAreWrittenWithTheirUnit)
{
    EXPECT_EQ(BytesText(0), "0 B");
    EXPECT_EQ(BytesText(999), "999 B");
    EXPECT_EQ(BytesText(1500), "1.5 kB");
    EXPECT_EQ(BytesText(150528), "151 kB");
    EXPECT_EQ(BytesText(3.2e6), "3.2 MB");
}

TEST(GraphDot, EveryEdgeCarriesItsBytes)
{
    NetworkBuilder net({3, 8, 8}, 4);
    const auto a = net.Convolve("a", net.Input(), {16, 3, 1});
    const auto b = net.Convolve("b", a, {16, 3, 1});
    net.Exit("early", b);
    net.Add("sum", a, b, Activation::RELU);
    const std::string dot = RenderDot(net.Build(), "two \"paths\"");
    EXPECT_THAT(dot, HasSubstr("label=\"two \\\"paths\\\"\""));
    EXPECT_THAT(dot, HasSubstr("input -> l0 [label=\"192 B\"]"));
    EXPECT_THAT(dot, HasSubstr("l0 -> l1 [label=\"4.1 kB\"]"));
    EXPECT_THAT(dot, HasSubstr("l0 -> l2 [label=\"4.1 kB\"]"));
    EXPECT_THAT(dot, HasSubstr("l1 -> l2 [label=\"4.1 kB\"]"));
    EXPECT_THAT(dot, HasSubstr("sum\\nadd + relu\\n16x8x8"));
    // Both exits have a double frame.
    EXPECT_NE(dot.find("peripheries=2"), dot.rfind("peripheries=2"));
}

} // namespace
} // namespace edgeward
