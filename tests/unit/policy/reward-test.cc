/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/reward.h"

#include "policy-fixture.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace edgeward;

namespace
{

double
Evaluate(const std::string& reward, const RequestRecord& record)
{
    return (*Registry<Reward>::Create(Spec::Parse(reward)))(record);
}

/** Completed after 250 ms of 300, accuracy 0.8, 0.5 J at the device. */
RequestRecord
Example()
{
    RequestRecord record;
    record.request.device = 1;
    record.request.arrivalNs = 1000;
    record.request.deadlineNs = 300000000;
    record.endNs = 1000 + 250000000;
    record.outcome = Outcome::COMPLETED;
    record.accuracy = 0.8;
    record.energy = {{1, EnergyComponent::RADIO, 0.5}, {2, EnergyComponent::COMPUTE, 9.0}};
    return record;
}

const Outcome FAILURES[] = {Outcome::REJECTED, Outcome::DROPPED, Outcome::UNFINISHED};

} // namespace

TEST(WeightedCost, IsItsEquation)
{
    // -(2 * 0.25/0.1 + 3 * 0.5/0.5 + 4 * 0.2 + 0)
    const std::string spec = "weighted-cost(latencyWeight=2,latencyScale=0.1,energyWeight=3,"
                             "energyScale=0.5,accuracyWeight=4,missWeight=7)";
    EXPECT_NEAR(Evaluate(spec, Example()), -8.8, 1e-12);
    RequestRecord late = Example();
    late.endNs += 100000000;
    EXPECT_NEAR(Evaluate(spec, late), -8.8 - 2.0 - 7.0, 1e-12);
    EXPECT_NEAR(Evaluate("weighted-cost", Example()), -(0.25 + 0.5 + 0.2), 1e-12);
}

TEST(WeightedCost, WithoutDeadlineNothingIsMissed)
{
    RequestRecord record = Example();
    record.request.deadlineNs = 0;
    record.endNs += 10000000000;
    EXPECT_NEAR(Evaluate("weighted-cost", record), -(10.25 + 0.5 + 0.2), 1e-9);
}

TEST(WeightedCost, EveryFailurePaysThePenalty)
{
    RequestRecord record = Example();
    for (const Outcome outcome : FAILURES)
    {
        record.outcome = outcome;
        EXPECT_EQ(Evaluate("weighted-cost(failurePenalty=12)", record), -12.0);
    }
}

TEST(Shahhosseini, IsMinusTheLatencyWhileAccurateEnough)
{
    EXPECT_NEAR(Evaluate("shahhosseini(accuracyThreshold=0.8)", Example()), -0.25, 1e-12);
    EXPECT_NEAR(
        Evaluate("shahhosseini(accuracyThreshold=0.85,maximumLatency=3)", Example()), -3.0, 1e-12);
    RequestRecord floored = Example();
    floored.request.accuracyFloor = 0.85;
    EXPECT_NEAR(Evaluate("shahhosseini(maximumLatency=3)", floored), -3.0, 1e-12);
    EXPECT_NEAR(Evaluate("shahhosseini(maximumLatency=0.1)", Example()), -0.1, 1e-12);
    for (const Outcome outcome : FAILURES)
    {
        floored.outcome = outcome;
        EXPECT_EQ(Evaluate("shahhosseini(maximumLatency=3)", floored), -3.0);
    }
}

TEST(DeadlineAccuracy, PaysAccuracyInTimeOnly)
{
    EXPECT_NEAR(Evaluate("deadline-accuracy", Example()), 0.8, 1e-12);
    RequestRecord late = Example();
    late.endNs += 100000000;
    EXPECT_NEAR(Evaluate("deadline-accuracy", late), -0.2, 1e-12);
    EXPECT_NEAR(Evaluate("deadline-accuracy(energyWeight=0.4)", Example()), 0.6, 1e-12);
    late.outcome = Outcome::DROPPED;
    EXPECT_NEAR(Evaluate("deadline-accuracy(failurePenalty=2)", late), -2.0, 1e-12);
}

TEST(EveryReward, IsFinitePureDescribedAndNeverPrefersLateness)
{
    for (const auto& [name, info] : Registry<Reward>::All())
    {
        EXPECT_FALSE(info.help.empty()) << name;
        for (const ParameterInfo& parameter : info.parameters)
        {
            EXPECT_FALSE(parameter.help.empty() || parameter.defaultValue.empty())
                << name << " " << parameter.name;
            // The stated default is the default: writing it out changes nothing.
            EXPECT_EQ(Evaluate(name + "(" + parameter.name + "=" + parameter.defaultValue + ")",
                               Example()),
                      Evaluate(name, Example()));
        }
        double previous = HUGE_VAL;
        for (RequestRecord record = Example(); record.LatencyNs() < 20000000000;
             record.endNs += 500000000)
        {
            const double reward = Evaluate(name, record);
            EXPECT_TRUE(std::isfinite(reward));
            EXPECT_EQ(reward, Evaluate(name, record));
            EXPECT_LE(reward, previous) << name;
            previous = reward;
        }
    }
}

TEST(EveryReward, RefusesWhatItDoesNotKnow)
{
    EXPECT_THROW(Evaluate("weighted-cost(latencyWeight=-1)", Example()), ConfigError);
    EXPECT_THROW(Evaluate("weighted-cost(latencyWight=1)", Example()), ConfigError);
    EXPECT_THROW(Evaluate("weighted-costs", Example()), ConfigError);
    EXPECT_THROW(Evaluate("weighted-cost(latencyScale=0)", Example()), ConfigError);
}
