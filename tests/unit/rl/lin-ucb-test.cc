/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/lin-ucb.h"

#include "base/errors.h"
#include "base/random-stream.h"

#include <Eigen/Dense>
#include <gtest/gtest.h>

#include <cmath>

using namespace edgeward;

namespace
{

Observation
RandomContext(RandomStream& random, std::size_t features)
{
    Observation context(features);
    for (float& value : context)
    {
        value = static_cast<float>(random.Uniform(-1.0, 1.0));
    }
    return context;
}

Eigen::VectorXd
AsVector(const Observation& context)
{
    return Eigen::Map<const Eigen::VectorXf>(context.data(),
                                             static_cast<Eigen::Index>(context.size()))
        .cast<double>();
}

} // namespace

TEST(LinUcb, AgreesWithTheDirectSolutionOfTheRidgeRegression)
{
    const double alpha = 0.7;
    const double ridge = 2.0;
    LinUcb bandit(4, 2, alpha, ridge);
    Eigen::MatrixXd matrix = ridge * Eigen::MatrixXd::Identity(4, 4);
    Eigen::VectorXd moment = Eigen::VectorXd::Zero(4);
    RandomStream random(5);
    for (int k = 0; k < 500; ++k)
    {
        const Observation context = RandomContext(random, 4);
        const double reward = random.Normal();
        bandit.Update(context, 1, reward);
        matrix += AsVector(context) * AsVector(context).transpose();
        moment += reward * AsVector(context);
    }
    const Observation context = RandomContext(random, 4);
    const Eigen::VectorXd x = AsVector(context);
    EXPECT_NEAR(bandit.Estimate(context, 1), x.dot(matrix.ldlt().solve(moment)), 1e-9);
    EXPECT_NEAR(bandit.Bonus(context, 1), alpha * std::sqrt(x.dot(matrix.ldlt().solve(x))), 1e-9);
    // The other action has learned nothing: estimate 0, bound alpha |x| / sqrt(ridge).
    EXPECT_EQ(bandit.Estimate(context, 0), 0.0);
    EXPECT_NEAR(bandit.Bonus(context, 0), alpha * x.norm() / std::sqrt(ridge), 1e-9);
}

TEST(LinUcb, FindsTheBetterActionOfEachContext)
{
    // Rewards are linear in the context; action 0 is better where the first feature is positive.
    LinUcb bandit(2, 2, 1.0, 1.0);
    RandomStream random(6);
    int wrong = 0;
    for (int k = 0; k < 2000; ++k)
    {
        Observation context = RandomContext(random, 2);
        context[1] = 1.0F;
        const std::int32_t action = bandit.Choose(context, {1, 1});
        const double mean = action == 0 ? context[0] : -context[0];
        bandit.Update(context, static_cast<std::size_t>(action), mean + 0.1 * random.Normal());
        const bool isWrong = (action == 0) != (context[0] > 0.0F) && std::abs(context[0]) > 0.2F;
        wrong += k >= 1000 && isWrong ? 1 : 0;
    }
    // Behind the first thousand steps the bound is about 1/sqrt(500) = 0.04: no clear case is
    // missed.
    EXPECT_EQ(wrong, 0);
}

TEST(LinUcb, TriesEveryAllowedActionBeforeItSettles)
{
    LinUcb bandit(1, 3, 1.0, 1.0);
    std::vector<int> tried(3, 0);
    for (int k = 0; k < 30; ++k)
    {
        const std::int32_t action = bandit.Choose({1.0F}, {1, 1, 0});
        ++tried[static_cast<std::size_t>(action)];
        bandit.Update({1.0F}, static_cast<std::size_t>(action), 0.5);
    }
    EXPECT_GT(tried[0], 0);
    EXPECT_GT(tried[1], 0);
    EXPECT_EQ(tried[2], 0);
}

TEST(LinUcb, ContinuesFromItsFile)
{
    LinUcb bandit(3, 2, 0.5, 1.0);
    RandomStream random(8);
    for (int k = 0; k < 50; ++k)
    {
        bandit.Update(RandomContext(random, 3), random.Index(2), random.Normal());
    }
    LinUcb copy(3, 2, 0.5, 1.0);
    copy.Restore(ParseSafetensors(FormatSafetensors(bandit.ToFile()), "x"), "x");
    const Observation context = RandomContext(random, 3);
    bandit.Update(context, 0, 1.0);
    copy.Update(context, 0, 1.0);
    EXPECT_EQ(copy.Estimate(context, 0), bandit.Estimate(context, 0));
    EXPECT_EQ(copy.Bonus(context, 1), bandit.Bonus(context, 1));
    EXPECT_EQ(copy.Updates(), 51U);
}

TEST(LinUcb, RefusesAModelOfAnotherSize)
{
    const SafetensorsFile file = LinUcb(3, 2, 0.5, 1.0).ToFile();
    EXPECT_THROW(LinUcb(4, 2, 0.5, 1.0).Restore(file, "x"), ConfigError);
    EXPECT_THROW(LinUcb(3, 3, 0.5, 1.0).Restore(file, "x"), ConfigError);
    EXPECT_THROW(LinUcb(3, 1, 0.5, 1.0).Restore(file, "x"), ConfigError);
}
