/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/energy-model.h"

namespace edgeward
{

EDGEWARD_DEFINE_REGISTRY(EnergyModel)

double
EnergyModel::Joule(const EnergyQuery& query) const
{
    return (BusyWatt(query.device) - query.device.idleWatt) * query.seconds +
           JoulePerMac(query.device, query.precision) * query.macs;
}

double
EnergyModel::JoulePerMac(const DeviceProfile&, const std::string&) const
{
    return 0.0;
}

const EnergyModel&
DefaultEnergyModel()
{
    static const std::unique_ptr<EnergyModel> model =
        Registry<EnergyModel>::Create(Spec::Parse("power"));
    return *model;
}

} // namespace edgeward
