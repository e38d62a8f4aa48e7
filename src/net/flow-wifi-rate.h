/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_FLOW_WIFI_RATE_H
#define EDGEWARD_NET_FLOW_WIFI_RATE_H

#include "net/object-spec.h"
#include "net/wifi-airtime.h"

#include <vector>

namespace edgeward
{

/** A data rate and the signal it needs. */
struct WifiRateStep
{
    double snr = 0.0; ///< least ratio of signal to noise
    double rateBps = 0.0;
};

/**
 * Rates of a cell by the signal they need, slowest first: what ns3::IdealWifiManager chooses by,
 * bit errors below 1e-6 in the error model of the cell. One entry if the rate is constant.
 * @param manager ns3::ConstantRateWifiManager gives its DataMode, any other counts as ideal
 * @param errors  an ns3::ErrorRateModel
 * @throws ConfigError if the constant mode is none of the cell's
 */
std::vector<WifiRateStep> WifiRateSteps(const WifiSettings& settings,
                                        const ObjectSpec& manager,
                                        const ObjectSpec& errors);

/** Thermal noise in the channel with the receiver's noise figure (W). */
double WifiNoiseWatt(std::uint32_t channelMhz);

/** The fastest rate for a signal; the slowest if it is too weak for any. @pre not empty */
double WifiRateFor(const std::vector<WifiRateStep>& steps, double snr);

} // namespace edgeward

#endif // EDGEWARD_NET_FLOW_WIFI_RATE_H
