/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/training.h"

#include "scenario/job-pool-interrupt.h"
#include "support/temporary-folder.h"
#include "unit/scenario/fake-learner.h"
#include "unit/scenario/scenario-text.h"

#include <cmath>
#include <csignal>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeward
{

namespace
{

TrainingPlan
PlanFor(const TemporaryFolder& folder)
{
    TrainingPlan plan;
    plan.name = "fake";
    plan.seed = 3;
    plan.episodes = 4;
    plan.episodeSeconds = 7.0;
    plan.decisions = 40;
    plan.checkpoint = folder / "policy";
    plan.saveEvery = 3;
    return plan;
}

} // namespace

TEST(Training, EachEpisodeIsARunThatNoEvaluationEverUses)
{
    const TemporaryFolder folder;
    std::vector<std::uint64_t> runs;
    FakeLearner policy;
    const RunFunction simulate = [&](Policy& learner,
                                     RecordSink& sink,
                                     std::uint64_t seed,
                                     std::uint64_t run,
                                     double seconds) {
        runs.push_back(run);
        EXPECT_EQ(seed, 3U);
        EXPECT_EQ(seconds, 7.0);
        EXPECT_TRUE(policy.IsTraining());
        EXPECT_EQ(policy.TotalSteps(), 40U);
        return FakeRun(learner, sink, seed, run, seconds);
    };
    std::vector<TrainingRow> rows;
    const TrainingEnd end =
        Train(PlanFor(folder), simulate, policy, FakeReward(), [&](const TrainingRow& row) {
            rows.push_back(row);
        });
    EXPECT_EQ(end, TrainingEnd::COMPLETE);
    EXPECT_THAT(runs, ::testing::ElementsAre(1000000, 1000001, 1000002, 1000003));
    ASSERT_EQ(rows.size(), 4U);
    EXPECT_EQ(rows[3].policy, "fake");
    EXPECT_EQ(rows[3].episode, 3U);
    EXPECT_EQ(rows[3].steps, 40U);
    EXPECT_EQ(rows[3].epsilon, 0.5);
    // Latencies are 1000 seed + 10 run + 0..9 ns.
    EXPECT_NEAR(rows[3].reward, -1e-9 * (3000 + 10 * 1000003 + 4.5), 1e-15);
    EXPECT_EQ(ReadWholeFile(folder / "policy/learned"), "40");
}

TEST(Training, AnInterruptKeepsWhatWasLearned)
{
    const TemporaryFolder folder;
    const InterruptGuard guard;
    FakeLearner policy;
    const RunFunction simulate = [&](Policy& learner,
                                     RecordSink& sink,
                                     std::uint64_t seed,
                                     std::uint64_t run,
                                     double seconds) {
        if (run == FIRST_TRAINING_RUN + 1)
        {
            raise(SIGTERM);
        }
        return FakeRun(learner, sink, seed, run, seconds);
    };
    std::size_t rows = 0;
    const TrainingEnd end =
        Train(PlanFor(folder), simulate, policy, FakeReward(), [&](const TrainingRow&) { ++rows; });
    EXPECT_EQ(end, TrainingEnd::INTERRUPTED);
    EXPECT_EQ(rows, 2U);
    EXPECT_EQ(ReadWholeFile(folder / "policy/learned"), "20");
}

TEST(Training, ACheckpointReplacesTheOldOneAsAWhole)
{
    const TemporaryFolder folder;
    MakeFolder(folder / "policy");
    WriteFileAtomically(folder / "policy/stale", "old");
    FakeLearner policy;
    policy.learned = 9;
    SaveCheckpoint(policy, folder / "policy");
    EXPECT_EQ(ReadWholeFile(folder / "policy/learned"), "9");
    EXPECT_FALSE(std::filesystem::exists(folder / "policy/stale"));
    EXPECT_FALSE(std::filesystem::exists(folder / "policy.new"));
    EXPECT_FALSE(std::filesystem::exists(folder / "policy.old"));
}

TEST(Training, ACheckpointThatCannotBeSavedIsAUserError)
{
    FakeLearner policy;
    EXPECT_THROW(SaveCheckpoint(policy, "/dev/null/policy"), IoError);
}

TEST(Training, RowsTravelAsTextWithoutLoss)
{
    const TrainingRow row{"dqn(a=1,b=2)",
                          7,
                          1234567890123ULL,
                          -0.1234567890123456789,
                          0.3,
                          1e-300,
                          2.0 / 3.0,
                          12.5,
                          4294967295U,
                          99,
                          0.7,
                          1.25,
                          10.5,
                          0.1};
    const TrainingRow back = TrainingRowFromText(ToText(row));
    EXPECT_EQ(back.policy, row.policy);
    EXPECT_EQ(back.episode, row.episode);
    EXPECT_EQ(back.steps, row.steps);
    EXPECT_EQ(back.reward, row.reward);
    EXPECT_EQ(back.epsilon, row.epsilon);
    EXPECT_EQ(back.loss, row.loss);
    EXPECT_EQ(back.meanQ, row.meanQ);
    EXPECT_EQ(back.seconds, row.seconds);
    EXPECT_EQ(back.seed, row.seed);
    EXPECT_EQ(back.updates, row.updates);
    EXPECT_EQ(back.tdError, row.tdError);
    EXPECT_EQ(back.actSeconds, row.actSeconds);
    EXPECT_EQ(back.learnSeconds, row.learnSeconds);
    EXPECT_EQ(back.accuracyMultiplier, row.accuracyMultiplier);
    EXPECT_TRUE(std::isnan(back.energyMultiplier)) << "there is no such constraint";
}

TEST(Training, ExpectsAsManyRequestsAsArriveOnAverage)
{
    // Two cameras at 2 requests/s; the mean of 10000 exponential times has a standard error of 1 %,
    // so 4 % is 4 sigma.
    const ScenarioConfig poisson = ScenarioConfig::Parse(GoodScenario(), "s.toml", {});
    EXPECT_NEAR(ExpectedRequests(poisson, 50.0), 200.0, 8.0);
    const ScenarioConfig periodic = ScenarioConfig::Parse(
        Replaced(GoodScenario(), "rate_per_s = 2", "interarrival_s = 0.5\nstart_s = 10"),
        "s.toml",
        {});
    EXPECT_NEAR(ExpectedRequests(periodic, 50.0), 160.0, 1e-9);
}

} // namespace edgeward
