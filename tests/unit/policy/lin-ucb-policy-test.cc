/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/learning-policy.h"

#include "policy-fixture.h"
#include "support/complaint.h"
#include "support/temporary-folder.h"

#include <gtest/gtest.h>

using namespace edgeward;

namespace
{

/** The true world: the edge answers in 50 ms, everything else takes a second, whatever is
 * predicted. */
double
TrueSeconds(const Plan& plan)
{
    return plan.stages[0].node == 1 ? 0.05 : 1.0;
}

class LinUcbPolicyTest : public testing::Test
{
  protected:
    /** Share of decisions for the edge in @p decisions. */
    double
    EdgeShare(Policy& policy, int decisions)
    {
        int onEdge = 0;
        for (int k = 0; k < decisions; ++k)
        {
            const DecisionContext context = MakeContext(environment, 0, next++);
            const Plan plan = policy.Decide({context})[0];
            policy.Learn(CompletedRecord(environment, context, plan, TrueSeconds(plan)));
            onEdge += plan.stages[0].node == 1 ? 1 : 0;
        }
        return onEdge / static_cast<double>(decisions);
    }

    PolicyEnvironment environment = MakeEnvironment(1, {NodeRole::EDGE, NodeRole::CLOUD});
    RequestId next = 0;
};

LearningPolicy&
AsLearning(Policy& policy)
{
    return dynamic_cast<LearningPolicy&>(policy);
}

} // namespace

TEST_F(LinUcbPolicyTest, LearnsWhatPredictionsDoNotSay)
{
    const std::unique_ptr<Policy> policy = StartPolicy("lin-ucb(alpha=0.5)", environment);
    EdgeShare(*policy, 300);
    EXPECT_GT(EdgeShare(*policy, 200), 0.95);
    EXPECT_EQ(AsLearning(*policy).Progress().updates, 500U);
}

TEST_F(LinUcbPolicyTest, WhatItLearnedOutlivesARunAndAFolder)
{
    const TemporaryFolder folder;
    const std::unique_ptr<Policy> policy = StartPolicy("lin-ucb(alpha=0.5)", environment);
    EdgeShare(*policy, 300);
    policy->Finish(0);
    policy->Start(environment);
    EXPECT_GT(EdgeShare(*policy, 100), 0.95);
    AsLearning(*policy).Save(folder / "trained");
    const std::unique_ptr<Policy> other =
        StartPolicy("lin-ucb(alpha=0.5,checkpoint=" + folder / "trained" + ")", environment);
    EXPECT_GT(EdgeShare(*other, 100), 0.95);
    EXPECT_EQ(AsLearning(*other).Progress().updates, 500U);
}

TEST_F(LinUcbPolicyTest, WithoutTrainingItStaysAsItIs)
{
    const std::unique_ptr<Policy> policy = StartPolicy("lin-ucb", environment);
    AsLearning(*policy).SetTraining(false);
    EdgeShare(*policy, 50);
    EXPECT_EQ(AsLearning(*policy).Progress().updates, 0U);
}

TEST_F(LinUcbPolicyTest, RequestsCutOffByTheHorizonTeachNothing)
{
    const std::unique_ptr<Policy> policy = StartPolicy("lin-ucb", environment);
    const DecisionContext context = MakeContext(environment, 0, 5);
    RequestRecord record = CompletedRecord(environment, context, policy->Decide({context})[0], 1.0);
    record.outcome = Outcome::UNFINISHED;
    policy->Learn(record);
    EXPECT_EQ(AsLearning(*policy).Progress().updates, 0U);
}

TEST_F(LinUcbPolicyTest, RefusesTheFolderOfAnotherScenario)
{
    const TemporaryFolder folder;
    AsLearning(*StartPolicy("lin-ucb", environment)).Save(folder.Path());
    const std::string spec = "lin-ucb(checkpoint=" + folder.Path() + ")";
    EXPECT_NE(Complaint([&] { StartPolicy(spec, MakeEnvironment(1, {NodeRole::EDGE})); })
                  .find("'device, edge-1' in this scenario but 'device, edge-1, cloud-2' in the "
                        "checkpoint"),
              std::string::npos);
    EXPECT_NE(
        Complaint([&] { StartPolicy("lin-ucb(checkpoint=" + folder / "none" + ")", environment); }),
        "");
}
