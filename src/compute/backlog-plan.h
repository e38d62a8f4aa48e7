/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_COMPUTE_BACKLOG_PLAN_H
#define EDGEWARD_COMPUTE_BACKLOG_PLAN_H

#include <algorithm>
#include <cstdint>
#include <functional>
#include <vector>

namespace edgeward
{

/**
 * When each worker becomes free once the queue has been dealt out to them, each job to the worker
 * that is free first. It stays true while jobs begin and end as planned and new ones queue up
 * behind the others, so a long queue need not be dealt out again at every question.
 */
class BacklogPlan
{
  public:
    /** Begin with nobody waiting. @param freeNs when each worker is free (ns), at least one */
    void
    Begin(std::vector<std::int64_t> freeNs)
    {
        m_freeNs = std::move(freeNs);
        std::make_heap(m_freeNs.begin(), m_freeNs.end(), std::greater<>());
        m_isTrue = true;
    }

    /** Whether it was begun, and nothing has gone otherwise since. */
    bool
    IsTrue() const
    {
        return m_isTrue;
    }

    /** Something goes otherwise than planned. */
    void
    Break()
    {
        m_isTrue = false;
    }

    /** A job comes behind those dealt out. @pre IsTrue() */
    void
    Deal(std::int64_t nowNs, std::int64_t serviceNs)
    {
        std::pop_heap(m_freeNs.begin(), m_freeNs.end(), std::greater<>());
        m_freeNs.back() = std::max(m_freeNs.back(), nowNs) + serviceNs;
        std::push_heap(m_freeNs.begin(), m_freeNs.end(), std::greater<>());
    }

    /** When a worker is free for one job more (ns), not before now. @pre IsTrue() */
    std::int64_t
    FreeNs(std::int64_t nowNs) const
    {
        return std::max(m_freeNs.front(), nowNs);
    }

  private:
    std::vector<std::int64_t> m_freeNs; ///< heap, the earliest first
    bool m_isTrue = false;
};

} // namespace edgeward

#endif // EDGEWARD_COMPUTE_BACKLOG_PLAN_H
