/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy-fixture.h"
#include "support/complaint.h"
#include "support/temporary-folder.h"

#include "policy/action-space.h"
#include "policy/learning-policy.h"

#include <gtest/gtest.h>

using namespace edgeward;

namespace
{

const std::string SMALL = "hiddenLayers=16,learningStarts=40,learningRate=0.003,trainFrequency=4,"
                          "targetNetworkFrequency=50";

class SdqnPolicyTest : public testing::Test
{
  protected:
    std::unique_ptr<Policy>
    Make(const std::string& parameters)
    {
        auto policy = Registry<Policy>::Create(Spec::Parse("sdqn(" + parameters + ")"));
        dynamic_cast<LearningPolicy&>(*policy).SetTotalSteps(2000);
        policy->Start(environment);
        return policy;
    }

    /** Actions for random requests. The cloud with the last variant is best, but every other
     * variant is worst there: a matter of the combination. */
    std::vector<std::int32_t>
    Serve(Policy& policy, int requests, std::uint64_t seed)
    {
        RandomStream random(seed);
        std::vector<std::int32_t> actions;
        for (int k = 0; k < requests; ++k)
        {
            DecisionContext context = MakeContext(environment, 0, next++);
            context.ownPending = static_cast<double>(random.Index(20));
            context.nowNs = static_cast<std::int64_t>(next) * 1000000000;
            const Plan plan = policy.Decide({context})[0];
            const bool isCloud = plan.stages[0].node == 2;
            const bool isLast = plan.stages[0].variant == 2;
            const double latency = isCloud ? (isLast ? 0.0 : 2.0) : 1.0;
            policy.Learn(CompletedRecord(environment, context, plan, latency));
            actions.push_back(plan.action);
        }
        policy.Finish(0);
        return actions;
    }

    PolicyEnvironment environment = MakeEnvironment(1, {NodeRole::EDGE, NodeRole::CLOUD});
    RequestId next = 0;
};

} // namespace

TEST_F(SdqnPolicyTest, MasksCombinationsOfNodeAndVariant)
{
    const ActionSpace actions(environment);
    const DecisionContext context = MakeContext(environment, 0, 0);
    ActionMask joint;
    ActionMask sequence;
    actions.Mask(context, joint);
    actions.Mask(context, ActionForm::SEQUENCE, sequence);
    EXPECT_EQ(sequence, joint);
    EXPECT_EQ(actions.Branches(ActionForm::SEQUENCE).Sizes(),
              (std::vector<std::size_t>{actions.Positions(), actions.Variants()}));
}

TEST_F(SdqnPolicyTest, LearnsACombinationAndActsTheSameFromItsCheckpoint)
{
    const TemporaryFolder folder;
    const auto policy = Make(SMALL);
    Serve(*policy, 2000, 1);
    dynamic_cast<LearningPolicy&>(*policy).SetTraining(false);
    policy->Start(environment);
    const std::vector<std::int32_t> learned = Serve(*policy, 50, 2);
    const ActionSpace actions(environment);
    EXPECT_EQ(learned, std::vector<std::int32_t>(50, actions.Action(2, 2)));
    dynamic_cast<LearningPolicy&>(*policy).Save(folder.Path());
    EXPECT_EQ(Serve(*Make("checkpoint=" + folder.Path()), 50, 2), learned);
    EXPECT_NE(Complaint([&] {
                  Registry<Policy>::Create(Spec::Parse("dqn(checkpoint=" + folder.Path() + ")"));
              }).find("3 outputs"),
              std::string::npos)
        << "three nodes and three variants: three outputs";
}

TEST_F(SdqnPolicyTest, NeedsALearnerOfSuchSequences)
{
    EXPECT_NE(Complaint([&] { Make("learner=dqn,backend=eigen"); }).find("sdqn"),
              std::string::npos);
    EXPECT_NE(Complaint([&] { Make("learner=bdq"); }).find("use sdqn"), std::string::npos);
}
