/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/exit-trace.h"

#include "support/complaint.h"
#include "support/temporary-folder.h"
#include "unit/dnn/small-models.h"

#include <gmock/gmock.h>

namespace edgeward
{
namespace
{

using ::testing::AllOf;
using ::testing::HasSubstr;

const std::string TRACE = R"(# source: two samples made up for a test
sample,exit,confidence,entropy,correct
0,0,0.6,0.9,0
0,1,0.8,0.5,1
1,1,0.95,0.2,1
1,0,0.9,0.3,1
)";

ExitTrace
Read(const std::string& text)
{
    const TemporaryFolder folder;
    return ExitTrace::ReadFile(folder.Write("trace.csv", text));
}

TEST(ExitTrace, GivesWhatTheFileSaysInAnyOrder)
{
    const ExitTrace trace = Read(TRACE);
    EXPECT_EQ(trace.SampleCount(), 2u);
    EXPECT_EQ(trace.ExitCount(), 2);
    EXPECT_EQ(trace.Get(1, 0).confidence, 0.9);
    EXPECT_EQ(trace.Get(1, 1).entropy, 0.2);
    EXPECT_FALSE(trace.Get(0, 0).isCorrect);
    EXPECT_EQ(trace.Accuracy(0), 0.5);
    EXPECT_EQ(trace.Accuracy(1), 1.0);
    EXPECT_EQ(trace.Source(), "two samples made up for a test");
}

TEST(ExitTrace, DamageIsRejectedWithItsPlace)
{
    const auto complaint = [](const std::string& from, const std::string& to) {
        return Complaint([&] { Read(Replaced(TRACE, from, to)); });
    };
    EXPECT_EQ(complaint("0.6", "0.7"), "");
    EXPECT_THAT(complaint("0.6", "1.6"), AllOf(HasSubstr("trace.csv:3"), HasSubstr("confidence")));
    EXPECT_THAT(complaint("0.9,0\n", "-0.9,0\n"), AllOf(HasSubstr(":3"), HasSubstr("entropy")));
    EXPECT_THAT(complaint("0.5,1", "0.5,2"), AllOf(HasSubstr(":4"), HasSubstr("correct")));
    EXPECT_THAT(complaint("0.5,1", "0.5,0.5"), AllOf(HasSubstr(":4"), HasSubstr("whole number")));
    EXPECT_THAT(complaint("1,0,0.9", "1,1,0.9"), AllOf(HasSubstr(":6"), HasSubstr("already")));
    EXPECT_THAT(complaint("1,0,0.9,0.3,1\n", ""), HasSubstr("3 rows"));
    EXPECT_THAT(complaint("# source: two samples made up for a test\n", ""), HasSubstr("source"));
    EXPECT_THAT(complaint(",entropy", ""), HasSubstr("entropy"));
    EXPECT_THAT(complaint("1,0,0.9,0.3,1\n", "1,0,0."), HasSubstr(":6"));
    EXPECT_THAT(Complaint([] { ExitTrace::ReadFile("/nonexistent.csv"); }),
                HasSubstr("/nonexistent.csv"));
}

} // namespace
} // namespace edgeward
