/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/mu-lin-ucb.h"

#include "base/errors.h"
#include "base/random-stream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

using namespace edgeward;

namespace
{

/** The device, which is known to cost 0.5 and teaches nothing, and a server. */
std::vector<MuLinUcb::Choice>
DeviceOrServer()
{
    return {{0.5, {}, true}, {0.0, {1.0F}, true}};
}

/** What happened when the server became better. */
struct Recovery
{
    int badTrials = 0;    ///< of the server before
    int decisions = 0;    ///< from the change until the server was chosen unforced
    bool isFound = false; ///< whether that happened at all
    int trialsAfter = 0;  ///< of the server after the change
};

/** 400 decisions with a server that costs 1, then 4000 with one that costs 0.2. */
Recovery
Recover(bool isForcing)
{
    MuLinUcb::Options options;
    options.alpha = 0.1;
    options.isForcing = isForcing;
    MuLinUcb bandit(1, options);
    Recovery recovery;
    for (int n = 0; n < 4400; ++n)
    {
        const bool isGood = n >= 400;
        const bool isForced = bandit.IsForcedNext();
        if (bandit.Choose(DeviceOrServer(), false) == 0)
        {
            continue;
        }
        bandit.Update({1.0F}, isGood ? 0.2 : 1.0);
        recovery.badTrials += isGood ? 0 : 1;
        recovery.trialsAfter += isGood ? 1 : 0;
        if (isGood && !isForced && !recovery.isFound)
        {
            recovery.isFound = true;
            recovery.decisions = n + 1 - 400;
        }
    }
    return recovery;
}

} // namespace

TEST(MuLinUcb, ChoosesTheLeastCostMinusItsBoundByHand)
{
    MuLinUcb::Options options;
    options.isForcing = false;
    MuLinUcb bandit(1, options);
    // Three trials at cost 1: A = 4, b = 3, theta = 0.75; the bound is sqrt((1 - L) / 4).
    for (int k = 0; k < 3; ++k)
    {
        bandit.Update({1.0F}, 1.0);
    }
    EXPECT_DOUBLE_EQ(bandit.Estimate({1.0F}), 0.75);
    // Not important, L = 0.2: 0.75 - 0.447 = 0.303. Important, L = 0.8: 0.75 - 0.224 = 0.526.
    EXPECT_EQ(bandit.Choose(DeviceOrServer(), false), 1U);
    EXPECT_EQ(bandit.Choose(DeviceOrServer(), true), 0U);
    EXPECT_EQ(bandit.ChooseGreedily(DeviceOrServer()), 0U);
    // The known part of a cost is added to the learned one.
    EXPECT_EQ(bandit.Choose({{0.5, {}, true}, {0.2, {1.0F}, true}}, false), 0U);
    EXPECT_EQ(bandit.Choose({{0.5, {}, false}, {0.2, {1.0F}, true}}, false), 1U);
}

TEST(MuLinUcb, ForcesOneOfFourThenOfFiveAndSoOnAsTheHorizonDoubles)
{
    // ceil(200^0.25) = 4, ceil(400^0.25) = 5, ceil(800^0.25) = 6.
    MuLinUcb bandit(1, MuLinUcb::Options());
    // A server that is known to be bad, so that only force leads there.
    for (int k = 0; k < 100; ++k)
    {
        bandit.Update({1.0F}, 1.0);
    }
    int interval = 4;
    for (int length = 200; length <= 800; length *= 2, ++interval)
    {
        for (int n = 1; n <= length; ++n)
        {
            ASSERT_EQ(bandit.IsForcedNext(), n % interval == 0) << length << " " << n;
            const std::size_t chosen = bandit.Choose(DeviceOrServer(), false);
            EXPECT_EQ(chosen, n % interval == 0 ? 1U : 0U);
        }
    }
    // With nothing but the device there is nothing to force.
    for (int n = 0; n < 20; ++n)
    {
        EXPECT_EQ(bandit.Choose({{0.5, {}, true}, {0.0, {1.0F}, false}}, false), 0U);
    }
}

TEST(MuLinUcb, WithoutForcedSamplingItStaysWithTheDeviceForEverAfterARecovery)
{
    const Recovery recovery = Recover(false);
    EXPECT_GT(recovery.badTrials, 0);
    EXPECT_EQ(recovery.trialsAfter, 0);
}

TEST(MuLinUcb, WithForcedSamplingItFindsTheRecoveryAsSoonAsTheMeanAllows)
{
    const Recovery recovery = Recover(true);
    ASSERT_TRUE(recovery.isFound);
    // The estimate (m + 0.2 g) / (1 + m + g) after m bad and g good trials is below the device's
    // 0.5 when g > (m - 1) 5/3; a trial comes every ceil(1600^0.25) = 7 decisions, at most, while
    // that takes below 2600.
    const double trials = std::ceil((recovery.badTrials - 1) * 5.0 / 3.0) + 1.0;
    ASSERT_LT(7.0 * trials, 2600.0);
    EXPECT_LE(recovery.decisions, 7.0 * (trials + 1.0));
    // From then on it stays with the server.
    EXPECT_GE(recovery.trialsAfter, 4000 - recovery.decisions);
}

TEST(MuLinUcb, RegretIsSubLinearAndBelowWhatForcingAndOptimismMayCost)
{
    // Ten actions with two random features each, cost theta^T x and noise, and a device at a random
    // known cost.
    const std::vector<double> theta{0.6, 0.4};
    MuLinUcb::Options options;
    options.alpha = 0.5;
    MuLinUcb bandit(2, options);
    RandomStream random(9);
    double regret = 0.0;
    double atQuarter = 0.0;
    const int steps = 12800;
    for (int n = 1; n <= steps; ++n)
    {
        std::vector<MuLinUcb::Choice> choices{{random.Uniform(), {}, true}};
        std::vector<double> costs{choices[0].knownCost};
        for (int k = 0; k < 10; ++k)
        {
            choices.push_back(
                {0.0,
                 {static_cast<float>(random.Uniform()), static_cast<float>(random.Uniform())},
                 true});
            const Observation& x = choices.back().context;
            costs.push_back(theta[0] * x[0] + theta[1] * x[1]);
        }
        const std::size_t chosen = bandit.Choose(choices, n % 2 == 0);
        regret += costs[chosen] - *std::min_element(costs.begin(), costs.end());
        if (chosen > 0)
        {
            bandit.Update(choices[chosen].context, costs[chosen] + 0.1 * random.Normal());
        }
        atQuarter = n == steps / 4 ? regret : atQuarter;
    }
    // Forced decisions: below sum of T_i^0.75 over the doubling phases, at most 2.47 T^0.75; one
    // costs at most 1, the largest gap. The others: 2 alpha sqrt(2 d T ln(1 + T d)), the elliptical
    // potential lemma with |x|^2 <= d.
    const double forced = 2.47 * std::pow(steps, 0.75);
    const double optimism = 2.0 * 0.5 * std::sqrt(2.0 * 2.0 * steps * std::log(1.0 + 2.0 * steps));
    EXPECT_LT(regret, forced + optimism);
    // Four times the time: below 4^0.75 = 2.83 times the regret, where a linear one would have 4
    // times.
    EXPECT_LT(regret, std::pow(4.0, 0.75) * atQuarter * 1.05);
    EXPECT_NEAR(bandit.Estimate({1.0F, 0.0F}), 0.6, 0.05);
    EXPECT_NEAR(bandit.Estimate({0.0F, 1.0F}), 0.4, 0.05);
}

TEST(MuLinUcb, ResumesBitIdenticallyAndRefusesOtherFiles)
{
    MuLinUcb bandit(1, MuLinUcb::Options());
    RandomStream random(3);
    const auto run = [](MuLinUcb& which, RandomStream world) {
        std::vector<double> trace;
        for (int n = 0; n < 300; ++n)
        {
            const std::size_t chosen = which.Choose(DeviceOrServer(), n % 3 == 0);
            if (chosen == 1)
            {
                which.Update({1.0F}, world.Uniform());
            }
            trace.push_back(static_cast<double>(chosen));
            trace.push_back(which.Estimate({1.0F}));
        }
        return trace;
    };
    run(bandit, random);
    MuLinUcb resumed(1, MuLinUcb::Options());
    resumed.Restore(ParseSafetensors(FormatSafetensors(bandit.ToFile()), "x"), "x");
    EXPECT_EQ(run(resumed, RandomStream(4)), run(bandit, RandomStream(4)));
    EXPECT_EQ(FormatSafetensors(resumed.ToFile()), FormatSafetensors(bandit.ToFile()));
    EXPECT_THROW(MuLinUcb(2, MuLinUcb::Options()).Restore(bandit.ToFile(), "x"), ConfigError);
    SafetensorsFile bad = bandit.ToFile();
    bad.doubleTensors["phase.decisions"].values[0] = 1e6;
    EXPECT_THROW(resumed.Restore(bad, "x"), ConfigError);
}
