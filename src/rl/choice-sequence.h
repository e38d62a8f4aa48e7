/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_CHOICE_SEQUENCE_H
#define EDGEWARD_RL_CHOICE_SEQUENCE_H

#include "rl/action-branches.h"
#include "rl/transition.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace edgeward
{

/**
 * A joint action that is decided one choice after the other: the process in which every choice is
 * an action of its own (the transformed one of Metz, Ibarz, Jaitly, Davidson 2017).
 *
 * Between two decisions there are further states, those in which some of the choices have been
 * made. An observation of the sequence is that of the decision followed by one number for each
 * alternative of every choice but the last, 1 if it has been chosen. What is allowed depends on the
 * choices before. A choice has Outputs() alternatives, of which those beyond its own are forbidden.
 */
class ChoiceSequence
{
  public:
    /** One choice of one alternative. */
    ChoiceSequence() = default;

    /**
     * @param observationSize numbers of the decision's observation
     * @param branches        the choices in the order in which they are made
     * @param isMaskJoint     whether masks have a byte for every joint action; else for every
     * alternative of every choice, as ActionBranches counts them
     */
    ChoiceSequence(std::size_t observationSize, ActionBranches branches, bool isMaskJoint);

    /** Numbers of an observation of the sequence. */
    std::size_t Inputs() const;

    /** Alternatives of the choice that has most of them. */
    std::size_t Outputs() const;

    /** Number of choices. */
    std::size_t Count() const;

    /** Length of the masks of decisions. */
    std::size_t MaskSize() const;

    /**
     * What is seen once some choices have been made.
     * @param choices made so far, fewer than Count()
     * @param encoded overwritten with Inputs() numbers
     */
    void Encode(const Observation& observation,
                const std::vector<std::int32_t>& choices,
                Observation& encoded) const;

    /**
     * What is allowed next: what at least one allowed joint action goes on with.
     * @param mask    of the decision, MaskSize() bytes; empty: everything is allowed
     * @param choices made so far, fewer than Count() and allowed
     * @param allowed overwritten with Outputs() bytes
     */
    void Mask(const ActionMask& mask,
              const std::vector<std::int32_t>& choices,
              ActionMask& allowed) const;

    /** Makes one choice. @return one of the mask's allowed alternatives */
    using Choose = std::function<std::int32_t(const Observation&, const ActionMask&)>;

    /** A whole decision. @return the joint action */
    std::int32_t Decide(const Observation& observation,
                        const ActionMask& mask,
                        const Choose& choose);

    /**
     * The transitions of a decision's choices, in order. All but the last lead on at once, without
     * reward and discount; the last has those of the decision. Every one is numbered, if the
     * decision is.
     * @param next called with each; the transition is valid during the call
     */
    void Expand(const Transition& decision, const std::function<void(const Transition&)>& next);

  private:
    ActionBranches m_branches;
    std::size_t m_observationSize = 0;
    bool m_isMaskJoint = false;
    // Kept to spare allocations.
    std::vector<std::int32_t> m_choices;
    Observation m_encoded;
    ActionMask m_allowed;
    Transition m_part;
};

} // namespace edgeward

#endif // EDGEWARD_RL_CHOICE_SEQUENCE_H
