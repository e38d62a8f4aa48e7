/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "system/cli/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeward
{

namespace
{

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(DnnShow, PrintsEveryLayerWithItsCost)
{
    const ProgramOutcome outcome = Program().Run("dnn show mobilenet-v1 --variant d4");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out, StartsWith("mobilenet-v1 d4: 29 layers, 568.7 M MAC"));
    EXPECT_THAT(outcome.out, HasSubstr("conv13_pw"));
    EXPECT_THAT(outcome.out, HasSubstr("1024x7x7"));
}

TEST(DnnShow, PrintsTheBytesOfEveryCut)
{
    const ProgramOutcome outcome = Program().Run("dnn show mobilenet-v1 --cuts");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("(input)"));
    EXPECT_THAT(outcome.out, HasSubstr("10.67 x")); // 4 x 32 x 112 x 112 over 3 x 224 x 224
}

TEST(DnnShow, DrawsThePicture)
{
    const Program program;
    EXPECT_THAT(program.Run("dnn show mobilenet-v1 --dot").out, StartsWith("digraph"));
    const ProgramOutcome outcome = program.Run("dnn show mobilenet-v1 --png net.png");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(program.Read("net.png"), StartsWith("\x89PNG"));
    EXPECT_FALSE(program.Has("net.png.dot"));
}

TEST(DnnShow, KeepsThePicturesSourceWhereGraphvizIsMissing)
{
    const Program program;
    const ProgramOutcome outcome =
        program.Run("dnn show mobilenet-v1 --png net.png", "export PATH=/nowhere");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_THAT(outcome.err, HasSubstr("install the package graphviz"));
    EXPECT_TRUE(program.Has("net.png.dot"));
}

TEST(DnnShow, NamesTheNearestNetworkAndVariant)
{
    const Program program;
    const ProgramOutcome network = program.Run("dnn show mobilnet-v1");
    EXPECT_EQ(network.status, 2);
    EXPECT_THAT(network.err, HasSubstr("'mobilenet-v1'"));
    const ProgramOutcome variant = program.Run("dnn show mobilenet-v1 --variant d9");
    EXPECT_EQ(variant.status, 2);
    EXPECT_THAT(variant.err, HasSubstr("'d9'"));
}

} // namespace

} // namespace edgeward
