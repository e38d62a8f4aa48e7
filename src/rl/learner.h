/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_LEARNER_H
#define EDGEWARD_RL_LEARNER_H

#include "base/registry.h"
#include "rl/observation-spec.h"
#include "rl/transition.h"

#include <limits>
#include <string>

namespace edgeward
{

/** Sizes and randomness of a learning problem. */
struct LearnerProblem
{
    std::size_t observationSize = 0;
    std::size_t actions = 0; ///< length of a mask
    std::uint64_t seed = 1;
    std::uint64_t totalSteps = 0;    ///< decisions of the whole training, for schedules; 0: unknown
    std::vector<ValueBounds> bounds; ///< of each number of an observation; empty: unknown
    std::vector<std::size_t> branches; ///< alternatives of each of several choices made at once, as
                                       ///< ActionBranches counts them; empty: one choice
    bool isMaskJoint = false; ///< whether masks of several choices have a byte for every joint
                              ///< action, instead of one for every alternative of every choice
};

/** What a learner tells about its progress. */
struct LearnerProgress
{
    std::uint64_t steps = 0;   ///< decisions taken so far
    std::uint64_t updates = 0; ///< training steps so far
    double epsilon = 0.0;      ///< present exploration rate
    double loss = 0.0;         ///< moving average of the loss
    double meanQ = 0.0;        ///< moving average of the mean maximal Q-value
    double tdError = 0.0;      ///< moving average of the mean absolute TD error; 0: not known
    double actSeconds = 0.0;   ///< wall-clock time spent in choosing; 0: not measured
    double learnSeconds = 0.0; ///< wall-clock time spent in learning; 0: not measured
    /** Present price of the constraint on mean accuracy (reward per unit); NaN: no such one. */
    double accuracyMultiplier = std::numeric_limits<double>::quiet_NaN();
    /** Present price of the constraint on mean energy (reward per budget); NaN: no such one. */
    double energyMultiplier = std::numeric_limits<double>::quiet_NaN();
};

/**
 * Learns action values from transitions. The agents of agent/ implement it on LibTorch and are
 * reached by name through Registry<Learner>; the program loads their plug-in only when a command
 * trains.
 */
class Learner
{
  public:
    static constexpr const char* KIND = "learner";

    virtual ~Learner() = default;

    /** Before the first call of anything else. @throws ConfigError on impossible hyper-parameters.
     */
    virtual void Start(const LearnerProblem& problem) = 0;

    /** Choose with exploration. @return an action that @p mask allows */
    virtual std::int32_t Act(const Observation& observation, const ActionMask& mask) = 0;

    /** Choose without exploration. The default suits learners that do not explore. */
    virtual std::int32_t ActGreedily(const Observation& observation, const ActionMask& mask);

    /** Store a transition, and train when due. @throws UserError if the loss is not finite. */
    virtual void Observe(const Transition& transition) = 0;

    virtual LearnerProgress Progress() const = 0;

    /** Write weights.safetensors and training state into the existing folder @p folder. @throws
     * IoError */
    virtual void Save(const std::string& folder) const = 0;

    /** Continue bit-identically from Save(). @throws ConfigError naming the difference if it does
     * not fit */
    virtual void Load(const std::string& folder) = 0;
};

} // namespace edgeward

#endif // EDGEWARD_RL_LEARNER_H
