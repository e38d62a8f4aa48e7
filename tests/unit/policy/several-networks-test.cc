/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Requests that ask for different networks.
 */
#include "policy/action-space.h"
#include "policy/observation-encoder.h"

#include "policy-fixture.h"
#include "support/complaint.h"
#include "support/temporary-folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace edgeward;

namespace
{

constexpr DnnId CLASSIFIER = 0;
constexpr DnnId DETECTOR = 1;
constexpr VariantId BIG = 0;
constexpr VariantId MIDDLE = 1;
constexpr VariantId SMALL = 2;

class SeveralNetworksTest : public testing::Test
{
  protected:
    ActionMask
    MaskOf(DnnId dnn, ActionForm form = ActionForm::JOINT)
    {
        ActionMask mask;
        context.request.dnn = dnn;
        actions.Mask(context, form, mask);
        return mask;
    }

    VariantId
    ChosenBy(const std::string& policy, DnnId dnn)
    {
        context.request.dnn = dnn;
        return StartPolicy(policy, environment)->Decide({context}).at(0).stages.at(0).variant;
    }

    PolicyEnvironment environment = MakeTwoNetworks(2, {NodeRole::EDGE});
    ActionSpace actions{environment};
    DecisionContext context = MakeContext(environment, 1);
};

} // namespace

TEST_F(SeveralNetworksTest, OnlyVariantsOfTheNetworkAskedForAreAllowed)
{
    EXPECT_EQ(MaskOf(CLASSIFIER), (ActionMask{1, 1, 0, 1, 1, 0}));
    EXPECT_EQ(MaskOf(DETECTOR), (ActionMask{0, 1, 1, 0, 1, 1}));
    EXPECT_EQ(MaskOf(DETECTOR, ActionForm::BRANCHES), (ActionMask{1, 1, 0, 1, 1}));
    EXPECT_TRUE(actions.IsVariantAllowed(context.request, SMALL));
    EXPECT_FALSE(actions.IsVariantAllowed(context.request, BIG));
    EXPECT_TRUE(environment.MayAnswer(CLASSIFIER, MIDDLE));
    EXPECT_FALSE(environment.MayAnswer(CLASSIFIER, SMALL));
    EXPECT_FALSE(environment.MayAnswer(2, SMALL)); // there is no such network
}

TEST_F(SeveralNetworksTest, AFloorCountsAmongTheVariantsOfTheNetwork)
{
    context.request.accuracyFloor = 0.85; // "big" meets it, of the detector's nothing does
    EXPECT_EQ(MaskOf(CLASSIFIER), (ActionMask{1, 0, 0, 1, 0, 0}));
    EXPECT_EQ(MaskOf(DETECTOR), (ActionMask{0, 1, 0, 0, 1, 0}));
    EXPECT_DOUBLE_EQ(actions.AllowedShare(context.request), 0.5);
    EXPECT_EQ(actions.FastestVariant(context, 1), MIDDLE);
}

TEST_F(SeveralNetworksTest, BaselinesTakeTheFastestVariantOfTheNetwork)
{
    for (const char* const policy : {"local", "edge", "round-robin", "greedy"})
    {
        EXPECT_EQ(ChosenBy(policy, CLASSIFIER), MIDDLE) << policy;
        EXPECT_EQ(ChosenBy(policy, DETECTOR), SMALL) << policy;
    }
}

TEST_F(SeveralNetworksTest, AFixedVariantHoldsForRequestsThatMayUseIt)
{
    EXPECT_EQ(ChosenBy("edge(variant=big)", CLASSIFIER), BIG);
    EXPECT_EQ(ChosenBy("edge(variant=big)", DETECTOR), SMALL);
}

TEST_F(SeveralNetworksTest, AnObservationSaysWhichNetworkIsAskedFor)
{
    const ObservationEncoder one(MakeEnvironment(2, {NodeRole::EDGE}));
    const ObservationEncoder two(environment);
    EXPECT_EQ(two.Spec().Size(), one.Spec().Size() + 2);
    EXPECT_NE(one.Spec().Difference(two.Spec(), "one", "two"), "");
    const ObservationField& field = two.Spec().Fields().back();
    EXPECT_EQ(field.name, "network");
    EXPECT_EQ(field.transform, "1 for the one of classifier, detector");

    Observation observation;
    context.request.dnn = DETECTOR;
    two.Encode(context, observation);
    EXPECT_EQ(observation.at(one.Spec().Size()), 0.0F);
    EXPECT_EQ(observation.back(), 1.0F);
    context.request.dnn = CLASSIFIER;
    two.Encode(context, observation);
    EXPECT_EQ(observation.at(one.Spec().Size()), 1.0F);
    EXPECT_EQ(observation.back(), 0.0F);
}

TEST_F(SeveralNetworksTest, AnEnvironmentNeedsANetworkAndANetworkVariants)
{
    environment.dnns[1].variants.clear();
    EXPECT_THROW(ActionSpace{environment}, std::logic_error);
    environment.dnns.clear();
    EXPECT_THROW(ActionSpace{environment}, std::logic_error);
}
