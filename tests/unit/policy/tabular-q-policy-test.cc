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

/** The edge is better while its backlog is short, the cloud while it is long; predictions do not
 * say so. */
class TabularQPolicyTest : public testing::Test
{
  protected:
    DecisionContext
    Context(bool isBusy)
    {
        DecisionContext context = MakeContext(environment, 0, next++);
        context.nowNs = static_cast<std::int64_t>(context.request.id) * 1000000000;
        context.nodes[1].backlogSeconds = isBusy ? 1.0 : 0.0;
        return context;
    }

    /** Share of decisions for the right server in @p decisions. */
    double
    RightShare(Policy& policy, int decisions)
    {
        int right = 0;
        for (int k = 0; k < decisions; ++k)
        {
            const bool isBusy = k % 3 == 0;
            const DecisionContext context = Context(isBusy);
            const Plan plan = policy.Decide({context})[0];
            const bool isRight = plan.stages[0].node == (isBusy ? 2U : 1U);
            policy.Learn(CompletedRecord(environment, context, plan, isRight ? 0.05 : 1.0));
            right += isRight ? 1 : 0;
        }
        return right / static_cast<double>(decisions);
    }

    /** A policy that has learned from 3000 requests, and does not explore any more. */
    std::unique_ptr<Policy>
    Trained(const std::string& spec)
    {
        std::unique_ptr<Policy> policy = Registry<Policy>::Create(Spec::Parse(spec));
        AsLearning(*policy).SetTotalSteps(3000);
        policy->Start(environment);
        RightShare(*policy, 3000);
        policy->Finish(0);
        AsLearning(*policy).SetTraining(false);
        policy->Start(environment);
        return policy;
    }

    static LearningPolicy&
    AsLearning(Policy& policy)
    {
        return dynamic_cast<LearningPolicy&>(policy);
    }

    PolicyEnvironment environment = MakeEnvironment(1, {NodeRole::EDGE, NodeRole::CLOUD});
    RequestId next = 0;
};

const char* const SPEC = "tabular-q(fields=backlog+linkRate,bins=3)";

} // namespace

TEST_F(TabularQPolicyTest, LearnsToLookAtTheBacklog)
{
    const std::unique_ptr<Policy> policy = Trained(SPEC);
    // Deterministic world, greedy policy: every decision is right.
    EXPECT_EQ(RightShare(*policy, 300), 1.0);
}

TEST_F(TabularQPolicyTest, ATrainedFolderActsAloneWithTheBinsItWasTrainedWith)
{
    const TemporaryFolder folder;
    AsLearning(*Trained(SPEC)).Save(folder / "trained");
    const std::string checkpoint = "checkpoint=" + folder / "trained";
    // As evaluation writes it: without what only the learner knows.
    std::unique_ptr<Policy> policy = Registry<Policy>::Create(
        Spec::Parse("tabular-q(fields=backlog+linkRate," + checkpoint + ")"));
    AsLearning(*policy).SetTraining(false);
    policy->Start(environment);
    EXPECT_EQ(RightShare(*policy, 300), 1.0);
    EXPECT_EQ(AsLearning(*policy).Progress().steps, 3000U);
}

TEST_F(TabularQPolicyTest, RefusesOtherFieldsAndNamesThatAreNotThere)
{
    const TemporaryFolder folder;
    AsLearning(*Trained(SPEC)).Save(folder / "trained");
    const std::string checkpoint = "checkpoint=" + folder / "trained";
    EXPECT_NE(Complaint([&] {
                  StartPolicy("tabular-q(fields=backlog," + checkpoint + ")", environment);
              }).find("the checkpoint"),
              std::string::npos);
    EXPECT_NE(Complaint([&] {
                  StartPolicy("tabular-q(fields=backlogg)", environment);
              }).find("did you mean 'backlog'"),
              std::string::npos);
    EXPECT_NE(Complaint([&] { StartPolicy("tabular-q(bins=4-4)", environment); }).find("2 entries"),
              std::string::npos);
}

TEST_F(TabularQPolicyTest, EveryDeviceMayHaveATableOfItsOwn)
{
    environment = MakeEnvironment(3, {NodeRole::EDGE, NodeRole::CLOUD});
    const TemporaryFolder folder;
    const std::unique_ptr<Policy> policy = StartPolicy("tabular-q(sharedTable=false)", environment);
    AsLearning(*policy).Save(folder / "own");
    const std::string checkpoint = "checkpoint=" + folder / "own";
    EXPECT_EQ(Complaint([&] {
                  StartPolicy("tabular-q(sharedTable=false," + checkpoint + ")", environment);
              }),
              "");
    EXPECT_NE(Complaint([&] {
                  StartPolicy("tabular-q(" + checkpoint + ")", environment);
              }).find("has 3 tables, this run has 1"),
              std::string::npos);
}
