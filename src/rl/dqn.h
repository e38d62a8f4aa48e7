/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_DQN_H
#define EDGEWARD_RL_DQN_H

#include "base/random-stream.h"
#include "rl/action-branches.h"
#include "rl/divergence-guard.h"
#include "rl/dqn-options.h"
#include "rl/learner.h"
#include "rl/mlp.h"
#include "rl/q-trainer.h"
#include "rl/schedule.h"
#include "rl/training-batch.h"
#include "rl/transition-memory.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace edgeward
{

class TrainingState;

/**
 * Deep Q-network (Mnih et al. 2015) with Double targets, Huber loss, clipped gradients and action
 * masks; with dueling streams, prioritized replay, n-step targets and noisy weights where they are
 * switched on. With branching options it makes several choices at once (Tavakoli et al. 2018).
 *
 * Training runs on the back end of the options, acting on a copy of the online network that is
 * refreshed after every training. Everything random comes from streams derived from the problem's
 * seed, so that the same seed gives the same parameters to the bit. docs/algorithms/dqn.md has the
 * equations and how they differ from the papers.
 */
class Dqn : public Learner
{
  public:
    explicit Dqn(const DqnOptions& options);
    ~Dqn() override;

    void Start(const LearnerProblem& problem) override;
    std::int32_t Act(const Observation& observation, const ActionMask& mask) override;
    std::int32_t ActGreedily(const Observation& observation, const ActionMask& mask) override;
    void Observe(const Transition& transition) override;
    LearnerProgress Progress() const override;
    void Save(const std::string& folder) const override;
    void Load(const std::string& folder) override;

    /** The networks, for tests and analysis. @pre Start() was called */
    const QTrainer& Networks() const;

    /** Q-values as Act() sees them. @pre Start() was called */
    std::vector<float> Values(const Observation& observation);

    /** Parameters that Save() writes to act with: the online network's or their average. @pre
     * Start() was called */
    const std::vector<float>& ActingParameters() const;

  private:
    /** Fill in the targets of the sampled batch. @return mean of the chosen next values */
    double SetTargets();

    /** One training step on a fresh batch. @throws UserError if it diverges; nothing has changed
     * then. */
    void Train();

    /** Add the present parameters to the average. */
    void Average();

    /** Let Act() see the online network as it is now. */
    void RefreshActing();

    /** The choices of m_problem. @throws ConfigError if these options cannot make them */
    ActionBranches BranchesOfProblem() const;

    TransitionMemoryOptions MemoryOptions() const;

    /** What a checkpoint must have been made with to be continued. */
    std::map<std::string, std::string> Setup() const;

    TrainingState MakeState() const;

    DqnOptions m_options;
    LearnerProblem m_problem;
    RandomStream m_exploring;
    RandomStream m_sampling;
    RandomStream m_noise;
    LinearSchedule m_epsilon;
    LinearSchedule m_beta; ///< of prioritized replay
    LinearSchedule m_learningRate;
    ActionBranches m_branches; ///< a single one unless the options are branching
    QArchitecture m_architecture;
    std::unique_ptr<QTrainer> m_networks;
    std::unique_ptr<Mlp> m_acting; ///< the online network, for behaviour
    std::unique_ptr<Mlp> m_final;  ///< the averaged or silent network, for greedy acting
    bool m_isFinalFresh = false;   ///< whether m_final is that network as it is now
    std::unique_ptr<TransitionMemory> m_memory;
    TrainingBatch m_batch;
    std::vector<float> m_averaged;   ///< empty unless averagingDecay > 0
    std::uint64_t m_steps = 0;       ///< decisions
    std::uint64_t m_transitions = 0; ///< transitions observed
    std::uint64_t m_updates = 0;     ///< training steps
    double m_loss = 0.0;             ///< moving average
    double m_meanQ = 0.0;            ///< moving average
    double m_tdError = 0.0;          ///< moving average of the mean magnitude
    DivergenceGuard m_guard;
};

} // namespace edgeward

#endif // EDGEWARD_RL_DQN_H
