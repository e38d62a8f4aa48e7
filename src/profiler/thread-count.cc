/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "profiler/thread-count.h"

#include "profiler/blas-threads.h"

#include <ATen/Parallel.h>

namespace edgeward
{

ThreadCount::ThreadCount(std::uint32_t threads)
    : m_before(at::get_num_threads())
    , m_blasBefore(BlasThreads())
{
    at::set_num_threads(static_cast<int>(threads));
    SetBlasThreads(static_cast<int>(threads));
}

ThreadCount::~ThreadCount()
{
    at::set_num_threads(m_before);
    SetBlasThreads(m_blasBefore);
}

} // namespace edgeward
