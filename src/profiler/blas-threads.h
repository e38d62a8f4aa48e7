/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_PROFILER_BLAS_THREADS_H
#define EDGEWARD_PROFILER_BLAS_THREADS_H

namespace edgeward
{

/**
 * Number of threads that OpenBLAS uses, 0 if it is not loaded. LibTorch's own setting does not
 * reach OpenBLAS, which takes every core unless told otherwise.
 */
int BlasThreads();

/** Set it; does nothing if OpenBLAS is not loaded. @param threads >= 1 */
void SetBlasThreads(int threads);

} // namespace edgeward

#endif // EDGEWARD_PROFILER_BLAS_THREADS_H
