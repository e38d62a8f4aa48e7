/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_WIFI_AIRTIME_H
#define EDGEWARD_NET_WIFI_AIRTIME_H

#include <cstdint>
#include <string>

namespace edgeward
{

/** What the user chooses of a Wi-Fi cell, and what follows from it by the standard. */
struct WifiSettings
{
    std::string standard;          ///< "802.11n", "802.11ac" or "802.11ax"
    std::string band;              ///< "2.4GHz", "5GHz" or "6GHz"
    std::uint32_t channelMhz = 20; ///< channel width (MHz)
    std::uint32_t streams = 1;     ///< spatial streams
    std::uint32_t ampduBytes = 0;  ///< largest A-MPDU; 0: none

    /** @throws ConfigError if the standard does not know the band or the width */
    void Validate() const;

    /** Rate of the highest MCS with the longest regular guard interval (bit/s). */
    double NominalRateBps() const;
};

/**
 * Expected time of a message between a station and its access point (s), to the end of the last
 * frame.
 *
 * Packets go in A-MPDUs. On a free channel the first is sent at once; between two come the block
 * acknowledgement, AIFS and a mean backoff, and the A-MPDU that carries TCP's acknowledgements
 * back. Bytes of others go before ours. No retransmissions. Constants from IEEE 802.11-2020 (best
 * effort access category; OFDM PHY 17, HT 19, VHT 21) and 802.11ax-2021 (HE 27).
 * @param rateBps    data rate of the link, > 0
 * @param bytes      of the message
 * @param otherBytes that other stations send meanwhile, at the same rate
 */
double ExpectWifiSeconds(const WifiSettings& settings,
                         double rateBps,
                         std::uint64_t bytes,
                         std::uint64_t otherBytes);

} // namespace edgeward

#endif // EDGEWARD_NET_WIFI_AIRTIME_H
