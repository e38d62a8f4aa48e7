/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-wifi-rate.h"

#include "base/errors.h"

#include "ns3/double.h"
#include "ns3/error-rate-model.h"
#include "ns3/he-configuration.h"
#include "ns3/he-phy.h"
#include "ns3/ht-phy.h"
#include "ns3/nstime.h"
#include "ns3/vht-phy.h"
#include "ns3/wifi-phy.h"
#include "ns3/wifi-tx-vector.h"

#include <cmath>

namespace edgeward
{

using namespace ns3;

namespace
{

constexpr double BIT_ERRORS = 1e-6;        ///< ns3::IdealWifiManager::BerThreshold
constexpr double BOLTZMANN = 1.380649e-23; ///< J/K, SI
constexpr double KELVIN = 290.0;           ///< IEEE reference temperature, as in ns-3

/** Modulation and coding schemes of a standard. */
std::vector<WifiMode>
ModesOf(const WifiSettings& settings)
{
    std::vector<WifiMode> modes;
    if (settings.standard == "802.11n")
    {
        for (std::uint32_t i = 0; i < 8; ++i)
        {
            modes.push_back(HtPhy::GetHtMcs(i + 8 * (settings.streams - 1)));
        }
    }
    else if (settings.standard == "802.11ac")
    {
        // IEEE 802.11-2020 table 21-29: no MCS 9 at 20 MHz but with three streams.
        const std::uint32_t count = settings.channelMhz == 20 && settings.streams != 3 ? 9 : 10;
        for (std::uint32_t i = 0; i < count; ++i)
        {
            modes.push_back(VhtPhy::GetVhtMcs(i));
        }
    }
    else
    {
        for (std::uint32_t i = 0; i < 12; ++i)
        {
            modes.push_back(HePhy::GetHeMcs(i));
        }
    }
    return modes;
}

/** What the guard interval in use takes of a rate that ns-3 gives for 800 ns. */
double
GuardFactor(const WifiSettings& settings)
{
    if (settings.standard != "802.11ax")
    {
        return 1.0;
    }
    TimeValue guard;
    CreateObject<HeConfiguration>()->GetAttribute("GuardInterval", guard);
    const double symbol = 12800.0; // ns, 802.11ax-2021 table 27-12
    return (symbol + 800.0) / (symbol + guard.Get().GetNanoSeconds());
}

std::string
ConstantModeOf(const ObjectSpec& manager)
{
    if (manager.typeId.GetName() == "ns3::ConstantRateWifiManager")
    {
        for (const auto& [name, value] : manager.attributes)
        {
            if (name == "DataMode")
            {
                return value;
            }
        }
    }
    return "";
}

} // namespace

std::vector<WifiRateStep>
WifiRateSteps(const WifiSettings& settings, const ObjectSpec& manager, const ObjectSpec& errors)
{
    const std::string constant = ConstantModeOf(manager);
    const auto model = errors.Factory().Create<ErrorRateModel>();
    const double guard = GuardFactor(settings);
    std::vector<WifiRateStep> steps;
    for (const WifiMode& mode : ModesOf(settings))
    {
        WifiTxVector vector;
        vector.SetMode(mode);
        vector.SetChannelWidth(settings.channelMhz);
        vector.SetNss(settings.streams);
        if (constant.empty() || constant == mode.GetUniqueName())
        {
            steps.push_back(
                {model->CalculateSnr(vector, BIT_ERRORS), guard * mode.GetDataRate(vector)});
        }
    }
    if (steps.empty())
    {
        throw ConfigError({},
                          "RateManager",
                          "flows know no rate '" + constant + "' of " + settings.standard,
                          "choose one of its data modes, or fidelity = \"packet\"");
    }
    return steps;
}

double
WifiNoiseWatt(std::uint32_t channelMhz)
{
    TypeId::AttributeInformation info;
    WifiPhy::GetTypeId().LookupAttributeByName("RxNoiseFigure", &info);
    const double figureDb = DynamicCast<const DoubleValue>(info.initialValue)->Get();
    return BOLTZMANN * KELVIN * channelMhz * 1e6 * std::pow(10.0, figureDb / 10.0);
}

double
WifiRateFor(const std::vector<WifiRateStep>& steps, double snr)
{
    double rateBps = steps.front().rateBps;
    for (const WifiRateStep& step : steps)
    {
        if (snr > step.snr && step.rateBps > rateBps)
        {
            rateBps = step.rateBps;
        }
    }
    return rateBps;
}

} // namespace edgeward
