/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * What learning policies tell for the training log.
 */
#include "policy/learning-policy.h"

#include "policy-fixture.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace edgeward;

namespace
{

/** Decides and learns one request after the other. */
class LearningProgressTest : public testing::Test
{
  protected:
    /** @return the reward of the last request */
    double
    Serve(Policy& policy, int requests)
    {
        double reward = 0.0;
        for (int k = 0; k < requests; ++k)
        {
            const DecisionContext context = RandomContext(environment, random, next++);
            const Plan plan = policy.Decide({context})[0];
            const RequestRecord record = CompletedRecord(environment, context, plan, 0.05);
            policy.Learn(record);
            reward = (*environment.reward)(record);
        }
        policy.Finish(0);
        return reward;
    }

    std::unique_ptr<Policy>
    Make(const std::string& spec)
    {
        std::unique_ptr<Policy> policy = Registry<Policy>::Create(Spec::Parse(spec));
        dynamic_cast<LearningPolicy&>(*policy).SetTotalSteps(1000);
        policy->Start(environment);
        return policy;
    }

    static LearnerProgress
    ProgressOf(const Policy& policy)
    {
        return dynamic_cast<const LearningPolicy&>(policy).Progress();
    }

    PolicyEnvironment environment = MakeEnvironment(1, {NodeRole::EDGE, NodeRole::CLOUD});
    RandomStream random{5};
    RequestId next = 0;
};

class EveryLearningProgressTest : public LearningProgressTest,
                                  public testing::WithParamInterface<std::string>
{
};

} // namespace

TEST_P(EveryLearningProgressTest, TellsErrorsAndTimes)
{
    const std::unique_ptr<Policy> policy = Make(GetParam());
    EXPECT_EQ(ProgressOf(*policy).tdError, 0.0) << "before anything was learned";
    Serve(*policy, 200);
    const LearnerProgress progress = ProgressOf(*policy);
    EXPECT_GT(progress.updates, 0U);
    EXPECT_GT(progress.tdError, 0.0);
    EXPECT_GT(progress.loss, 0.0);
    EXPECT_GT(progress.actSeconds, 0.0);
    EXPECT_GT(progress.learnSeconds, 0.0);
}

INSTANTIATE_TEST_SUITE_P(Learning,
                         EveryLearningProgressTest,
                         testing::Values("dqn(backend=eigen,learningStarts=20)",
                                         "epsilon-greedy",
                                         "lin-ucb",
                                         "mu-lin-ucb",
                                         "tabular-q",
                                         "ucb1"),
                         [](const auto& info) { return "Policy" + std::to_string(info.index); });

TEST_F(LearningProgressTest, TellsThePriceOfEveryConstraintThereIs)
{
    // No answer is always right, so each request raises the price.
    const std::unique_ptr<Policy> policy =
        Make("a2c(minMeanAccuracy=1,multiplierRate=5,multiplierStart=1,multiplierMax=3)");
    EXPECT_EQ(ProgressOf(*policy).accuracyMultiplier, 1.0);
    Serve(*policy, 50);
    EXPECT_EQ(ProgressOf(*policy).accuracyMultiplier, 3.0) << "as high as it may be";
    EXPECT_TRUE(std::isnan(ProgressOf(*policy).energyMultiplier)) << "not constrained";
}

TEST_F(LearningProgressTest, AveragesTheErrorsOfABandit)
{
    const std::unique_ptr<Policy> policy = Make("ucb1");
    // The first two rewards are of actions never tried before, expected to be worth 0. The first
    // error counts whole, the second a hundredth.
    const double first = std::abs(Serve(*policy, 1));
    EXPECT_NEAR(ProgressOf(*policy).tdError, first, 1e-12);
    EXPECT_NEAR(ProgressOf(*policy).loss, first * first, 1e-12);
    const double second = std::abs(Serve(*policy, 1));
    EXPECT_NEAR(ProgressOf(*policy).tdError, 0.99 * first + 0.01 * second, 1e-12);
    EXPECT_NEAR(ProgressOf(*policy).loss, 0.99 * first * first + 0.01 * second * second, 1e-12);
    EXPECT_EQ(ProgressOf(*policy).meanQ, 0.0);
}
