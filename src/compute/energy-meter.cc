/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "compute/energy-meter.h"

namespace edgeward
{

EnergyMeter::EnergyMeter(std::int64_t nowNs)
    : m_sinceNs(nowNs)
{
}

void
EnergyMeter::SetState(std::int64_t nowNs, bool isUp, const WorkerLoad& load)
{
    const std::int64_t elapsedNs = nowNs - m_sinceNs;
    m_upNs += m_isUp ? elapsedNs : 0;
    m_workerBusyNs += elapsedNs * m_load.busy;
    m_loadingNs += static_cast<double>(elapsedNs) * m_load.loading;
    m_workWattNs += static_cast<double>(elapsedNs) * m_load.workWatt;
    m_sinceNs = nowNs;
    m_isUp = isUp;
    m_load = isUp ? load : WorkerLoad();
}

bool
EnergyMeter::IsUp() const
{
    return m_isUp;
}

const WorkerLoad&
EnergyMeter::Load() const
{
    return m_load;
}

double
EnergyMeter::WattPerWorker() const
{
    return (busyWatt - idleWatt) / workers;
}

double
EnergyMeter::Watt() const
{
    return m_isUp ? idleWatt + m_load.busy * WattPerWorker() + m_load.workWatt : 0.0;
}

double
EnergyMeter::IdleJoule(std::int64_t nowNs) const
{
    const std::int64_t upNs = m_upNs + (m_isUp ? nowNs - m_sinceNs : 0);
    return idleWatt * (static_cast<double>(upNs) * 1e-9);
}

double
EnergyMeter::BusyJoule(std::int64_t nowNs) const
{
    const std::int64_t busyNs = m_workerBusyNs + (nowNs - m_sinceNs) * m_load.busy;
    const double workWattNs =
        m_workWattNs + static_cast<double>(nowNs - m_sinceNs) * m_load.workWatt;
    return WattPerWorker() * (static_cast<double>(busyNs) * 1e-9) + workWattNs * 1e-9;
}

double
EnergyMeter::LoadingJoule(std::int64_t nowNs) const
{
    const double loadingNs = m_loadingNs + static_cast<double>(nowNs - m_sinceNs) * m_load.loading;
    return WattPerWorker() * (loadingNs * 1e-9);
}

} // namespace edgeward
