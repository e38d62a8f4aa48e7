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

TEST(BatchCurve, TakesMeasuredTimesOfWholeBatches)
{
    // MobileNetV1 224 on one thread of a cloud CPU: 21, 16, 21, 25 ms per picture. Batching is not
    // free on a CPU, and no line through the origin or "a + b n" says so.
    const auto curve = BatchCurve::Parse("1:21.3ms, 2:31.8ms, 4:82.5ms, 8:196ms");
    EXPECT_DOUBLE_EQ(curve.At(1), 1.0);
    for (const auto& [size, milliseconds] :
         {std::make_pair(2, 31.8), std::make_pair(4, 82.5), std::make_pair(8, 196.0)})
    {
        EXPECT_NEAR(21.3 * curve.At(static_cast<std::uint32_t>(size)), milliseconds, 1e-12);
    }
    EXPECT_NEAR(21.3 * curve.At(3), (31.8 + 82.5) / 2.0, 1e-12);
    EXPECT_NEAR(21.3 * curve.At(6), (82.5 + 196.0) / 2.0, 1e-12);
    EXPECT_NEAR(21.3 * curve.At(10), 196.0 + 2.0 * (196.0 - 82.5) / 4.0, 1e-12);
    EXPECT_LT(curve.At(2) / 2.0, 1.0) << "two at a time gain";
    EXPECT_GT(curve.At(8) / 8.0, 1.0) << "eight at a time lose";
}

TEST(BatchCurve, UnitsDoNotMatter)
{
    const auto curve = BatchCurve::Parse("1:21.3ms,2:0.0318s,4:82500us");
    EXPECT_NEAR(curve.At(2), 31.8 / 21.3, 1e-12);
    EXPECT_NEAR(curve.At(4), 82.5 / 21.3, 1e-12);
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
                      std::make_pair("1:1,2", "'2' is neither size:factor"),
                      std::make_pair("1:1,2:x", "'2:x' is neither size:factor"),
                      std::make_pair("1:1,2:nan", "'2:nan' is neither size:factor"),
                      std::make_pair("1:1,2:1.5:3", "is neither size:factor"),
                      std::make_pair("1:1,,2:1.5", "is neither size:factor"),
                      std::make_pair("1:1,1.5:2", "'1.5:2' is neither size:factor"),
                      std::make_pair("1:2ms,2:3", "all values are times"),
                      std::make_pair("1:1,2:3ms", "all values are times"),
                      std::make_pair("2:2ms,4:3ms", "first pair must be"),
                      std::make_pair("1:0ms,2:3ms", "takes no time"),
                      std::make_pair("1:-1ms,2:3ms", "takes no time"),
                      std::make_pair("1:3ms,2:2ms", "cannot take less time"),
                      std::make_pair("1:ms,2:2ms", "'1:ms' is neither"),
                      std::make_pair("1:3h,2:2h", "'1:3h' is neither")));

} // namespace
} // namespace edgeward
