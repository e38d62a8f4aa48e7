/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_ENERGY_MODEL_H
#define EDGEWARD_DNN_ENERGY_MODEL_H

#include "base/registry.h"
#include "dnn/device-profile.h"

#include <string>

namespace edgeward
{

/** An execution whose energy is asked for. */
struct EnergyQuery
{
    const DeviceProfile& device; ///< at the level it runs at, see AtLevel()
    double seconds = 0.0;        ///< time of execution (s), >= 0
    double macs = 0.0;           ///< multiply-accumulates, >= 0
    std::string precision = "fp32";
};

/**
 * Says how much energy executing takes on a device, above what the device draws when idle.
 *
 * A model is two numbers: a power while executing and an energy per multiply-accumulate. Energy is
 * thus linear in time and in work, and the parts of an inference sum to the whole whatever the
 * model.
 */
class EnergyModel
{
  public:
    static constexpr const char* KIND = "energy model";

    virtual ~EnergyModel() = default;

    /** Energy above idle (J), >= 0. @throws ConfigError as BusyWatt(). */
    double Joule(const EnergyQuery& query) const;

    /**
     * Power of the whole device while it executes inferences on all its threads (W), at least its
     * idle power.
     * @param device at the level it runs at
     * @throws ConfigError if the device lacks a number that the model needs
     */
    virtual double BusyWatt(const DeviceProfile& device) const = 0;

    /**
     * Energy of one multiply-accumulate (J), >= 0, on top of what BusyWatt() accounts for.
     * @throws ConfigError as BusyWatt().
     */
    virtual double JoulePerMac(const DeviceProfile& device, const std::string& precision) const;
};

/** The model "power": (busy power - idle power) x time. */
const EnergyModel& DefaultEnergyModel();

} // namespace edgeward

#endif // EDGEWARD_DNN_ENERGY_MODEL_H
