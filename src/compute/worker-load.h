/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_COMPUTE_WORKER_LOAD_H
#define EDGEWARD_COMPUTE_WORKER_LOAD_H

#include <cstdint>

namespace edgeward
{

/** What the workers of a processor are doing. */
struct WorkerLoad
{
    std::uint32_t busy = 0; ///< workers at work, loading or executing
    double loading = 0.0;   ///< of these, workers that load a model; a fraction under sharing
    double workWatt = 0.0;  ///< power of the jobs' own energy (W), beside that of busy workers

    bool
    operator==(const WorkerLoad& other) const
    {
        return busy == other.busy && loading == other.loading && workWatt == other.workWatt;
    }
};

} // namespace edgeward

#endif // EDGEWARD_COMPUTE_WORKER_LOAD_H
