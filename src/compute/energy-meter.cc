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
EnergyMeter::SetState(std::int64_t nowNs, bool isUp, std::uint32_t busyWorkers)
{
    const std::int64_t elapsedNs = nowNs - m_sinceNs;
    m_upNs += m_isUp ? elapsedNs : 0;
    m_workerBusyNs += elapsedNs * m_busyWorkers;
    m_sinceNs = nowNs;
    m_isUp = isUp;
    m_busyWorkers = isUp ? busyWorkers : 0;
}

bool
EnergyMeter::IsUp() const
{
    return m_isUp;
}

std::uint32_t
EnergyMeter::BusyWorkers() const
{
    return m_busyWorkers;
}

double
EnergyMeter::WattPerWorker() const
{
    return (busyWatt - idleWatt) / workers;
}

double
EnergyMeter::Watt() const
{
    return m_isUp ? idleWatt + m_busyWorkers * WattPerWorker() : 0.0;
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
    const std::int64_t busyNs = m_workerBusyNs + (nowNs - m_sinceNs) * m_busyWorkers;
    return WattPerWorker() * (static_cast<double>(busyNs) * 1e-9);
}

} // namespace edgeward
