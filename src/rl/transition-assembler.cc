/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/transition-assembler.h"

#include <cmath>
#include <stdexcept>

namespace edgeward
{

TransitionAssembler::TransitionAssembler(double gamma,
                                         double unitSeconds,
                                         Sink sink,
                                         std::uint64_t firstSequence)
    : m_gamma(gamma)
    , m_unitSeconds(unitSeconds)
    , m_sink(std::move(sink))
    , m_firstSequence(firstSequence)
{
    if (!(gamma >= 0.0 && gamma <= 1.0) || !(unitSeconds > 0.0))
    {
        throw std::logic_error("TransitionAssembler: gamma or time unit out of range");
    }
}

double
TransitionAssembler::Discount(std::int64_t elapsedNs) const
{
    // pow(0, 0) is 1, but with gamma 0 nothing after this decision counts, however soon it comes.
    return m_gamma > 0.0 ? std::pow(m_gamma, static_cast<double>(elapsedNs) * 1e-9 / m_unitSeconds)
                         : 0.0;
}

void
TransitionAssembler::Decide(std::uint32_t agent,
                            RequestId request,
                            std::int64_t nowNs,
                            const Observation& observation,
                            const ActionMask& mask,
                            std::int32_t action)
{
    const auto lastNs = m_lastNs.find(agent);
    if (m_open.count(request) > 0 || (lastNs != m_lastNs.end() && nowNs < lastNs->second))
    {
        throw std::logic_error("TransitionAssembler: a request twice, or time runs backwards");
    }
    const auto last = m_last.find(agent);
    const auto previous = last == m_last.end() ? m_open.end() : m_open.find(last->second);
    if (previous != m_open.end())
    {
        Open& open = previous->second;
        open.hasNext = true;
        open.transition.nextObservation = observation;
        open.transition.nextMask = mask;
        open.transition.discount = static_cast<float>(Discount(nowNs - open.decidedNs));
    }
    Open& open = m_open[request];
    open.agent = agent;
    open.decidedNs = nowNs;
    open.transition.observation = observation;
    open.transition.mask = mask;
    open.transition.action = action;
    open.transition.agent = agent;
    open.transition.sequence = m_firstSequence + m_decisions[agent]++;
    m_last[agent] = request;
    m_lastNs[agent] = nowNs;
    if (previous != m_open.end())
    {
        HandOnIfComplete(previous);
    }
}

bool
TransitionAssembler::Reward(RequestId request, double reward)
{
    const auto open = m_open.find(request);
    if (open == m_open.end() || open->second.hasReward)
    {
        return false;
    }
    open->second.hasReward = true;
    open->second.transition.reward = static_cast<float>(reward);
    HandOnIfComplete(open);
    return true;
}

bool
TransitionAssembler::Truncate(RequestId request)
{
    const auto open = m_open.find(request);
    if (open == m_open.end() || open->second.hasReward)
    {
        return false;
    }
    m_open.erase(open);
    return true;
}

std::size_t
TransitionAssembler::Flush()
{
    const std::size_t forgotten = m_open.size();
    m_open.clear();
    m_last.clear();
    m_lastNs.clear();
    for (auto& entry : m_decisions)
    {
        ++entry.second; // a gap, so that nothing after the horizon continues what was before it
    }
    return forgotten;
}

std::size_t
TransitionAssembler::Pending() const
{
    return m_open.size();
}

void
TransitionAssembler::HandOnIfComplete(OpenMap::iterator open)
{
    if (open->second.hasReward && open->second.hasNext)
    {
        // Taken out before the sink runs, so that a sink that throws leaves a consistent assembler.
        const Open complete = std::move(open->second);
        m_open.erase(open);
        m_sink(complete.agent, complete.transition);
    }
}

} // namespace edgeward
