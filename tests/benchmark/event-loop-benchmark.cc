/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Decisions of a trained policy within the simulator's event loop.
 */
#include "policy/learning-policy.h"
#include "support/temporary-folder.h"

#include "decision-world.h"

#include "ns3/nstime.h"
#include "ns3/simulator.h"

#include <benchmark/benchmark.h>

namespace edgeward
{

namespace
{

using namespace ns3;

/** Twelve actions, as the network of the target has. */
constexpr int VARIANTS = 4;

/** A policy that acts from a folder, as "edgeward evaluate" makes it; what the weights are does not
 * change what they cost. */
std::unique_ptr<Policy>
MakeTrained(const PolicyEnvironment& environment)
{
    const TemporaryFolder folder;
    const auto learning =
        Registry<Policy>::Create(Spec::Parse("dqn(backend=eigen,hiddenLayers=64-64)"));
    dynamic_cast<LearningPolicy&>(*learning).SetTotalSteps(1000);
    learning->Start(environment);
    dynamic_cast<LearningPolicy&>(*learning).Save(folder.Path());
    auto trained = Registry<Policy>::Create(Spec::Parse("dqn(checkpoint=" + folder.Path() + ")"));
    trained->Start(environment);
    return trained;
}

/** One event per decision: what the state is, which actions are allowed, their values, the plan. */
class Decider
{
  public:
    explicit Decider(benchmark::State& state)
        : m_state(state)
        , m_policy(MakeTrained(MakeDecisionEnvironment(VARIANTS)))
        , m_contexts{MakeDecisionContext()}
    {
    }

    void
    Decide()
    {
        if (!m_state.KeepRunning())
        {
            return;
        }
        m_contexts[0].nodes[1].backlogSeconds += 1e-6;
        m_contexts[0].nowNs = Simulator::Now().GetNanoSeconds();
        std::vector<Plan> plans = m_policy->Decide(m_contexts);
        benchmark::DoNotOptimize(plans);
        Simulator::Schedule(MicroSeconds(1), &Decider::Decide, this);
    }

  private:
    benchmark::State& m_state;
    std::unique_ptr<Policy> m_policy;
    std::vector<DecisionContext> m_contexts;
};

void
EventDecision(benchmark::State& state)
{
    Decider decider(state);
    Simulator::ScheduleNow(&Decider::Decide, &decider);
    Simulator::Run();
    Simulator::Destroy();
}

BENCHMARK(EventDecision)->Unit(benchmark::kMicrosecond);

} // namespace

} // namespace edgeward
