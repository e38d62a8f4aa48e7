/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/learning-policy.h"

#include "support/tiny-world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

using namespace edgeward;

namespace
{

/** Acts as one policy does and counts how often another one would do the same. */
class WatchedPolicy : public Policy
{
  public:
    WatchedPolicy(Policy& acting, Policy& watching)
        : m_acting(acting)
        , m_watching(watching)
    {
    }

    void
    Start(const PolicyEnvironment& environment) override
    {
        m_acting.Start(environment);
        m_watching.Start(environment);
    }

    std::vector<Plan>
    Decide(const std::vector<DecisionContext>& contexts) override
    {
        const std::vector<Plan> plans = m_acting.Decide(contexts);
        const std::vector<Plan> others = m_watching.Decide(contexts);
        for (std::size_t k = 0; k < plans.size(); ++k)
        {
            equal += plans[k].action == others[k].action ? 1 : 0;
            ++decisions;
            ++actions[plans[k].action];
        }
        return plans;
    }

    int equal = 0;
    int decisions = 0;
    std::map<std::int32_t, int> actions; ///< how often each was taken

  private:
    Policy& m_acting;
    Policy& m_watching;
};

} // namespace

TEST(Imitation, DecidesAsGreedyDoesInASimulation)
{
    // Every node is as slow as a camera, so that queues decide where a picture is answered first.
    const std::vector<Override> overrides = {
        {"run.duration_s", "10"},
        {"servers.0.profile", "raspberry-pi-4"},
        {"servers.1.profile", "raspberry-pi-4"},
        {"devices.0.count", "2"},
        {"devices.0.workload.interarrival_s", "\"ns3::ExponentialRandomVariable[Mean=0.01]\""}};
    const std::unique_ptr<Policy> pupil =
        Registry<Policy>::Create(Spec::Parse("imitation(teacher=greedy)"));
    auto& learning = dynamic_cast<LearningPolicy&>(*pupil);
    constexpr std::uint64_t EPISODES = 4;
    learning.SetTotalSteps(EPISODES * 2000);
    for (std::uint64_t episode = 0; episode < EPISODES; ++episode)
    {
        RunTiny(*pupil, overrides, 1, episode);
    }
    learning.SetTraining(false);
    const std::unique_ptr<Policy> greedy = Registry<Policy>::Create(Spec::Parse("greedy"));
    WatchedPolicy watched(*pupil, *greedy);
    RunTiny(watched, overrides, 1, 1000);
    ASSERT_GT(watched.decisions, 1500);
    int most = 0;
    for (const auto& entry : watched.actions)
    {
        most = std::max(most, entry.second);
    }
    // What a constant answer would get.
    EXPECT_LT(most, 0.9 * watched.decisions);
    RecordProperty("constant", std::to_string(most / double(watched.decisions)));
    EXPECT_GE(watched.equal, 0.95 * watched.decisions);
    RecordProperty("agreement", std::to_string(watched.equal / double(watched.decisions)));
}
