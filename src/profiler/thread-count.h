/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_PROFILER_THREAD_COUNT_H
#define EDGEWARD_PROFILER_THREAD_COUNT_H

#include <cstdint>

namespace edgeward
{

/** Sets the number of threads of LibTorch and its BLAS, global to the process, and restores it. */
class ThreadCount
{
  public:
    /** @param threads >= 1 */
    explicit ThreadCount(std::uint32_t threads);
    ~ThreadCount();
    ThreadCount(const ThreadCount&) = delete;
    ThreadCount& operator=(const ThreadCount&) = delete;

  private:
    int m_before;
    int m_blasBefore;
};

} // namespace edgeward

#endif // EDGEWARD_PROFILER_THREAD_COUNT_H
