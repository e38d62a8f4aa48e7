/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/radio-meter.h"

#include "base/errors.h"

#include "ns3/double.h"
#include "ns3/wifi-net-device.h"
#include "ns3/wifi-phy.h"

#include <limits>

namespace edgeward
{

using namespace ns3;

NS_OBJECT_ENSURE_REGISTERED(RadioSupply);
NS_OBJECT_ENSURE_REGISTERED(RadioMeter);

TypeId
RadioSupply::GetTypeId()
{
    static TypeId tid =
        TypeId("edgeward::RadioSupply")
            .SetParent<EnergySource>()
            .SetGroupName("Edgeward")
            .AddConstructor<RadioSupply>()
            .AddAttribute(
                "Voltage",
                "Supply voltage (V).",
                DoubleValue(3.0), // the voltage ns3::WifiRadioEnergyModel's currents are given for
                MakeDoubleAccessor(&RadioSupply::m_volt),
                MakeDoubleChecker<double>(1e-3));
    return tid;
}

double
RadioSupply::GetSupplyVoltage() const
{
    return m_volt;
}

double
RadioSupply::GetInitialEnergy() const
{
    // A debug build of the radio model asserts that it never consumes more than this.
    return std::numeric_limits<double>::max();
}

double
RadioSupply::GetRemainingEnergy()
{
    return m_volt;
}

double
RadioSupply::GetEnergyFraction()
{
    return 1.0;
}

void
RadioSupply::UpdateEnergySource()
{
}

TypeId
RadioMeter::GetTypeId()
{
    static TypeId tid = TypeId("edgeward::RadioMeter")
                            .SetParent<WifiRadioEnergyModel>()
                            .SetGroupName("Edgeward")
                            .AddConstructor<RadioMeter>();
    return tid;
}

void
RadioMeter::CheckCurrents() const
{
    for (const double ampere : {GetIdleCurrentA(),
                                GetCcaBusyCurrentA(),
                                GetTxCurrentA(),
                                GetRxCurrentA(),
                                GetSwitchingCurrentA(),
                                GetSleepCurrentA()})
    {
        if (!(ampere > 0.0))
        {
            throw ConfigError({},
                              "ns3::WifiRadioEnergyModel",
                              "a current of the radio is not positive",
                              "set every ...CurrentA attribute to more than 0 A");
        }
    }
}

RadioPower
RadioMeter::PowerAt(double volt)
{
    const auto meter = CreateObject<RadioMeter>();
    meter->CheckCurrents();
    return {volt * meter->GetIdleCurrentA(),
            volt * meter->GetTxCurrentA(),
            volt * meter->GetRxCurrentA()};
}

Ptr<RadioMeter>
RadioMeter::Install(Ptr<WifiNetDevice> device, double volt)
{
    auto meter = CreateObject<RadioMeter>();
    meter->CheckCurrents();
    meter->m_phy = device->GetPhy();
    meter->m_supply = CreateObject<RadioSupply>();
    meter->m_supply->SetAttribute("Voltage", DoubleValue(volt));
    meter->SetEnergySource(meter->m_supply);
    meter->m_phy->RegisterListener(meter->GetPhyListener());
    // The radio calls the listener for as long as it lives.
    device->AggregateObject(meter);
    return meter;
}

void
RadioMeter::ChangeState(int newState)
{
    // The model itself asks for OFF when it thinks the supply empty.
    if (newState == static_cast<int>(WifiPhyState::OFF) && !m_phy->IsStateOff())
    {
        return;
    }
    WifiRadioEnergyModel::ChangeState(newState);
}

double
RadioMeter::GetIdleWatt() const
{
    return GetIdleCurrentA() * m_supply->GetSupplyVoltage();
}

double
RadioMeter::GetTxWatt() const
{
    return (GetTxCurrentA() - GetIdleCurrentA()) * m_supply->GetSupplyVoltage();
}

} // namespace edgeward
