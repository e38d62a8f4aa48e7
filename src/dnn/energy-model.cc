/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/energy-model.h"

namespace edgeward
{

EDGEWARD_DEFINE_REGISTRY(EnergyModel)

namespace
{

/** E = (P_busy - P_idle) t, as board power meters measure it (MLPerf Power: power of the whole
 * system under test). */
class PowerTimeModel : public EnergyModel
{
  public:
    double
    Joule(const DeviceProfile& device, double busySeconds) const override
    {
        return (device.busyWatt - device.idleWatt) * busySeconds;
    }
};

const Registry<EnergyModel>::Entry ENTRY(
    "power",
    "(busy power - idle power) x time, powers of the device catalogue",
    {},
    [](const Spec&) { return std::make_unique<PowerTimeModel>(); });

} // namespace

const EnergyModel&
DefaultEnergyModel()
{
    static const PowerTimeModel model;
    return model;
}

} // namespace edgeward
