/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_TESTS_UNIT_POLICY_FAKE_LEARNER_H
#define EDGEWARD_TESTS_UNIT_POLICY_FAKE_LEARNER_H

#include "base/random-stream.h"
#include "rl/learner.h"
#include "rl/mlp.h"

#include <vector>

namespace edgeward
{

/**
 * A learner that remembers what it is told, registered as "fake": acts at random from its seed,
 * greedily by a random network of its seed, which is what it saves. Parameters: "hidden" (units),
 * "broken" (Observe() throws).
 */
class FakeLearner : public Learner
{
  public:
    explicit FakeLearner(const Spec& spec);
    ~FakeLearner() override;

    /** Learners that were started and are alive, in the order of their start. */
    static std::vector<FakeLearner*>& Alive();

    void Start(const LearnerProblem& problem) override;
    std::int32_t Act(const Observation& observation, const ActionMask& mask) override;
    std::int32_t ActGreedily(const Observation& observation, const ActionMask& mask) override;
    void Observe(const Transition& transition) override;
    LearnerProgress Progress() const override;
    void Save(const std::string& folder) const override;
    void Load(const std::string& folder) override;

    std::size_t hidden;
    bool isBroken;
    LearnerProblem problem;
    std::vector<Transition> transitions;
    std::uint64_t acted = 0;

  private:
    RandomStream m_random{0};
    Mlp m_network{{1, 1}};
};

} // namespace edgeward

#endif // EDGEWARD_TESTS_UNIT_POLICY_FAKE_LEARNER_H
