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

/** Bytes around a packet in an A-MPDU: QoS data header 26, LLC/SNAP 8, FCS 4, delimiter 4. */
constexpr std::uint64_t WIFI_MPDU_BYTES = 42;

/** Slot of the OFDM PHYs (s), IEEE 802.11-2020 table 17-21. */
constexpr double WIFI_SLOT_SECONDS = 9e-6;

/** Training fields and SIGNAL of the OFDM PHY (s), IEEE 802.11-2020 table 17-5; block
 * acknowledgements have no other preamble. */
constexpr double WIFI_LEGACY_PREAMBLE_SECONDS = 20e-6;

/** Mean backoff of a station that has the channel for itself: CWmin 15. */
constexpr double WIFI_MEAN_BACKOFF_SLOTS = 7.5;

/** What is the same for all frames of a link. */
struct WifiFrameTimes
{
    double preambleSeconds = 0.0; ///< of a data frame, legacy part included
    double gapSeconds = 0.0;      ///< from the end of a data frame to the start of the next:
                                  ///< acknowledgement, AIFS, mean backoff
    double blockAckSeconds = 0.0; ///< of the acknowledgement alone
    double askSeconds = 0.0;      ///< that two take who have collided to ask what has arrived
    std::uint64_t mpdus = 1;      ///< in the largest A-MPDU
};

/**
 * Constants from IEEE 802.11-2020 (best effort access category) and 802.11ax-2021.
 * @param rateBps   data rate of the link, > 0
 * @param mpduBytes of a full packet with all headers
 */
WifiFrameTimes WifiFrameTimesOf(const WifiSettings& settings,
                                double rateBps,
                                std::uint64_t mpduBytes);

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
