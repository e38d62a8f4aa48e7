/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/action-space.h"

#include "policy-fixture.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace edgeward;

namespace
{

/** What it takes to make a policy that cannot be made by its name alone in this program. */
std::string
SpecOf(const std::string& name)
{
    if (name == "bdq")
    {
        return "bdq(startEpsilon=0.1,endEpsilon=0.1,hiddenLayers=16,branchUnits=8)";
    }
    if (name == "sdqn")
    {
        return "sdqn(startEpsilon=0.1,endEpsilon=0.1,hiddenLayers=16)";
    }
    return name == "dqn" ? "dqn(learner=fake)" : name;
}

std::vector<std::string>
AllPolicies()
{
    return Registry<Policy>::Names();
}

/** Runs a policy over random contexts, one or several at once, with records coming back late and
 * out of order. */
class EveryPolicyTest : public testing::TestWithParam<std::string>
{
  protected:
    /** Actions of a whole run, checked one by one. */
    std::vector<std::int32_t>
    Run(Policy& policy, std::uint64_t contextSeed, std::size_t setSize) const
    {
        const ActionSpace actions(environment);
        RandomStream random(contextSeed);
        std::vector<std::int32_t> taken;
        std::vector<RequestRecord> inFlight;
        RequestId request = 0;
        for (int round = 0; round < 150; ++round)
        {
            std::vector<DecisionContext> contexts;
            for (std::size_t k = 0; k < setSize; ++k)
            {
                contexts.push_back(RandomContext(environment, random, request));
                // Decisions of one set are taken at one instant.
                contexts.back().nowNs = 2000000000 + round * 1000000000LL;
                ++request;
            }
            const std::vector<Plan> plans = policy.Decide(contexts);
            EXPECT_EQ(plans.size(), contexts.size());
            for (std::size_t k = 0; k < plans.size(); ++k)
            {
                CheckPlan(actions, contexts[k], plans[k]);
                taken.push_back(plans[k].action);
                inFlight.push_back(
                    CompletedRecord(environment, contexts[k], plans[k], random.Uniform()));
                inFlight.back().outcome = static_cast<Outcome>(random.Index(4));
            }
            while (inFlight.size() > 5)
            {
                const auto ended = static_cast<std::ptrdiff_t>(random.Index(inFlight.size()));
                policy.Learn(inFlight[static_cast<std::size_t>(ended)]);
                inFlight.erase(inFlight.begin() + ended);
            }
        }
        policy.Finish(200000000000);
        return taken;
    }

    void
    CheckPlan(const ActionSpace& actions, const DecisionContext& context, const Plan& plan) const
    {
        const auto nodes = static_cast<NodeId>(environment.nodes.size());
        ASSERT_EQ(plan.Problem(nodes, static_cast<VariantId>(environment.variants.size())), "");
        EXPECT_TRUE(environment.MayAnswer(context.request.dnn, plan.stages[0].variant));
        ActionMask mask;
        actions.Mask(context, mask);
        ASSERT_GE(plan.action, 0);
        ASSERT_LT(static_cast<std::size_t>(plan.action), mask.size());
        EXPECT_EQ(mask[static_cast<std::size_t>(plan.action)], 1) << "action " << plan.action;
        const Plan expected = actions.ToPlan(context, plan.action);
        EXPECT_EQ(plan.stages[0].node, expected.stages[0].node);
        EXPECT_EQ(plan.stages[0].variant, expected.stages[0].variant);
    }

    PolicyEnvironment environment = MakeEnvironment(3, {NodeRole::EDGE, NodeRole::CLOUD});
};

} // namespace

TEST_P(EveryPolicyTest, IsDescribed)
{
    const Registry<Policy>::Info& info = Registry<Policy>::Find(GetParam());
    EXPECT_GT(info.help.size(), 20U);
    EXPECT_EQ(info.help.back(), '.');
    for (const ParameterInfo& parameter : info.parameters)
    {
        EXPECT_FALSE(parameter.name.empty());
        EXPECT_GT(parameter.help.size(), 10U) << parameter.name;
    }
}

TEST_P(EveryPolicyTest, RefusesAParameterThatItDoesNotHave)
{
    Spec spec = Spec::Parse(SpecOf(GetParam()));
    spec.Set("noSuchParameter", "1");
    EXPECT_THROW(Registry<Policy>::Create(spec), ConfigError);
}

TEST_P(EveryPolicyTest, TakesOnlyAllowedActionsAndMakesSoundPlans)
{
    for (const std::size_t setSize : {1, 3})
    {
        Run(*StartPolicy(SpecOf(GetParam()), environment), 11, setSize);
    }
}

TEST_P(EveryPolicyTest, AnswersWithTheNetworkThatIsAskedFor)
{
    environment = MakeTwoNetworks(3, {NodeRole::EDGE, NodeRole::CLOUD});
    for (const std::size_t setSize : {1, 3})
    {
        Run(*StartPolicy(SpecOf(GetParam()), environment), 17, setSize);
    }
}

TEST_P(EveryPolicyTest, DecidesTheSameWithTheSameSeed)
{
    const std::vector<std::int32_t> first =
        Run(*StartPolicy(SpecOf(GetParam()), environment), 12, 1);
    const std::vector<std::int32_t> second =
        Run(*StartPolicy(SpecOf(GetParam()), environment), 12, 1);
    EXPECT_EQ(first, second);
    EXPECT_NE(first, Run(*StartPolicy(SpecOf(GetParam()), environment), 13, 1)); // other requests
}

TEST_P(EveryPolicyTest, LivesThroughSeveralRuns)
{
    const std::unique_ptr<Policy> policy = StartPolicy(SpecOf(GetParam()), environment);
    Run(*policy, 14, 1);
    environment.run = 1;
    policy->Start(environment);
    Run(*policy, 15, 1);
}

TEST_P(EveryPolicyTest, WorksWithOneDeviceAndWithRecordsOfOthers)
{
    environment = MakeEnvironment(1, {NodeRole::EDGE, NodeRole::CLOUD});
    const std::unique_ptr<Policy> policy = StartPolicy(SpecOf(GetParam()), environment);
    RequestRecord unknown;
    unknown.request.id = 77777;
    policy->Learn(unknown);
    Run(*policy, 16, 1);
}

INSTANTIATE_TEST_SUITE_P(Registered,
                         EveryPolicyTest,
                         testing::ValuesIn(AllPolicies()),
                         [](const auto& info) {
                             std::string name = info.param;
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });
