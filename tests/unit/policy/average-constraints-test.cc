/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/average-constraints.h"

#include "fake-learner.h"
#include "policy-fixture.h"
#include "policy/learning-policy.h"
#include "rl/safetensors.h"
#include "support/complaint.h"
#include "support/temporary-folder.h"

#include <gtest/gtest.h>

using namespace edgeward;

namespace
{

/** A completed request with the given accuracy and device energy. */
RequestRecord
Record(double accuracy, double joule)
{
    RequestRecord record;
    record.outcome = Outcome::COMPLETED;
    record.accuracy = accuracy;
    record.request.device = 0;
    record.energy.emplace_back();
    record.energy.back().node = 0;
    record.energy.back().joule = joule;
    return record;
}

AverageConstraints
Make(const std::string& parameters)
{
    return AverageConstraints(Spec::Parse("dqn(" + parameters + ")"));
}

} // namespace

TEST(AverageConstraints, WithoutAnyTheRewardStaysTheReward)
{
    AverageConstraints none = Make("");
    EXPECT_EQ(none.Apply(Record(0.1, 100.0), -3.5), -3.5);
    EXPECT_FALSE(none.AccuracyMultiplier());
    EXPECT_FALSE(none.EnergyMultiplier());
}

TEST(AverageConstraints, TheExcessIsPaidAtThePriceBefore)
{
    AverageConstraints both =
        Make("minMeanAccuracy=0.8,maxMeanEnergyJoule=2,multiplierRate=0.5,multiplierStart=1");
    // Excess 0.8 - 0.6 = 0.2 of accuracy and 3 / 2 - 1 = 0.5 of energy.
    EXPECT_NEAR(both.Apply(Record(0.6, 3.0), 10.0), 10.0 - 1.0 * 0.2 - 1.0 * 0.5, 1e-12);
    EXPECT_NEAR(*both.AccuracyMultiplier(), 1.0 + 0.5 * 0.2, 1e-12);
    EXPECT_NEAR(*both.EnergyMultiplier(), 1.0 + 0.5 * 0.5, 1e-12);
    // What stays below its limit earns.
    EXPECT_NEAR(both.Apply(Record(0.9, 2.0), 0.0), 1.1 * 0.1, 1e-12);
    RequestRecord dropped;
    dropped.outcome = Outcome::DROPPED;
    AverageConstraints accuracy = Make("minMeanAccuracy=0.8,multiplierStart=1");
    EXPECT_NEAR(accuracy.Apply(dropped, -5.0), -5.8, 1e-12);
}

TEST(AverageConstraints, ContinueFromAFolderAndRefuseOthers)
{
    const TemporaryFolder folder;
    AverageConstraints first = Make("minMeanAccuracy=0.8");
    first.Apply(Record(0.2, 0.0), 0.0);
    first.Save(folder / "");
    AverageConstraints second = Make("minMeanAccuracy=0.8");
    second.Load(folder / "");
    EXPECT_EQ(*second.AccuracyMultiplier(), *first.AccuracyMultiplier());
    EXPECT_NE(Complaint([&] {
                  Make("maxMeanEnergyJoule=1").Load(folder / "");
              }).find("has no 'energy.multiplier'"),
              std::string::npos);
    EXPECT_NE(Complaint([&] { Make("multiplierStart=5,multiplierMax=2"); }).find("multiplierStart"),
              std::string::npos);
}

TEST(AverageConstraints, TheFolderHasTheMultipliersOfTheWholeTraining)
{
    const TemporaryFolder folder;
    const std::string path = folder / "constraints.safetensors";
    AverageConstraints first = Make("minMeanAccuracy=0.5,multiplierRate=0.25");
    for (int request = 0; request < 250; ++request)
    {
        first.Apply(Record(0.0, 0.0), 0.0); // every one exceeds by 0.5
    }
    first.Save(folder / "");
    AverageConstraints second = Make("minMeanAccuracy=0.5,multiplierRate=0.25");
    second.Load(folder / "");
    for (int request = 0; request < 50; ++request)
    {
        second.Apply(Record(1.0, 0.0), 0.0); // every one stays below by 0.5
    }
    second.Save(folder / "");
    const SafetensorsFile file = ReadSafetensors(path);
    // 100, 200 and 250 - 50 requests times 0.125.
    EXPECT_EQ(file.doubleTensors.at("accuracy.trace").values,
              (std::vector<double>{12.5, 25.0, 25.0}));
    EXPECT_EQ(file.doubleTensors.at("requests").values, std::vector<double>{300.0});
    EXPECT_EQ(file.doubleTensors.count("energy.trace"), 0U);
}

TEST(AverageConstraints, ALearnerIsToldTheLagrangian)
{
    const PolicyEnvironment environment = MakeEnvironment(1, {NodeRole::EDGE});
    const std::unique_ptr<Policy> policy =
        StartPolicy("dqn(learner=fake,minMeanAccuracy=1,multiplierRate=1)", environment);
    std::vector<double> expected;
    double multiplier = 0.0;
    for (RequestId request = 0; request < 3; ++request)
    {
        DecisionContext context = MakeContext(environment, 0, request);
        context.nowNs += static_cast<std::int64_t>(request) * 1000000000;
        const RequestRecord record =
            CompletedRecord(environment, context, policy->Decide({context})[0], 0.1);
        const double excess = 1.0 - record.accuracy;
        expected.push_back((*environment.reward)(record)-multiplier * excess);
        multiplier += excess;
        policy->Learn(record);
    }
    const std::vector<Transition>& seen = FakeLearner::Alive().back()->transitions;
    ASSERT_EQ(seen.size(), 2U); // the last one has no successor yet
    EXPECT_NEAR(seen[0].reward, expected[0], 1e-6);
    EXPECT_NEAR(seen[1].reward, expected[1], 1e-6);
}
