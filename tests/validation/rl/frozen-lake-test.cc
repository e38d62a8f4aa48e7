/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/environment-loop.h"
#include "rl/tabular-model.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace edgeward;

namespace
{

std::unique_ptr<Environment>
MakeLake(const std::string& map)
{
    return Registry<Environment>::Create(Spec::Parse("frozen-lake(map=" + map + ")"));
}

/** Exact expected return of a policy of @p lake that chooses by tile. */
double
ReturnOf(const Environment& lake, const std::vector<std::int32_t>& choices)
{
    const TabularModel& model = *lake.Model();
    return model.Returns(model.Deterministic(choices), lake.StepLimit())[0];
}

/** Exact expected return of the greedy policy that tabular-q has after @p steps steps with @p seed.
 */
double
LearnedReturn(const std::string& map, double gamma, std::uint64_t seed, std::uint64_t steps)
{
    const std::unique_ptr<Environment> lake = MakeLake(map);
    const std::unique_ptr<Learner> learner = Registry<Learner>::Create(
        Spec::Parse("tabular-q(bins=2,learningRate=1,omega=0.6,endEpsilon=0.2)"));
    learner->Start(EnvironmentLoop::ProblemOf(*lake, seed, steps));
    EnvironmentLoop(*lake, *learner, gamma, seed).Run(steps);
    std::vector<std::int32_t> choices;
    for (std::size_t tile = 0; tile < lake->Model()->States(); ++tile)
    {
        lake->ResetTo({static_cast<double>(tile)});
        choices.push_back(learner->ActGreedily(lake->Now(), lake->Mask()));
    }
    return ReturnOf(*lake, choices);
}

/** Exact expected return of the policy that is greedy in the exact Q* of @p gamma. */
double
ExactReturn(const std::string& map, double gamma)
{
    const std::unique_ptr<Environment> lake = MakeLake(map);
    const std::vector<double> q = lake->Model()->OptimalValues(gamma);
    std::vector<std::int32_t> choices;
    for (auto row = q.begin(); row != q.end(); row += 4)
    {
        choices.push_back(static_cast<std::int32_t>(std::max_element(row, row + 4) - row));
    }
    return ReturnOf(*lake, choices);
}

} // namespace

// The policies are evaluated by dynamic programming: there is no sampling error, and 2 % is 2 %.

TEST(TabularQOnFrozenLake, IsWithinTwoPercentOfTheExactOptimumOfTheSmallLakeWithEverySeed)
{
    // The optimum knows how many steps are left, the learner does not: that costs 0.5 % of the 2 %.
    const double optimum = MakeLake("4x4")->Model()->OptimalReturns(100)[0];
    for (std::uint64_t seed = 1; seed <= 10; ++seed)
    {
        EXPECT_GE(LearnedReturn("4x4", 0.99, seed, 300000), 0.98 * optimum) << "seed " << seed;
    }
}

TEST(TabularQOnFrozenLake, IsWithinTwoPercentOfWhatTheExactValuesReachOnTheLargeLake)
{
    // Not knowing how many steps are left alone costs about 2 % of the optimum here, so the
    // yardstick is the policy that is greedy in the exact values of the same discount.
    for (std::uint64_t seed = 1; seed <= 3; ++seed)
    {
        EXPECT_GE(LearnedReturn("8x8", 0.995, seed, 2000000), 0.98 * ExactReturn("8x8", 0.995))
            << "seed " << seed;
    }
}
