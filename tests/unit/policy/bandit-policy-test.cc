/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/bandit-policy.h"

#include "policy-fixture.h"
#include "support/complaint.h"
#include "support/temporary-folder.h"

#include "base/file-writer.h"

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

LearningPolicy&
AsLearning(Policy& policy)
{
    return dynamic_cast<LearningPolicy&>(policy);
}

/** The bandits, with parameters that suit rewards of a second's width. */
class BanditPolicyTest : public testing::TestWithParam<std::string>
{
  protected:
    /** Actions of @p decisions requests that are answered at once. */
    std::vector<std::int32_t>
    Run(Policy& policy, int decisions)
    {
        std::vector<std::int32_t> actions;
        for (int k = 0; k < decisions; ++k)
        {
            const DecisionContext context = MakeContext(environment, 0, next++);
            const Plan plan = policy.Decide({context})[0];
            policy.Learn(CompletedRecord(environment, context, plan, TrueSeconds(plan)));
            actions.push_back(plan.action);
        }
        return actions;
    }

    /** Share of @p actions that are on the edge, the first server. */
    double
    EdgeShare(const std::vector<std::int32_t>& actions) const
    {
        int onEdge = 0;
        for (const std::int32_t action : actions)
        {
            onEdge += ActionSpace(environment).PositionOf(action) == 1 ? 1 : 0;
        }
        return onEdge / static_cast<double>(actions.size());
    }

    std::string
    With(const std::string& parameter) const
    {
        return GetParam().substr(0, GetParam().size() - 1) + "," + parameter + ")";
    }

    PolicyEnvironment environment = MakeEnvironment(1, {NodeRole::EDGE, NodeRole::CLOUD});
    RequestId next = 0;
};

} // namespace

TEST_P(BanditPolicyTest, LearnsWhatPredictionsDoNotSayAndActsOnItWhenItIsNotTraining)
{
    const std::unique_ptr<Policy> policy = StartPolicy(GetParam(), environment);
    Run(*policy, 1500);
    EXPECT_GT(EdgeShare(Run(*policy, 200)), 0.7);
    AsLearning(*policy).SetTraining(false);
    const std::uint64_t updates = AsLearning(*policy).Progress().updates;
    EXPECT_EQ(EdgeShare(Run(*policy, 100)), 1.0);
    EXPECT_EQ(AsLearning(*policy).Progress().updates, updates);
}

TEST_P(BanditPolicyTest, SavedAndResumedItIsBitIdentical)
{
    const TemporaryFolder folder;
    const std::unique_ptr<Policy> policy = StartPolicy(GetParam(), environment);
    Run(*policy, 300);
    AsLearning(*policy).Save(folder / "a");
    const std::unique_ptr<Policy> resumed =
        StartPolicy(With("checkpoint=" + folder / "a"), environment);
    EXPECT_EQ(Run(*resumed, 300), Run(*policy, 300));
    AsLearning(*policy).Save(folder / "a");
    AsLearning(*resumed).Save(folder / "b");
    EXPECT_EQ(ReadWholeFile(folder / "a/weights.safetensors"),
              ReadWholeFile(folder / "b/weights.safetensors"));
}

TEST_P(BanditPolicyTest, RequestsCutOffByTheHorizonTeachNothing)
{
    const std::unique_ptr<Policy> policy = StartPolicy(GetParam(), environment);
    for (int k = 0; k < 20; ++k)
    {
        const DecisionContext context = MakeContext(environment, 0, next++);
        RequestRecord record =
            CompletedRecord(environment, context, policy->Decide({context})[0], 1.0);
        record.outcome = Outcome::UNFINISHED;
        policy->Learn(record);
    }
    EXPECT_EQ(AsLearning(*policy).Progress().updates, 0U);
}

TEST_P(BanditPolicyTest, RefusesTheFolderOfAnotherScenario)
{
    const TemporaryFolder folder;
    AsLearning(*StartPolicy(GetParam(), environment)).Save(folder / "a");
    EXPECT_NE(Complaint([&] {
                  StartPolicy(With("checkpoint=" + folder / "a"),
                              MakeEnvironment(1, {NodeRole::EDGE}));
              }),
              "");
    EXPECT_NE(Complaint([&] { StartPolicy(With("checkpoint=" + folder / "none"), environment); }),
              "");
}

INSTANTIATE_TEST_SUITE_P(Bandits,
                         BanditPolicyTest,
                         testing::Values("epsilon-greedy(epsilon=0.1)",
                                         "ucb1(rewardRange=0.3)",
                                         "mu-lin-ucb(alpha=0.5)"),
                         [](const auto& info) { return "Number" + std::to_string(info.index); });

TEST(MuLinUcbPolicy, IsForcedToLookAtTheServersWhenTheDeviceSeemsBest)
{
    // Servers that take 3 s; the device is predicted, rightly, to take less than half a second.
    const PolicyEnvironment environment = MakeEnvironment(1, {NodeRole::EDGE});
    const auto serverShare = [&](const std::string& spec) {
        const std::unique_ptr<Policy> policy = StartPolicy(spec, environment);
        int onServer = 0;
        for (RequestId k = 0; k < 600; ++k)
        {
            const DecisionContext context = MakeContext(environment, 0, k);
            const Plan plan = policy->Decide({context})[0];
            const bool isServer = plan.stages[0].node == 1;
            policy->Learn(CompletedRecord(environment, context, plan, isServer ? 3.0 : 0.4));
            onServer += k >= 200 && isServer ? 1 : 0;
        }
        return onServer / 400.0;
    };
    // The second phase, of 400 requests: one of ceil(400^0.25) = 5.
    EXPECT_EQ(serverShare("mu-lin-ucb(alpha=0.1)"), 0.2);
    EXPECT_EQ(serverShare("mu-lin-ucb(alpha=0.1,forcedSampling=false)"), 0.0);
}
