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

LearningPolicy&
AsLearning(Policy& policy)
{
    return dynamic_cast<LearningPolicy&>(policy);
}

class ImitationPolicyTest : public testing::Test
{
  protected:
    /** Like a simulation's: loads and links vary, everything is reachable. */
    DecisionContext
    Context(RandomStream& random)
    {
        DecisionContext context = MakeContext(environment, 0, next++);
        context.nowNs = static_cast<std::int64_t>(next) * 1000000000;
        for (std::size_t position = 0; position < context.nodes.size(); ++position)
        {
            NodeState& node = context.nodes[position];
            node.backlogSeconds = random.Exponential(0.1);
            node.uploadSeconds = position == 0 ? 0.0 : random.Exponential(0.05);
        }
        return context;
    }

    void
    Teach(Policy& policy, int decisions)
    {
        RandomStream random(4);
        for (int k = 0; k < decisions; ++k)
        {
            const DecisionContext context = Context(random);
            const Plan plan = policy.Decide({context})[0];
            policy.Learn(CompletedRecord(environment, context, plan, 0.1));
        }
        policy.Finish(0);
    }

    /** Share of unseen contexts in which @p policy decides as @p teacher. */
    double
    Agreement(Policy& policy, const std::string& teacher)
    {
        const std::unique_ptr<Policy> right = StartPolicy(teacher, environment);
        RandomStream random(5);
        int equal = 0;
        for (int k = 0; k < 1000; ++k)
        {
            const DecisionContext context = Context(random);
            equal += policy.Decide({context})[0].action == right->Decide({context})[0].action;
        }
        return equal / 1000.0;
    }

    PolicyEnvironment environment = MakeEnvironment(1, {NodeRole::EDGE, NodeRole::CLOUD});
    RequestId next = 0;
};

} // namespace

TEST_F(ImitationPolicyTest, DecidesAsItsTeacherInUnseenSituations)
{
    const std::unique_ptr<Policy> policy = StartPolicy("imitation(teacher=greedy)", environment);
    AsLearning(*policy).SetTotalSteps(8000);
    Teach(*policy, 8000);
    AsLearning(*policy).SetTraining(false);
    policy->Start(environment);
    // Standard error of a share of 0.97 in 1000: 0.005. A constant answer agrees in about half.
    EXPECT_GE(Agreement(*policy, "greedy"), 0.95);
}

TEST_F(ImitationPolicyTest, ActsFromItsFolderAsItDidBeforeAndTrainingContinues)
{
    const TemporaryFolder folder;
    const std::unique_ptr<Policy> policy = StartPolicy("imitation(teacher=edge)", environment);
    Teach(*policy, 500);
    AsLearning(*policy).Save(folder / "trained");
    const std::unique_ptr<Policy> actor =
        StartPolicy("imitation(checkpoint=" + folder / "trained" + ")", environment);
    AsLearning(*policy).SetTraining(false);
    RandomStream random(6);
    for (int k = 0; k < 200; ++k)
    {
        const DecisionContext context = Context(random);
        EXPECT_EQ(actor->Decide({context})[0].action, policy->Decide({context})[0].action);
    }
    const std::unique_ptr<Policy> resumed =
        Registry<Policy>::Create(Spec::Parse("imitation(teacher=edge)"));
    AsLearning(*resumed).Load(folder / "trained");
    resumed->Start(environment);
    EXPECT_EQ(AsLearning(*resumed).Progress().steps, 500U);
    EXPECT_THROW(AsLearning(*actor).Save(folder / "nothing"), IoError);
}

TEST_F(ImitationPolicyTest, TheTeacherActsInAShareThatFalls)
{
    // It always says "cloud" while its untrained student, who never trains, says something else.
    const std::unique_ptr<Policy> policy = StartPolicy(
        "imitation(teacher=cloud,learningStarts=100000,teacherFraction=1)", environment);
    AsLearning(*policy).SetTotalSteps(2000);
    const std::unique_ptr<Policy> teacher = StartPolicy("cloud", environment);
    RandomStream random(4);
    int own[2] = {};
    for (int k = 0; k < 2000; ++k)
    {
        const DecisionContext context = Context(random);
        const bool isTeachers =
            policy->Decide({context})[0].action == teacher->Decide({context})[0].action;
        own[k / 1000] += isTeachers ? 0 : 1;
    }
    // A student that never agrees would act in 0.25 and 0.75 of them; this one hardly ever does.
    EXPECT_GT(own[0], 0);
    EXPECT_GT(own[1], 2 * own[0]);
}

TEST_F(ImitationPolicyTest, OnlyAnOraclesPupilNeedsTheTrueStateAndOnlyWhileItLearns)
{
    const std::unique_ptr<Policy> policy = StartPolicy("imitation(teacher=oracle)", environment);
    EXPECT_TRUE(policy->NeedsTrueState());
    AsLearning(*policy).SetTraining(false);
    EXPECT_FALSE(policy->NeedsTrueState());
    EXPECT_FALSE(StartPolicy("imitation(teacher=greedy)", environment)->NeedsTrueState());
}

TEST_F(ImitationPolicyTest, RefusesTeachersThatAreNotThere)
{
    EXPECT_NE(
        Complaint([&] { StartPolicy("imitation(teacher=greed)", environment); }).find("greedy"),
        std::string::npos);
}
