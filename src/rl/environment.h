/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_ENVIRONMENT_H
#define EDGEWARD_RL_ENVIRONMENT_H

#include "base/random-stream.h"
#include "base/registry.h"
#include "rl/action-branches.h"
#include "rl/observation-spec.h"
#include "rl/transition.h"

#include <cstdint>
#include <vector>

namespace edgeward
{

class TabularModel;

/** What an environment lets an agent do in one step: some choices, then some real numbers. */
struct ActionSpec
{
    /** A real number to set, e.g. a torque. */
    struct Value
    {
        std::string name; ///< with its unit, e.g. "torqueNm"
        double low = 0.0;
        double high = 0.0;
    };

    std::vector<std::int32_t> choices; ///< numbers of alternatives, each > 1
    std::vector<Value> values;         ///< what is outside the bounds is clamped

    /** Whether there is one choice and nothing else, as DQN needs it. */
    bool IsDiscrete() const;

    /** Alternatives of every choice, as ActionBranches wants them. */
    std::vector<std::size_t> Branches() const;

    /** Combinations of the choices; a double, because there may be more than 2^64. */
    double JointChoices() const;
};

/** One step's action; sizes as in the ActionSpec. */
struct EnvironmentAction
{
    std::vector<std::int32_t> choices;
    std::vector<double> values;
};

/** What a step was worth and whether the episode is over. */
struct StepOutcome
{
    double reward = 0.0;
    bool isTerminated = false; ///< the process itself ended: nothing can follow
    bool isTruncated =
        false; ///< the step limit cut it off: the state goes on to be worth something

    /** Whether the next call must be Reset(). */
    bool
    IsOver() const
    {
        return isTerminated || isTruncated;
    }
};

/**
 * A problem with a known answer, for proving learners (the interface of Gymnasium, Towers et al.
 * 2024, arXiv 2407.17032).
 *
 * Each has a stream of random numbers of its own. Reset() begins an episode; a step that ends one
 * is either terminated or truncated, never both.
 */
class Environment
{
  public:
    static constexpr const char* KIND = "environment";

    virtual ~Environment() = default;

    /** What the numbers of an observation mean, with their bounds; these may be infinite. */
    const ObservationSpec& Spec() const;

    const ActionSpec& Actions() const;

    /** Steps after which an episode is truncated, > 0. */
    std::uint64_t StepLimit() const;

    /** Begin an episode with random numbers that depend on @p seed alone. */
    void Reset(std::uint64_t seed);

    /** Begin another episode and let the random numbers go on. */
    void Reset();

    /**
     * Do one step of an environment with choices only.
     * @param action joint action of ActionBranches(Actions().Branches()): of one choice 0 ..
     * Actions().choices[0] - 1; allowed by Mask()
     * @throws std::logic_error if it is not, or the episode is over
     */
    StepOutcome Step(std::int32_t action);

    /**
     * Do one step.
     * @throws std::logic_error if the action does not fit Actions() or Mask(), or the episode is
     * over
     */
    StepOutcome Step(const EnvironmentAction& action);

    /** What the agent sees now. */
    const Observation& Now() const;

    /** Which alternatives are allowed now, those of every choice one after the other; empty if
     * there are values to set. */
    const ActionMask& Mask() const;

    /** The hidden state, in the order that the environment's page gives. */
    virtual std::vector<double> State() const = 0;

    /**
     * Begin an episode at @p state instead of a random one.
     * @throws std::logic_error if it has another size
     */
    void ResetTo(const std::vector<double>& state);

    /** The exact probabilities; null unless states and actions can be enumerated. */
    virtual const TabularModel* Model() const;

    /** The stream's state: equal streams go on equally. */
    std::array<std::uint64_t, 4> RandomState() const;

  protected:
    /**
     * @param spec      of the observations
     * @param actions   what can be done
     * @param stepLimit steps of an episode, > 0
     */
    Environment(ObservationSpec spec, ActionSpec actions, std::uint64_t stepLimit);

    /** Draw the first state of an episode. */
    virtual void DrawState(RandomStream& random) = 0;

    /** Take @p state over; its size is that of State(). */
    virtual void SetState(const std::vector<double>& state) = 0;

    /** Do one step from the present state with an action that fits. isTruncated is ignored. */
    virtual StepOutcome DoStep(const EnvironmentAction& action, RandomStream& random) = 0;

    /** Write the present state as the agent sees it. @param observation has Spec().Size() numbers
     */
    virtual void Observe(Observation& observation) const = 0;

    /** Write which alternatives are allowed. The default leaves all allowed. */
    virtual void FillMask(ActionMask& mask) const;

  private:
    void Begin();
    void Show();
    void CheckFits(const EnvironmentAction& action) const;

    ObservationSpec m_spec;
    ActionSpec m_actions;
    std::uint64_t m_stepLimit;
    std::uint64_t m_steps = 0;
    bool m_isRunning = false;
    RandomStream m_random{1};
    Observation m_now;
    ActionMask m_mask;
    ActionBranches m_branches;
    EnvironmentAction m_choices; ///< of the last step without values, kept to spare allocations
};

} // namespace edgeward

#endif // EDGEWARD_RL_ENVIRONMENT_H
