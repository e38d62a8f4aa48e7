/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/epsilon-greedy-bandit.h"
#include "rl/ucb1.h"

#include "base/errors.h"
#include "base/random-stream.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace edgeward;

namespace
{

/** Three Bernoulli actions; the best one is the second. */
const std::vector<double> MEANS{0.5, 0.7, 0.4};
const ActionMask ALL{1, 1, 1};

/** Expected regret after each of @p steps decisions: the sum of the chosen gaps. */
template <typename Bandit>
std::vector<double>
Regrets(Bandit& bandit, std::uint64_t seed, int steps)
{
    RandomStream world(DeriveSeed(seed, 0, "world"));
    std::vector<double> regrets;
    double regret = 0.0;
    for (int n = 0; n < steps; ++n)
    {
        const auto action = static_cast<std::size_t>(bandit.Choose(ALL));
        bandit.Update(action, world.Uniform() < MEANS[action] ? 1.0 : 0.0);
        regret += 0.7 - MEANS[action];
        regrets.push_back(regret);
    }
    return regrets;
}

/** Mean over twenty seeds of the regret in the first and in the last half. */
struct Halves
{
    double first = 0.0;
    double last = 0.0;
};

template <typename Make>
Halves
MeanRegrets(const Make& make, int steps)
{
    Halves halves;
    const int seeds = 20;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed)
    {
        auto bandit = make(seed);
        const std::vector<double> regrets = Regrets(bandit, seed, steps);
        const double half = regrets[static_cast<std::size_t>(steps / 2 - 1)];
        halves.first += half / seeds;
        halves.last += (regrets.back() - half) / seeds;
    }
    return halves;
}

} // namespace

TEST(BanditArms, MeansAndForgettingAreTheOnesComputedByHand)
{
    BanditArms arms(2);
    arms.Update(1, 4.0);
    arms.Update(1, 1.0);
    arms.Update(1, 1.0);
    EXPECT_DOUBLE_EQ(arms.Mean(1), 2.0);
    EXPECT_EQ(arms.Mean(0), 0.0);
    BanditArms forgetting(1, 0.5);
    // The first reward is taken whole, then half of each difference: 4, 2.5, 1.75.
    forgetting.Update(0, 4.0);
    forgetting.Update(0, 1.0);
    forgetting.Update(0, 1.0);
    EXPECT_DOUBLE_EQ(forgetting.Mean(0), 1.75);
}

TEST(Ucb1, ChoosesTheLargestBoundComputedByHand)
{
    Ucb1 bandit(2, 1.0);
    EXPECT_EQ(bandit.Choose({1, 1}), 0);
    EXPECT_EQ(bandit.Choose({1, 1}), 1);
    bandit.Update(0, 1.0);
    bandit.Update(1, 0.0);
    // n = 2: both have the bonus sqrt(2 ln 2) = 1.18; 2.18 against 1.18.
    EXPECT_EQ(bandit.Choose({1, 1}), 0);
    bandit.Update(0, 0.0);
    // n = 3: 0.5 + sqrt(ln 3) = 1.548 against sqrt(2 ln 3) = 1.482.
    EXPECT_EQ(bandit.Choose({1, 1}), 0);
    bandit.Update(0, 0.0);
    // n = 4: 1/3 + sqrt(2 ln 4 / 3) = 1.295 against sqrt(2 ln 4) = 1.665.
    EXPECT_EQ(bandit.Choose({1, 1}), 1);
    EXPECT_EQ(bandit.Choose({1, 0}), 0);
    EXPECT_EQ(bandit.ChooseGreedily({1, 1}), 0);
    EXPECT_EQ(bandit.ChooseGreedily({0, 1}), 1);
}

TEST(Ucb1, RegretStaysBelowTheTheoremAndIsSubLinear)
{
    const int steps = 20000;
    const Halves halves = MeanRegrets([](std::uint64_t) { return Ucb1(3, 1.0); }, steps);
    // Auer et al. 2002, Theorem 1, gaps 0.2 and 0.3.
    const double bound = 8.0 * std::log(steps) * (1.0 / 0.2 + 1.0 / 0.3) +
                         (1.0 + std::acos(-1.0) * std::acos(-1.0) / 3.0) * 0.5;
    EXPECT_LT(halves.first + halves.last, bound);
    // ln 20000 - ln 10000 is 7.5 % of ln 10000; a linear regret would have equal halves.
    EXPECT_LT(halves.last, 0.25 * halves.first);
}

TEST(EpsilonGreedy, ConstantEpsilonCostsItsShareForEver)
{
    const int steps = 20000;
    const Halves halves = MeanRegrets(
        [](std::uint64_t seed) {
            return EpsilonGreedyBandit(3, EpsilonGreedyBandit::Options(), seed);
        },
        steps);
    // In the last half only exploring is wrong: epsilon times the mean gap of 0.5 / 3 a decision.
    // Of 20 times 10000 decisions 2 % explore visibly: the standard error is below 1 % of the sum;
    // wrong greedy choices add to it.
    const double expected = 0.1 * (0.5 / 3.0) * steps / 2.0;
    EXPECT_NEAR(halves.last, expected, 0.05 * expected);
}

TEST(EpsilonGreedy, DecayingEpsilonHasSubLinearRegret)
{
    const int steps = 20000;
    EpsilonGreedyBandit::Options options;
    options.epsilon = 1.0;
    // c K / d^2 of Theorem 3 with c = 5, K = 3 and the least gap d = 0.2.
    options.decay = 5.0 * 3.0 / 0.04;
    const Halves halves = MeanRegrets(
        [&](std::uint64_t seed) { return EpsilonGreedyBandit(3, options, seed); }, steps);
    // Exploring costs 0.5 / 3 times the sum of epsilon_n: (375 + 375 ln(10000/375)) / 6 = 268 and
    // 375 ln 2 / 6 = 43 in the halves, with some 6 and 3 as standard errors over the seeds, plus
    // greedy mistakes of the first half.
    EXPECT_NEAR(halves.last, 43.3, 12.0);
    EXPECT_GT(halves.first, 220.0);
    EXPECT_LT(halves.last, 0.25 * halves.first);
}

TEST(EpsilonGreedy, TriesAllThatIsAllowedOnceAndNothingElse)
{
    EpsilonGreedyBandit::Options options;
    options.epsilon = 0.5;
    EpsilonGreedyBandit bandit(4, options, 3);
    // Rewards are late: a trial counts from the decision on.
    EXPECT_EQ(bandit.Choose({1, 0, 1, 1}), 0);
    EXPECT_EQ(bandit.Choose({1, 0, 1, 1}), 2);
    EXPECT_EQ(bandit.Choose({1, 0, 1, 1}), 3);
    for (int k = 0; k < 200; ++k)
    {
        EXPECT_NE(bandit.Choose({1, 0, 1, 1}), 1);
    }
    EXPECT_EQ(bandit.Choose({1, 1, 1, 1}), 1);
}

TEST(EpsilonGreedy, SameSeedIsBitIdenticalAndSoIsResuming)
{
    EpsilonGreedyBandit::Options options;
    options.epsilon = 0.3;
    EpsilonGreedyBandit bandit(3, options, 5);
    EpsilonGreedyBandit twin(3, options, 5);
    EpsilonGreedyBandit other(3, options, 6);
    const std::vector<double> regrets = Regrets(bandit, 1, 500);
    EXPECT_EQ(Regrets(twin, 1, 500), regrets);
    EXPECT_NE(Regrets(other, 1, 500), regrets);
    EpsilonGreedyBandit resumed(3, options, 77);
    resumed.Restore(ParseSafetensors(FormatSafetensors(bandit.ToFile()), "x"), "x");
    EXPECT_EQ(Regrets(resumed, 2, 500), Regrets(bandit, 2, 500));
    EXPECT_EQ(FormatSafetensors(resumed.ToFile()), FormatSafetensors(bandit.ToFile()));
    EXPECT_NE(FormatSafetensors(resumed.ToFile()), FormatSafetensors(twin.ToFile()));
}

TEST(Ucb1, ResumesBitIdentically)
{
    Ucb1 bandit(3, 1.0);
    Regrets(bandit, 1, 300);
    Ucb1 resumed(3, 1.0);
    resumed.Restore(ParseSafetensors(FormatSafetensors(bandit.ToFile()), "x"), "x");
    EXPECT_EQ(Regrets(resumed, 2, 300), Regrets(bandit, 2, 300));
    EXPECT_EQ(FormatSafetensors(resumed.ToFile()), FormatSafetensors(bandit.ToFile()));
}

TEST(Ucb1, RefusesFilesThatCannotBeRight)
{
    const SafetensorsFile good = Ucb1(3, 1.0).ToFile();
    Ucb1 bandit(3, 1.0);
    EXPECT_NO_THROW(bandit.Restore(good, "x"));
    EXPECT_THROW(Ucb1(2, 1.0).Restore(good, "x"), ConfigError);
    for (const char* key : {"tries", "rewards", "means"})
    {
        SafetensorsFile bad = good;
        bad.doubleTensors[key].values[1] = std::nan("");
        EXPECT_THROW(bandit.Restore(bad, "x"), ConfigError);
        bad = good;
        bad.doubleTensors.erase(key);
        EXPECT_THROW(bandit.Restore(bad, "x"), ConfigError);
    }
    SafetensorsFile bad = good;
    bad.doubleTensors["tries"].values[0] = -1.0;
    EXPECT_THROW(bandit.Restore(bad, "x"), ConfigError);
}
