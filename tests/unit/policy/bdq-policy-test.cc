/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "learning-fixture.h"
#include "support/complaint.h"
#include "support/temporary-folder.h"

#include "policy/action-space.h"
#include "policy/learning-policy.h"

#include <gtest/gtest.h>

using namespace edgeward;

namespace
{

const std::string SMALL = "backend=eigen,hiddenLayers=16,branchUnits=8,learningStarts=20,"
                          "learningRate=0.003,trainFrequency=2,targetNetworkFrequency=50";

class BdqPolicyTest : public LearningTest
{
  protected:
    /** The edge with the middle variant is best; either helps by itself. */
    BdqPolicyTest()
        : LearningTest("bdq", [](NodeId node, VariantId variant) {
            return (node == 1 ? 0.0 : 1.0) + (variant == 1 ? 0.0 : 1.0);
        })
    {
    }
};

} // namespace

TEST_F(BdqPolicyTest, MasksOfBranchesAllowTheSameActions)
{
    const ActionSpace actions(environment);
    const ActionBranches branches = actions.Branches(ActionForm::BRANCHES);
    ASSERT_EQ(branches.JointActions(), actions.Size());
    RandomStream random(3);
    for (RequestId request = 0; request < 100; ++request)
    {
        const DecisionContext context = RandomContext(environment, random, request);
        ActionMask joint;
        ActionMask factored;
        actions.Mask(context, joint);
        actions.Mask(context, ActionForm::BRANCHES, factored);
        ASSERT_EQ(factored.size(), branches.Alternatives());
        for (std::size_t action = 0; action < joint.size(); ++action)
        {
            const auto choices = branches.Split(static_cast<std::int32_t>(action));
            EXPECT_EQ(static_cast<std::size_t>(choices[0]),
                      actions.PositionOf(static_cast<std::int32_t>(action)));
            EXPECT_EQ(joint[action] != 0,
                      factored[static_cast<std::size_t>(choices[0])] != 0 &&
                          factored[actions.Positions() + static_cast<std::size_t>(choices[1])] !=
                              0);
        }
    }
}

TEST_F(BdqPolicyTest, LearnsNodeAndVariantAndActsTheSameFromItsCheckpoint)
{
    const TemporaryFolder folder;
    const auto policy = Make(SMALL);
    Serve(*policy, 2000, 1);
    dynamic_cast<LearningPolicy&>(*policy).SetTraining(false);
    policy->Start(environment);
    const std::vector<std::int32_t> learned = Serve(*policy, 50, 2);
    const ActionSpace actions(environment);
    EXPECT_EQ(learned, std::vector<std::int32_t>(50, actions.Action(1, 1)));
    dynamic_cast<LearningPolicy&>(*policy).Save(folder.Path());
    EXPECT_EQ(Serve(*Make("checkpoint=" + folder.Path()), 50, 2), learned);
    EXPECT_NE(Complaint([&] {
                  Registry<Policy>::Create(Spec::Parse("dqn(checkpoint=" + folder.Path() + ")"));
              }).find("6"),
              std::string::npos)
        << "three nodes and three variants: nine joint actions, six outputs";
}

TEST_F(BdqPolicyTest, NeedsALearnerOfSeveralChoices)
{
    EXPECT_NE(Complaint([&] { Make("learner=dqn,backend=eigen"); }).find("use bdq"),
              std::string::npos);
}
