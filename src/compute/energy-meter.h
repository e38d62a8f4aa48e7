/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_COMPUTE_ENERGY_METER_H
#define EDGEWARD_COMPUTE_ENERGY_METER_H

#include "compute/worker-load.h"

#include <cstdint>

namespace edgeward
{

/**
 * Energy of a processor: the exact integral of power over the time in each state.
 *
 * Power is idle power plus what busy workers add, in proportion to their share of all workers,
 * plus what the work of the jobs takes; 0 while down. Time is counted in integer nanoseconds
 * (worker-nanoseconds for the busy part), so nothing is lost however many changes of state there
 * are.
 */
class EnergyMeter
{
  public:
    /** @param nowNs the time (ns) at which counting begins, up and idle. */
    explicit EnergyMeter(std::int64_t nowNs);

    /** Power with no worker busy (W), >= 0. */
    double idleWatt = 0.0;

    /** Power with every worker busy (W), >= idleWatt. */
    double busyWatt = 0.0;

    /** Number of workers, >= 1. */
    std::uint32_t workers = 1;

    /** The state is another from @p nowNs on. @pre nowNs never falls. */
    void SetState(std::int64_t nowNs, bool isUp, const WorkerLoad& load);

    bool IsUp() const;

    /** What the workers are doing; nothing while down. */
    const WorkerLoad& Load() const;

    /** What one busy worker adds to idle power (W). */
    double WattPerWorker() const;

    /** Power in the present state (W). */
    double Watt() const;

    /** Energy at idle power until @p nowNs (J): idle power x time up. */
    double IdleJoule(std::int64_t nowNs) const;

    /** Energy above idle until @p nowNs (J): sum over workers of power above idle x time busy, plus
     * the energy of the jobs' work. */
    double BusyJoule(std::int64_t nowNs) const;

    /** The part of BusyJoule() that went into loading models (J). */
    double LoadingJoule(std::int64_t nowNs) const;

  private:
    bool m_isUp = true;
    WorkerLoad m_load;
    std::int64_t m_sinceNs;
    std::int64_t m_upNs = 0;         ///< time up before m_sinceNs
    std::int64_t m_workerBusyNs = 0; ///< busy time of all workers before m_sinceNs
    double m_loadingNs = 0.0;        ///< loading time of all workers before m_sinceNs
    double m_workWattNs = 0.0;       ///< energy of the jobs' work before m_sinceNs (nJ)
};

} // namespace edgeward

#endif // EDGEWARD_COMPUTE_ENERGY_METER_H
