/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_TESTS_UNIT_POLICY_LEARNING_FIXTURE_H
#define EDGEWARD_TESTS_UNIT_POLICY_LEARNING_FIXTURE_H

#include "policy-fixture.h"

#include "policy/learning-policy.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace edgeward
{

/** A device, an edge server and a cloud with three variants, for policies that learn which node and
 * which variant to take. */
class LearningTest : public testing::Test
{
  protected:
    /** Latency (s) of a request by node and variant. */
    using Latency = std::function<double(NodeId, VariantId)>;

    /**
     * @param name    of the policy
     * @param latency what it is rewarded by
     */
    LearningTest(std::string name, Latency latency)
        : m_name(std::move(name))
        , m_latency(std::move(latency))
    {
    }

    std::unique_ptr<Policy>
    Make(const std::string& parameters) const
    {
        auto policy = Registry<Policy>::Create(Spec::Parse(m_name + "(" + parameters + ")"));
        dynamic_cast<LearningPolicy&>(*policy).SetTotalSteps(2000);
        policy->Start(environment);
        return policy;
    }

    /** Actions for random requests, whose results it learns from. */
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
            const double latency = m_latency(plan.stages[0].node, plan.stages[0].variant);
            policy.Learn(CompletedRecord(environment, context, plan, latency));
            actions.push_back(plan.action);
        }
        policy.Finish(0);
        return actions;
    }

    PolicyEnvironment environment = MakeEnvironment(1, {NodeRole::EDGE, NodeRole::CLOUD});
    RequestId next = 0;

  private:
    std::string m_name;
    Latency m_latency;
};

} // namespace edgeward

#endif // EDGEWARD_TESTS_UNIT_POLICY_LEARNING_FIXTURE_H
