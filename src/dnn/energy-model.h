/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_ENERGY_MODEL_H
#define EDGEWARD_DNN_ENERGY_MODEL_H

#include "base/registry.h"
#include "dnn/device-profile.h"

namespace edgeward
{

/** Says how much energy executing takes on a device, above what the device draws when idle. */
class EnergyModel
{
  public:
    static constexpr const char* KIND = "energy model";

    virtual ~EnergyModel() = default;

    /**
     * Energy above idle (J), >= 0 and proportional to the time, of @p busySeconds of execution at
     * the device's default number of threads.
     * @param busySeconds time spent executing (s), >= 0
     */
    virtual double Joule(const DeviceProfile& device, double busySeconds) const = 0;
};

/** The model "power": (busy power - idle power) x time. */
const EnergyModel& DefaultEnergyModel();

} // namespace edgeward

#endif // EDGEWARD_DNN_ENERGY_MODEL_H
