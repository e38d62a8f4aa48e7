/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_POLICY_OBSERVATION_ENCODER_H
#define EDGEWARD_POLICY_OBSERVATION_ENCODER_H

#include "policy/action-space.h"
#include "rl/observation-spec.h"

namespace edgeward
{

/**
 * Turns a decision context into the numbers that a network sees; Spec() names every one of them.
 *
 * Quantities with heavy tails (times, rates, energies) become x / (x + scale): 0.5 at the scale,
 * never above 1, finest where it matters. Everything about an unreachable node is at its worst.
 */
class ObservationEncoder
{
  public:
    ObservationEncoder() = default;

    explicit ObservationEncoder(const PolicyEnvironment& environment);

    /** What the numbers mean. */
    const ObservationSpec& Spec() const;

    /**
     * Encode, without allocation once @p observation has the right size.
     * @param context     has as many nodes as the environment has positions
     * @param observation overwritten, Spec().Size() numbers
     */
    void Encode(const DecisionContext& context, Observation& observation) const;

  private:
    PolicyEnvironment m_environment;
    ActionSpace m_actions;
    ObservationSpec m_spec;
};

} // namespace edgeward

#endif // EDGEWARD_POLICY_OBSERVATION_ENCODER_H
