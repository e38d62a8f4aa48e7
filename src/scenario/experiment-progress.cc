/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/experiment-progress.h"

#include <algorithm>
#include <numeric>

namespace edgeward
{

ProgressTracker::ProgressTracker(unsigned workers)
    : m_workers(workers)
{
}

void
ProgressTracker::ExpectTraining(std::uint32_t episodes, std::size_t later)
{
    m_progress.episodes = episodes;
    m_progress.isTraining = true;
    m_progress.evaluations += later;
    m_later = later;
}

void
ProgressTracker::ExpectEvaluations(std::size_t count)
{
    m_progress.evaluations += count;
}

void
ProgressTracker::EpisodeDone(const TrainingRow& row)
{
    m_progress.training = row;
    m_lastEpisode = std::chrono::steady_clock::now();
    m_lastRewards.push_back(row.reward);
    if (m_lastRewards.size() > MOVING_EPISODES)
    {
        m_lastRewards.pop_front();
    }
    m_progress.movingReward = std::accumulate(m_lastRewards.begin(), m_lastRewards.end(), 0.0) /
                              static_cast<double>(m_lastRewards.size());
}

void
ProgressTracker::TrainingDone()
{
    m_progress.isTraining = false;
}

void
ProgressTracker::EvaluationDone(double seconds)
{
    ++m_progress.evaluated;
    m_evaluationSeconds += seconds;
}

const ExperimentProgress&
ProgressTracker::Now()
{
    m_progress.secondsLeft = EstimateSecondsLeft();
    return m_progress;
}

/** By the means so far. A training keeps one process busy; what it trained is evaluated after it.
 */
double
ProgressTracker::EstimateSecondsLeft() const
{
    const bool knowsEach = m_progress.evaluated > 0;
    const double each = knowsEach ? m_evaluationSeconds / m_progress.evaluated : 0.0;
    const auto remaining = static_cast<double>(m_progress.evaluations - m_progress.evaluated);
    if (!m_progress.isTraining)
    {
        return knowsEach ? each * remaining / m_workers : -1.0;
    }
    if (!m_progress.training || (!knowsEach && m_workers > 1 && remaining > 0.0))
    {
        return -1.0;
    }
    const std::chrono::duration<double> sinceEpisode =
        std::chrono::steady_clock::now() - m_lastEpisode;
    const double done = static_cast<double>(m_progress.training->episode) + 1.0;
    const double perEpisode = m_progress.training->seconds / done;
    const double training =
        std::max(0.0, perEpisode * (m_progress.episodes - done) - sinceEpisode.count());
    const auto later = static_cast<double>(m_later);
    const double beside = each * (remaining - later);
    const double until =
        m_workers > 1 ? std::max(training, beside / (m_workers - 1)) : training + beside;
    return until + each * later / m_workers;
}

} // namespace edgeward
