/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "compute/job-queue.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace edgeward
{

bool
JobQueue::Push(const WaitingJob& job)
{
    const auto isBefore = [](const WaitingJob& a, const WaitingJob& b) {
        return std::tie(a.order, a.sequence) < std::tie(b.order, b.sequence);
    };
    if (m_jobs.empty() || isBefore(m_jobs.back(), job))
    {
        m_jobs.push_back(job);
        return true;
    }
    m_jobs.insert(std::upper_bound(m_jobs.begin(), m_jobs.end(), job, isBefore), job);
    return false;
}

std::uint32_t
JobQueue::Size() const
{
    return static_cast<std::uint32_t>(m_jobs.size());
}

bool
JobQueue::AreMates(std::size_t a, std::size_t b) const
{
    return m_jobs[a].isBatchable && m_jobs[b].isBatchable &&
           m_jobs[a].batchKey == m_jobs[b].batchKey;
}

bool
JobQueue::IsLeader(std::size_t place) const
{
    for (std::size_t earlier = 0; earlier < place; ++earlier)
    {
        if (AreMates(earlier, place))
        {
            return false;
        }
    }
    return true;
}

JobQueue::Group
JobQueue::GroupOf(std::size_t leader, const BatchRule& rule) const
{
    Group group{1, m_jobs[leader].submittedNs};
    for (std::size_t i = leader + 1; i < m_jobs.size() && group.size < rule.limit; ++i)
    {
        if (AreMates(leader, i))
        {
            ++group.size;
            group.oldestNs = std::min(group.oldestNs, m_jobs[i].submittedNs);
        }
    }
    return group;
}

std::int64_t
JobQueue::ReleaseNs(std::size_t leader, const BatchRule& rule) const
{
    if (rule.limit <= 1 || rule.waitNs == 0 || !m_jobs[leader].isBatchable)
    {
        return m_jobs[leader].submittedNs;
    }
    const Group group = GroupOf(leader, rule);
    return group.size == rule.limit ? group.oldestNs : group.oldestNs + rule.waitNs;
}

bool
JobQueue::TakeBatch(std::int64_t nowNs, const BatchRule& rule, std::vector<WaitingJob>& batch)
{
    batch.clear();
    for (std::size_t leader = 0; leader < m_jobs.size(); ++leader)
    {
        if (!IsLeader(leader) || ReleaseNs(leader, rule) > nowNs)
        {
            continue;
        }
        batch.push_back(m_jobs[leader]);
        for (std::size_t i = leader + 1; i < m_jobs.size() && batch.size() < rule.limit;)
        {
            if (AreMates(leader, i))
            {
                batch.push_back(m_jobs[i]);
                m_jobs.erase(m_jobs.begin() + static_cast<std::ptrdiff_t>(i));
            }
            else
            {
                ++i;
            }
        }
        m_jobs.erase(m_jobs.begin() + static_cast<std::ptrdiff_t>(leader));
        return true;
    }
    return false;
}

std::optional<std::int64_t>
JobQueue::NextReleaseNs(const BatchRule& rule) const
{
    std::optional<std::int64_t> next;
    for (std::size_t leader = 0; leader < m_jobs.size(); ++leader)
    {
        if (IsLeader(leader))
        {
            const std::int64_t release = ReleaseNs(leader, rule);
            next = next ? std::min(*next, release) : release;
        }
    }
    return next;
}

void
JobQueue::ForEachBatch(const BatchRule& rule,
                       const std::function<void(std::uint32_t, std::int64_t)>& visit) const
{
    if (rule.limit <= 1)
    {
        for (const WaitingJob& job : m_jobs)
        {
            visit(1, job.meanNs);
        }
        return;
    }
    std::vector<bool> isTaken(m_jobs.size(), false);
    for (std::size_t leader = 0; leader < m_jobs.size(); ++leader)
    {
        if (isTaken[leader])
        {
            continue;
        }
        std::uint32_t size = 1;
        std::int64_t longestNs = m_jobs[leader].meanNs;
        for (std::size_t i = leader + 1; i < m_jobs.size() && size < rule.limit; ++i)
        {
            if (!isTaken[i] && AreMates(leader, i))
            {
                isTaken[i] = true;
                ++size;
                longestNs = std::max(longestNs, m_jobs[i].meanNs);
            }
        }
        visit(size, longestNs);
    }
}

std::vector<std::uint32_t>
JobQueue::Clear()
{
    std::vector<std::uint32_t> slots;
    slots.reserve(m_jobs.size());
    for (const WaitingJob& job : m_jobs)
    {
        slots.push_back(job.slot);
    }
    m_jobs.clear();
    return slots;
}

} // namespace edgeward
