/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/learning-policy.h"

#include "policy-fixture.h"
#include "support/temporary-folder.h"

#include <gtest/gtest.h>

using namespace edgeward;

namespace
{

LearningPolicy&
AsLearning(Policy& policy)
{
    return dynamic_cast<LearningPolicy&>(policy);
}

/** A world in which requests come one by one, and what became of the last of them. */
class A2cPolicyTest : public testing::Test
{
  protected:
    /** Right decisions of @p decisions: the edge while it is idle, the cloud while the edge is
     * busy. */
    double
    RightShare(Policy& policy, int decisions)
    {
        int right = 0;
        for (int k = 0; k < decisions; ++k)
        {
            const bool isBusy = k % 3 == 0;
            DecisionContext context = Next();
            context.nodes[1].backlogSeconds = isBusy ? 1.0 : 0.0;
            const Plan plan = policy.Decide({context})[0];
            const bool isRight = plan.stages[0].node == (isBusy ? 2U : 1U);
            policy.Learn(CompletedRecord(environment, context, plan, isRight ? 0.05 : 1.0));
            right += isRight ? 1 : 0;
        }
        return right / static_cast<double>(decisions);
    }

    /** Mean accuracy of @p decisions; a hundred times as accurate takes a hundred times as long. */
    double
    MeanAccuracy(Policy& policy, int decisions)
    {
        double sum = 0.0;
        for (int k = 0; k < decisions; ++k)
        {
            const DecisionContext context = Next();
            const Plan plan = policy.Decide({context})[0];
            const double accuracy = environment.variants[plan.stages[0].variant].accuracy;
            policy.Learn(
                CompletedRecord(environment, context, plan, 10.0 * (accuracy - 0.7) + 0.01));
            sum += accuracy;
        }
        return sum / decisions;
    }

    DecisionContext
    Next()
    {
        DecisionContext context = MakeContext(environment, 0, next++);
        context.nowNs = static_cast<std::int64_t>(context.request.id) * 1000000000;
        context.request.arrivalNs = context.nowNs;
        return context;
    }

    PolicyEnvironment environment = MakeEnvironment(1, {NodeRole::EDGE, NodeRole::CLOUD});
    RequestId next = 0;
};

const char* const SPEC = "a2c(hiddenLayers=32,rolloutLength=16,learningRate=0.005)";

} // namespace

TEST_F(A2cPolicyTest, LearnsToLookAtTheBacklogAndActsFromItsFolder)
{
    const std::unique_ptr<Policy> policy = StartPolicy(SPEC, environment);
    RightShare(*policy, 8000);
    policy->Finish(0);
    const TemporaryFolder folder;
    AsLearning(*policy).Save(folder / "trained");
    AsLearning(*policy).SetTraining(false);
    policy->Start(environment);
    // A greedy policy in a deterministic world is right always or not.
    EXPECT_EQ(RightShare(*policy, 300), 1.0);
    const std::unique_ptr<Policy> actor =
        StartPolicy("a2c(checkpoint=" + folder / "trained" + ")", environment);
    EXPECT_EQ(RightShare(*actor, 300), 1.0);
    EXPECT_THROW(StartPolicy("dqn(checkpoint=" + folder / "trained" + ")", environment),
                 ConfigError);
}

TEST_F(A2cPolicyTest, MeetsAnAccuracyThatItWouldNotChooseByItself)
{
    environment = MakeEnvironment(
        1, {NodeRole::EDGE, NodeRole::CLOUD}, "weighted-cost(accuracyWeight=0,missWeight=0)");
    const std::string spec =
        "a2c(hiddenLayers=32,rolloutLength=16,learningRate=0.003,entropyCoefficient=0.2";
    const std::unique_ptr<Policy> free = StartPolicy(spec + ")", environment);
    MeanAccuracy(*free, 8000);
    EXPECT_LT(MeanAccuracy(*free, 2000), 0.72);
    const std::unique_ptr<Policy> bound =
        StartPolicy(spec + ",minMeanAccuracy=0.8,multiplierRate=0.02)", environment);
    MeanAccuracy(*bound, 20000);
    // One unit of accuracy costs 10 s; the price finds that out, and the mean stays at the
    // floor; three seeds were within 0.0003.
    EXPECT_NEAR(MeanAccuracy(*bound, 10000), 0.8, 0.005);
}
