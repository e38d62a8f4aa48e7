/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_CONTINUOUS_LEARNER_H
#define EDGEWARD_RL_CONTINUOUS_LEARNER_H

#include "rl/environment.h"
#include "rl/learner.h"

#include <string>
#include <vector>

namespace edgeward
{

/** Sizes and randomness of a learning problem whose actions are real numbers. */
struct ContinuousProblem
{
    std::size_t observationSize = 0;
    std::vector<ActionSpec::Value> values; ///< what is set in each step, with finite bounds
    std::uint64_t seed = 1;
};

/** One step of such a problem. */
struct ContinuousTransition
{
    Observation observation;
    std::vector<double> values; ///< as acted, within their bounds
    float reward = 0.0F;
    float discount = 0.0F; ///< of what follows; 0 only if terminated
    Observation nextObservation;
};

/** Learns to set real numbers, e.g. the share of a network that is offloaded, or a power. */
class ContinuousLearner
{
  public:
    static constexpr const char* KIND = "continuous learner";

    virtual ~ContinuousLearner() = default;

    /** Before the first call of anything else. */
    virtual void Start(const ContinuousProblem& problem) = 0;

    /** Choose with exploration, within the bounds. */
    virtual const std::vector<double>& Act(const Observation& observation) = 0;

    /** Choose without exploration, within the bounds. */
    virtual const std::vector<double>& ActGreedily(const Observation& observation) = 0;

    /** Store a transition, and train when due. @throws UserError if the loss is not finite. */
    virtual void Observe(const ContinuousTransition& transition) = 0;

    virtual LearnerProgress Progress() const = 0;

    /** Write weights and training state into the existing folder @p folder. @throws IoError */
    virtual void Save(const std::string& folder) const = 0;

    /** Continue bit-identically from Save(). @throws ConfigError naming the difference if it does
     * not fit */
    virtual void Load(const std::string& folder) = 0;
};

} // namespace edgeward

#endif // EDGEWARD_RL_CONTINUOUS_LEARNER_H
