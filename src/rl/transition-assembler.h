/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_TRANSITION_ASSEMBLER_H
#define EDGEWARD_RL_TRANSITION_ASSEMBLER_H

#include "base/ids.h"
#include "rl/transition.h"

#include <cstddef>
#include <functional>
#include <map>

namespace edgeward
{

/**
 * Turns decisions and late rewards into transitions of a semi-Markov decision process (Sutton,
 * Precup, Singh 1999).
 *
 * The transition of decision t of an agent is (o_t, a_t, r, gamma^(elapsed / unit), o_{t+1},
 * mask_{t+1}): o_{t+1} is the observation at the same agent's next decision, elapsed the simulated
 * time between the two, and r what the request was worth when it ended. Requests overlap, so r may
 * arrive before or after o_{t+1}, and rewards of later decisions before those of earlier ones. A
 * transition is handed on as soon as both of its halves are there.
 *
 * At the horizon a request in flight is truncated, not terminated: its reward is unknown. The last
 * decision of an agent has no successor observation to bootstrap from. Both are forgotten by
 * Flush(), never passed on with a discount of 0, which would teach the learner that the world ends
 * there.
 */
class TransitionAssembler
{
  public:
    /** Receives finished transitions; @p agent is the one of Decide(). */
    using Sink = std::function<void(std::uint32_t agent, const Transition& transition)>;

    /**
     * @param gamma       discount per time unit, 0..1
     * @param unitSeconds the time unit (s), > 0
     * @param sink        called within Decide() and Reward(), never within Flush()
     * @param firstSequence number of each agent's first decision, > 0
     */
    TransitionAssembler(double gamma,
                        double unitSeconds,
                        Sink sink,
                        std::uint64_t firstSequence = 1);

    /**
     * @p agent decided on @p request at @p nowNs.
     * @param request unique among the requests not flushed yet
     * @param nowNs   simulated time (ns), not before the agent's previous decision
     * @throws std::logic_error if the request is known already or time runs backwards
     */
    void Decide(std::uint32_t agent,
                RequestId request,
                std::int64_t nowNs,
                const Observation& observation,
                const ActionMask& mask,
                std::int32_t action);

    /** @p request has ended and was worth @p reward. @return whether it is a request of Decide()
     * without reward yet */
    bool Reward(RequestId request, double reward);

    /** @p request was truncated: its reward will never be known. @return like Reward() */
    bool Truncate(RequestId request);

    /** The horizon: forget all incomplete transitions and the agents' last decisions. @return how
     * many were forgotten */
    std::size_t Flush();

    /** Transitions that still miss a half. */
    std::size_t Pending() const;

    /** gamma^(elapsed / unit). */
    double Discount(std::int64_t elapsedNs) const;

  private:
    /** A decision whose transition is not complete. */
    struct Open
    {
        std::uint32_t agent = 0;
        std::int64_t decidedNs = 0;
        bool hasReward = false;
        bool hasNext = false;
        Transition transition;
    };

    using OpenMap = std::map<RequestId, Open>;

    void HandOnIfComplete(OpenMap::iterator open);

    double m_gamma;
    double m_unitSeconds;
    Sink m_sink;
    OpenMap m_open;
    std::map<std::uint32_t, RequestId>
        m_last; ///< per agent the decision that waits for its successor
    std::map<std::uint32_t, std::int64_t> m_lastNs;
    std::uint64_t m_firstSequence;
    std::map<std::uint32_t, std::uint64_t> m_decisions; ///< numbered so far, gaps included
};

} // namespace edgeward

#endif // EDGEWARD_RL_TRANSITION_ASSEMBLER_H
