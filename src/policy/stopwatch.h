/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_POLICY_STOPWATCH_H
#define EDGEWARD_POLICY_STOPWATCH_H

#include <chrono>

namespace edgeward
{

/** Adds up the wall-clock time of calls. What it measures goes to training logs and never into a
 * decision, so that results do not depend on it. */
class Stopwatch
{
  public:
    /** Call @p work, and count the time it took. @return what it returns */
    template <typename Work>
    auto
    Time(const Work& work)
    {
        const Lap lap(m_total);
        return work();
    }

    /** The sum of all calls (s). */
    double
    Seconds() const
    {
        return std::chrono::duration<double>(m_total).count();
    }

  private:
    using Clock = std::chrono::steady_clock;

    /** Counts until it goes out of scope, also when the work throws. */
    struct Lap
    {
        explicit Lap(Clock::duration& total)
            : total(total)
        {
        }

        ~Lap()
        {
            total += Clock::now() - begin;
        }

        Clock::duration& total;
        Clock::time_point begin = Clock::now();
    };

    Clock::duration m_total{0};
};

} // namespace edgeward

#endif // EDGEWARD_POLICY_STOPWATCH_H
