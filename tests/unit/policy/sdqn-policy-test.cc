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

const std::string SMALL = "hiddenLayers=16,learningStarts=40,learningRate=0.003,trainFrequency=4,"
                          "targetNetworkFrequency=50";

class SdqnPolicyTest : public LearningTest
{
  protected:
    /** The cloud with the last variant is best, but every other variant is worst there: a matter of
     * the combination. */
    SdqnPolicyTest()
        : LearningTest("sdqn", [](NodeId node, VariantId variant) {
            return node != 2 ? 1.0 : variant == 2 ? 0.0 : 2.0;
        })
    {
    }
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
