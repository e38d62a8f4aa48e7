/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/energy-model.h"

namespace edgeward
{

namespace
{

/**
 * E = (P_busy - P_idle) t, as board power meters measure it (MLPerf Power: power of the whole
 * system under test). The idle baseline P_idle x time up is counted beside it, busy or not.
 */
class PowerEnergy : public EnergyModel
{
  public:
    double
    BusyWatt(const DeviceProfile& device) const override
    {
        return device.busyWatt;
    }
};

const Registry<EnergyModel>::Entry ENTRY(
    "power",
    "(busy power - idle power) x time, powers of the device catalogue, as a board's power meter "
    "shows it",
    {},
    [](const Spec&) { return std::make_unique<PowerEnergy>(); });

} // namespace

} // namespace edgeward
