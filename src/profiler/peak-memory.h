/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_PROFILER_PEAK_MEMORY_H
#define EDGEWARD_PROFILER_PEAK_MEMORY_H

#include <functional>

namespace edgeward
{

/**
 * Largest sum of the tensors that live at one time while @p run runs, beyond those that lived
 * before (bytes). Counts what LibTorch's allocator gives to this thread, so it repeats exactly;
 * buffers inside oneDNN and the BLAS are not seen.
 */
double PeakMemoryOf(const std::function<void()>& run);

} // namespace edgeward

#endif // EDGEWARD_PROFILER_PEAK_MEMORY_H
