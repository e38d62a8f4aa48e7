/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_AGENT_SINGLE_THREAD_H
#define EDGEWARD_AGENT_SINGLE_THREAD_H

namespace edgeward
{

/**
 * Tell the BLAS library of this process, if it is OpenBLAS, to compute on the calling thread.
 *
 * LibTorch limits its own threads only. The matrices of a learner are too small to gain from
 * several, waiting threads would take the processor from the other workers, and sums would depend
 * on the number of cores.
 */
void UseOneThread();

} // namespace edgeward

#endif // EDGEWARD_AGENT_SINGLE_THREAD_H
