/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/environment-loop.h"
#include "rl/tabular-model.h"

#include <gtest/gtest.h>

using namespace edgeward;

namespace
{

std::unique_ptr<Environment>
MakeLake(const std::string& map)
{
    return Registry<Environment>::Create(Spec::Parse("frozen-lake(map=" + map + ")"));
}

/** Exact expected return of the greedy policy that tabular-q has after @p steps steps with @p seed.
 */
double
GreedyReturn(const std::string& map, std::uint64_t seed, std::uint64_t steps)
{
    const std::unique_ptr<Environment> lake = MakeLake(map);
    const std::unique_ptr<Learner> learner = Registry<Learner>::Create(
        Spec::Parse("tabular-q(bins=2,learningRate=1,omega=0.6,endEpsilon=0.1)"));
    learner->Start(EnvironmentLoop::ProblemOf(*lake, seed, steps));
    EnvironmentLoop(*lake, *learner, 0.99, seed).Run(steps);
    std::vector<std::int32_t> choices;
    for (std::size_t tile = 0; tile < lake->Model()->States(); ++tile)
    {
        lake->ResetTo({static_cast<double>(tile)});
        choices.push_back(learner->ActGreedily(lake->Now(), lake->Mask()));
    }
    const TabularModel& model = *lake->Model();
    return model.Returns(model.Deterministic(choices), lake->StepLimit())[0];
}

} // namespace

// The policies are evaluated by dynamic programming, so that there is no sampling error: 2 % is 2
// %.

TEST(TabularQOnFrozenLake, IsWithinTwoPercentOfTheExactOptimumOfTheSmallLakeWithEverySeed)
{
    const double optimum = MakeLake("4x4")->Model()->OptimalReturns(100)[0];
    for (std::uint64_t seed = 1; seed <= 5; ++seed)
    {
        const double reached = GreedyReturn("4x4", seed, 300000);
        RecordProperty("seed" + std::to_string(seed), std::to_string(reached));
        EXPECT_GE(reached, 0.98 * optimum) << "seed " << seed;
    }
}

TEST(TabularQOnFrozenLake, IsWithinTwoPercentOfTheExactOptimumOfTheLargeLake)
{
    const double optimum = MakeLake("8x8")->Model()->OptimalReturns(200)[0];
    for (std::uint64_t seed = 1; seed <= 3; ++seed)
    {
        const double reached = GreedyReturn("8x8", seed, 2000000);
        RecordProperty("seed" + std::to_string(seed), std::to_string(reached));
        EXPECT_GE(reached, 0.98 * optimum) << "seed " << seed;
    }
}
