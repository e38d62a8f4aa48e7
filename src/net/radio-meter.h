/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_RADIO_METER_H
#define EDGEWARD_NET_RADIO_METER_H

#include "ns3/energy-source.h"
#include "ns3/wifi-radio-energy-model.h"

namespace ns3
{
class WifiNetDevice;
class WifiPhy;

namespace energy
{
}

// The energy classes live in ns3::energy from ns-3.42 on.
using namespace energy;
} // namespace ns3

namespace edgeward
{

/** The supply of a radio that is only metered: constant voltage, never empty, no events of its own.
 */
class RadioSupply : public ns3::EnergySource
{
  public:
    static ns3::TypeId GetTypeId();

    double GetSupplyVoltage() const override;

    /** More than any radio consumes (J): the supply is never empty. */
    double GetInitialEnergy() const override;

    /**
     * What a current of 1 A draws in 1 s. It is bounded because ns3::WifiRadioEnergyModel leaves,
     * at every change of state, a cancelled event in the queue for as long as this energy would
     * last: a large one fills the memory.
     */
    double GetRemainingEnergy() override;
    double GetEnergyFraction() override;
    void UpdateEnergySource() override;

  private:
    double m_volt = 0.0;
};

/** Powers of a Wi-Fi radio (W). */
struct RadioPower
{
    double idleWatt = 0.0;
    double txWatt = 0.0;
    double rxWatt = 0.0;
};

/** ns-3's Wi-Fi radio energy model, which does not switch the radio off for lack of energy. */
class RadioMeter : public ns3::WifiRadioEnergyModel
{
  public:
    static ns3::TypeId GetTypeId();

    /**
     * Meter the radio of a device from now on.
     * @param volt supply voltage (V), > 0
     * @throws ConfigError if a current of the model is not positive
     */
    static ns3::Ptr<RadioMeter> Install(ns3::Ptr<ns3::WifiNetDevice> device, double volt);

    /** Powers of the radio that Install() would meter. @param volt, @throws as Install() */
    static RadioPower PowerAt(double volt);

    void ChangeState(int newState) override;

    /** Power of the idle radio (W). */
    double GetIdleWatt() const;

    /** Power of the sending radio above idle (W). */
    double GetTxWatt() const;

  private:
    /** @throws ConfigError if a current of the model is not positive */
    void CheckCurrents() const;

    ns3::Ptr<ns3::WifiPhy> m_phy;
    ns3::Ptr<RadioSupply> m_supply;
};

} // namespace edgeward

#endif // EDGEWARD_NET_RADIO_METER_H
