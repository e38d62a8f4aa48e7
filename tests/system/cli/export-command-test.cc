/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/database.h"
#include "system/cli/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeward
{
namespace
{

using testing::HasSubstr;

std::int64_t
Count(const Program& program, const std::string& table)
{
    Database database(program.Path("out/results.sqlite"), false);
    return database.Query("SELECT count(*) FROM " + table);
}

TEST(ExportCommand, WritesWhatTheRunWrote)
{
    const Program program;
    program.Write("s.toml", TinyScenario());
    ASSERT_EQ(program.Run("run s.toml --out out").status, 0);
    EXPECT_GT(Count(program, "requests"), 0) << "small results are tables at once";
    EXPECT_GT(Count(program, "stages"), 0);
    const ProgramOutcome outcome = program.Run("export out --out again");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    for (const std::string file : {"/records.csv", "/stages.csv", "/summary.csv"})
    {
        EXPECT_EQ(program.Read("again" + file), program.Read("out" + file));
    }
    EXPECT_EQ(program.Run("export nowhere").status, 2);
}

TEST(ExportCommand, ServesRunsTooLongToWriteAsText)
{
    const Program program;
    program.Write("s.toml", TinyScenario());
    // 101,000 requests more or less: 200 devices, 10 requests a second each.
    const std::string run = "run s.toml --fidelity flow --policy local --runs 1 --out out "
                            "--set devices.0.count=200 --set devices.0.workload.rate_per_s=10 "
                            "--set run.duration_s=52";
    const ProgramOutcome outcome = program.Run(run);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("edgeward export out"));
    EXPECT_TRUE(program.Has("out/summary.csv"));
    EXPECT_FALSE(program.Has("out/records.csv"));
    EXPECT_EQ(Count(program, "records"), 0);
    ASSERT_EQ(program.Run("export out").status, 0);
    EXPECT_TRUE(program.Has("out/stages.csv"));
    const std::int64_t records = Count(program, "records");
    EXPECT_GT(records, 100000);
    EXPECT_EQ(Count(program, "energy WHERE record_id > " + std::to_string(records)), 0);
    ASSERT_EQ(program.Run("export out").status, 0);
    EXPECT_EQ(Count(program, "records"), records) << "rows are made once";
}

TEST(ExportCommand, IsRefusedWhereNothingWasRecorded)
{
    const Program program;
    program.Write("s.toml", TinyScenario());
    ASSERT_EQ(program.Run("run s.toml --out all").status, 0);
    const std::string run = "run s.toml --set run.record_share=0 --statistics --out out";
    const ProgramOutcome outcome = program.Run(run);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("records: none (run.record_share)"));
    EXPECT_THAT(outcome.out, HasSubstr("percentiles within 1 %"));
    EXPECT_FALSE(program.Has("out/records.csv"));
    EXPECT_EQ(program.Read("out/figures/placement.csv"), program.Read("all/figures/placement.csv"));
    EXPECT_EQ(program.Read("out/figures/energy-latency.csv"),
              program.Read("all/figures/energy-latency.csv"));
    EXPECT_EQ(program.Run("plot out --out figures").status, 0);
    EXPECT_TRUE(program.Has("figures/latency-cdf.png"));
    const ProgramOutcome refused = program.Run("export out");
    EXPECT_EQ(refused.status, 2);
    EXPECT_THAT(refused.err, HasSubstr("run.record_share"));
    const ProgramOutcome percentiles =
        program.Run("evaluate s.toml --set run.record_share=0 --percentiles 90 --out other");
    EXPECT_EQ(percentiles.status, 2);
    EXPECT_THAT(percentiles.err, HasSubstr("--percentiles: 90: needs the latency of every"));
    EXPECT_FALSE(program.Has("other"));
}

} // namespace
} // namespace edgeward
