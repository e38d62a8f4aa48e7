/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "compute/batch-curve.h"

#include "base/errors.h"

#include <gmock/gmock.h>

namespace edgeward
{
namespace
{

TEST(BatchCurve, WithoutTextABatchTakesAsLongAsItsJobsOneByOne)
{
    const BatchCurve curve;
    EXPECT_EQ(curve.At(1), 1.0);
    EXPECT_EQ(curve.At(7), 7.0);
}

TEST(BatchCurve, IsLinearBetweenPointsAndKeepsTheLastSlopeBeyondThem)
{
    const auto curve = BatchCurve::Parse("1:1, 2:1.5, 4:3.8");
    EXPECT_DOUBLE_EQ(curve.At(1), 1.0);
    EXPECT_DOUBLE_EQ(curve.At(2), 1.5);
    EXPECT_DOUBLE_EQ(curve.At(3), 2.65);
    EXPECT_DOUBLE_EQ(curve.At(4), 3.8);
    EXPECT_DOUBLE_EQ(curve.At(6), 6.1);
}

TEST(BatchCurve, OnePointAloneIsNoGain)
{
    EXPECT_EQ(BatchCurve::Parse("1:1").At(3), 3.0);
}

class BadBatchCurve : public ::testing::TestWithParam<std::pair<const char*, const char*>>
{
};

TEST_P(BadBatchCurve, IsRefusedWithAReason)
{
    try
    {
        BatchCurve::Parse(GetParam().first);
        FAIL() << "accepted " << GetParam().first;
    }
    catch (const ConfigError& error)
    {
        EXPECT_THAT(error.what(), ::testing::HasSubstr("BatchCurve"));
        EXPECT_THAT(error.what(), ::testing::HasSubstr(GetParam().second));
    }
}

INSTANTIATE_TEST_SUITE_P(
    Texts,
    BadBatchCurve,
    ::testing::Values(std::make_pair("2:1.5", "first pair must be 1:1"),
                      std::make_pair("1:2,2:3", "first pair must be 1:1"),
                      std::make_pair("1:1,3:2,2:1.5", "sizes must grow"),
                      std::make_pair("1:1,2:1.5,2:1.6", "sizes must grow"),
                      std::make_pair("1:1,2:0.5", "cannot take less time"),
                      std::make_pair("1:1,2", "'2' is not size:factor"),
                      std::make_pair("1:1,2:x", "'2:x' is not size:factor"),
                      std::make_pair("1:1,2:nan", "'2:nan' is not size:factor"),
                      std::make_pair("1:1,2:1.5:3", "is not size:factor"),
                      std::make_pair("1:1,,2:1.5", "is not size:factor"),
                      std::make_pair("1:1,1.5:2", "'1.5:2' is not size:factor")));

} // namespace
} // namespace edgeward
