/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_DDPG_H
#define EDGEWARD_RL_DDPG_H

#include "rl/continuous-learner.h"
#include "rl/ddpg-options.h"
#include "rl/divergence-guard.h"
#include "rl/mlp.h"
#include "rl/replay-buffer.h"
#include "rl/trained-network.h"
#include "rl/training-batch.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace edgeward
{

/**
 * Deep deterministic policy gradient (Lillicrap et al. 2016), with the three parts of TD3
 * (Fujimoto, van Hoof, Meger 2018) where they are switched on.
 *
 * Inside, every value lies in [-1, 1], its bounds mapped there; the actor's last layer goes through
 * tanh. A transition is remembered with its values behind its observation: the critic's inputs.
 * docs/algorithms/ddpg.md has the equations and how they differ from the papers.
 */
class Ddpg : public ContinuousLearner
{
  public:
    explicit Ddpg(const DdpgOptions& options);
    ~Ddpg() override;

    void Start(const ContinuousProblem& problem) override;
    const std::vector<double>& Act(const Observation& observation) override;
    const std::vector<double>& ActGreedily(const Observation& observation) override;
    void Observe(const ContinuousTransition& transition) override;
    LearnerProgress Progress() const override;
    void Save(const std::string& folder) const override;
    void Load(const std::string& folder) override;

    /** A network with the one that follows it. */
    struct Pair
    {
        Pair(const std::vector<std::size_t>& sizes, RandomStream random, const NetworkBackEnd& how);

        TrainedNetwork online;
        TargetNetwork target;
    };

    /** The actor, for tests and analysis. @pre Start() was called */
    Pair& Actor();

    /** Critic @p index, 0 or, with twins, 1. @pre Start() was called */
    Pair& Critic(std::size_t index);

    /**
     * Targets of the critics for rows of transitions.
     * @param batch   next observations (room for values behind each), rewards, discounts; the
     *                targets are filled in, and the target actor's values written into the room
     * @return mean value of what follows
     */
    double SetTargets(TrainingBatch& batch, std::size_t rows);

    /**
     * Gradient of the mean of -Q(o, mu(o)) by the actor's parameters, which Actor() then holds.
     * @param inputs (rows x (observation + values)), what the values are does not matter
     * @return that mean
     */
    double DifferentiateActor(std::vector<float>& inputs, std::size_t rows);

  private:
    std::size_t Values() const;

    /** Numbers that the critic sees. */
    std::size_t Inputs() const;

    /** Put tanh of the actor's @p outputs behind each observation of @p inputs. */
    void PutActions(const float* outputs, std::size_t rows, float* inputs) const;

    /** The observations of @p inputs one behind the other. */
    const float* Observations(const std::vector<float>& inputs, std::size_t rows);

    /** From [-1, 1] to the bounds. */
    void Scale();

    void Train();
    double TrainCritic(Pair& critic);
    void TrainActor();
    std::map<std::string, std::string> Setup() const;

    DdpgOptions m_options;
    ContinuousProblem m_problem;
    RandomStream m_exploring;
    RandomStream m_sampling;
    std::unique_ptr<Pair> m_actor;
    std::vector<std::unique_ptr<Pair>> m_critics;
    std::unique_ptr<Mlp> m_acting; ///< the actor, for behaviour
    std::unique_ptr<ReplayBuffer> m_memory;
    TrainingBatch m_batch;
    std::vector<float> m_observations; ///< (rows x observation)
    std::vector<float> m_actions;      ///< (rows x values) of the actor, in [-1, 1]
    std::vector<float> m_inputs;       ///< (rows x (observation + values))
    std::vector<float> m_gradient;     ///< by outputs or inputs
    std::vector<double> m_unit;        ///< values to act with, in [-1, 1]
    std::vector<double> m_scaled;      ///< the same within their bounds
    Transition m_packed;               ///< as remembered
    std::uint64_t m_steps = 0;
    std::uint64_t m_transitions = 0;
    std::uint64_t m_updates = 0;
    double m_loss = 0.0;     ///< moving average
    double m_meanQ = 0.0;    ///< moving average
    double m_tdError = 0.0;  ///< moving average
    double m_nextMean = 0.0; ///< of the last batch
    DivergenceGuard m_guard;
};

} // namespace edgeward

#endif // EDGEWARD_RL_DDPG_H
