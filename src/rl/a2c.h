/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_A2C_H
#define EDGEWARD_RL_A2C_H

#include "rl/a2c-options.h"
#include "rl/divergence-guard.h"
#include "rl/learner.h"
#include "rl/masked-softmax.h"
#include "rl/mlp.h"
#include "rl/rollout.h"
#include "rl/schedule.h"
#include "rl/trained-network.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace edgeward
{

/**
 * Advantage actor-critic (Mnih et al. 2016, "Asynchronous methods", its synchronous form), with
 * masks and generalized advantages (Schulman et al. 2016) on request.
 *
 * Two networks: the policy, whose outputs are logits of the actions, and the value. Greedy acting
 * takes the most probable action. docs/algorithms/a2c.md has the equations and how they differ from
 * the papers.
 */
class A2c : public Learner
{
  public:
    explicit A2c(const A2cOptions& options);
    ~A2c() override;

    void Start(const LearnerProblem& problem) override;
    std::int32_t Act(const Observation& observation, const ActionMask& mask) override;
    std::int32_t ActGreedily(const Observation& observation, const ActionMask& mask) override;
    void Observe(const Transition& transition) override;
    LearnerProgress Progress() const override;
    void Save(const std::string& folder) const override;
    void Load(const std::string& folder) override;

    /** The policy's network, for tests and analysis. @pre Start() was called */
    TrainedNetwork& Actor();

    /** The value's network. @pre Start() was called */
    TrainedNetwork& Critic();

    /** Probabilities of the actions, as Act() draws them. @pre Start() was called */
    std::vector<double> Probabilities(const Observation& observation, const ActionMask& mask);

    /**
     * Loss of the policy over @p rollout, mean over its rows, and its gradient, which Actor() then
     * holds.
     * @param advantages one a row
     */
    PolicyLoss DifferentiateActor(const Rollout& rollout, const std::vector<double>& advantages);

  private:
    /** One training step on the full rollout. @throws UserError if it diverges */
    void Train();

    /** Mean squared error of the values against @p returns, and its gradient. */
    double DifferentiateCritic(const std::vector<double>& returns);

    /** What is about to be done to @p network, checked. */
    void Check(TrainedNetwork& network, double loss, double meanValue) const;

    std::map<std::string, std::string> Setup() const;

    A2cOptions m_options;
    LearnerProblem m_problem;
    RandomStream m_exploring;
    LinearSchedule m_learningRate;
    std::unique_ptr<TrainedNetwork> m_actor;
    std::unique_ptr<TrainedNetwork> m_critic;
    std::unique_ptr<Mlp> m_acting; ///< the policy, for behaviour
    std::unique_ptr<Rollout> m_rollout;
    MaskedSoftmax m_softmax;
    std::vector<float> m_gradient; ///< by the outputs of a network
    std::uint64_t m_steps = 0;
    std::uint64_t m_updates = 0;
    double m_loss = 0.0;      ///< moving average, of policy and value
    double m_meanValue = 0.0; ///< moving average
    double m_tdError = 0.0;   ///< moving average
    DivergenceGuard m_guard;
};

} // namespace edgeward

#endif // EDGEWARD_RL_A2C_H
