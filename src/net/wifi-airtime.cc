/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/wifi-airtime.h"

#include "base/errors.h"
#include "base/text.h"
#include "net/network-path.h"

#include <algorithm>
#include <map>
#include <vector>

namespace edgeward
{

namespace
{

/** What a standard allows, with the rates of one spatial stream. */
struct Standard
{
    std::vector<std::string> bands;
    std::map<std::uint32_t, double> rateBps; ///< by channel width (MHz): highest MCS, one stream
    double preambleSeconds;                  ///< legacy and own preamble of one stream
};

const std::map<std::string, Standard>&
Standards()
{
    // Rates: IEEE 802.11-2020 tables 19-27 and 19-30 (MCS 7, 800 ns), 21-29, 21-36, 21-43, 21-50
    // (MCS 8 at 20 MHz, else 9, 800 ns), 802.11ax-2021 tables 27-79 to 27-111 (MCS 11, 800 ns).
    // Preambles: L 20 us + HT 16, VHT 20, HE 24.
    static const std::map<std::string, Standard> standards{
        {"802.11n", {{"2.4GHz", "5GHz"}, {{20, 65e6}, {40, 135e6}}, 36e-6}},
        {"802.11ac", {{"5GHz"}, {{20, 78e6}, {40, 180e6}, {80, 390e6}, {160, 780e6}}, 40e-6}},
        {"802.11ax",
         {{"2.4GHz", "5GHz", "6GHz"},
          {{20, 143.4e6}, {40, 286.8e6}, {80, 600.5e6}, {160, 1201e6}},
          44e-6}},
    };
    return standards;
}

constexpr std::uint64_t BLOCK_ACK_WINDOW = 64; ///< MPDUs
constexpr double MAX_PPDU_SECONDS = 5.484e-3;  ///< aPPDUMaxTime of HT mixed, VHT, HE
constexpr double AIFSN = 3;                    ///< best effort
// Block acknowledgement of 32 bytes at 24 Mbit/s: preamble 20 us, 3 symbols of 4 us.
constexpr double BLOCK_ACK_SECONDS = 32e-6;
// Its request, 24 bytes, takes as many symbols.
constexpr double REQUEST_SECONDS = 32e-6;
/** Mean of the greater of two backoffs with twice the first window, 0 to 31 slots. */
constexpr double RETRY_SLOTS = 31 * 129 / 192.0;

/** A-MPDUs for so many bytes. */
std::uint64_t
FramesOf(const WifiFrameTimes& times, std::uint64_t bytes)
{
    return (PacketsOf(bytes) + times.mpdus - 1) / times.mpdus;
}

} // namespace

void
WifiSettings::Validate() const
{
    std::vector<std::string> names;
    for (const auto& entry : Standards())
    {
        names.push_back(entry.first);
    }
    const auto found = Standards().find(standard);
    if (found == Standards().end())
    {
        throw ConfigError({},
                          "Standard",
                          "unknown Wi-Fi standard '" + standard + "'",
                          DidYouMean(standard, names));
    }
    const auto& bands = found->second.bands;
    if (std::find(bands.begin(), bands.end(), band) == bands.end())
    {
        throw ConfigError(
            {}, "Band", standard + " has no band '" + band + "'", "known: " + Join(bands, ", "));
    }
    if (found->second.rateBps.count(channelMhz) == 0)
    {
        std::vector<std::string> widths;
        for (const auto& entry : found->second.rateBps)
        {
            widths.push_back(std::to_string(entry.first));
        }
        throw ConfigError({},
                          "ChannelWidth",
                          standard + " has no channel of " + std::to_string(channelMhz) + " MHz",
                          "known: " + Join(widths, ", "));
    }
}

double
WifiSettings::NominalRateBps() const
{
    return streams * Standards().at(standard).rateBps.at(channelMhz);
}

WifiFrameTimes
WifiFrameTimesOf(const WifiSettings& settings, double rateBps, std::uint64_t mpduBytes)
{
    const bool isLow = settings.band == "2.4GHz";
    const double sifs = isLow ? 10e-6 : 16e-6;
    const double extension = isLow ? 6e-6 : 0.0; // signal extension of ERP
    const double contention = sifs + (AIFSN + WIFI_MEAN_BACKOFF_SLOTS) * WIFI_SLOT_SECONDS;
    WifiFrameTimes times;
    times.preambleSeconds = Standards().at(settings.standard).preambleSeconds +
                            4e-6 * (settings.streams - 1) + extension;
    times.gapSeconds = sifs + BLOCK_ACK_SECONDS + extension + contention;
    times.blockAckSeconds = BLOCK_ACK_SECONDS + extension;
    times.askSeconds = 2 * (sifs + AIFSN * WIFI_SLOT_SECONDS + REQUEST_SECONDS + extension + sifs +
                            times.blockAckSeconds) +
                       RETRY_SLOTS * WIFI_SLOT_SECONDS;
    const auto inTime = static_cast<std::uint64_t>((MAX_PPDU_SECONDS - times.preambleSeconds) *
                                                   rateBps / 8 / mpduBytes);
    times.mpdus = std::max<std::uint64_t>(
        1, std::min({BLOCK_ACK_WINDOW, settings.ampduBytes / mpduBytes, inTime}));
    return times;
}

double
ExpectWifiSeconds(const WifiSettings& settings,
                  double rateBps,
                  std::uint64_t bytes,
                  std::uint64_t otherBytes)
{
    const WifiFrameTimes times = WifiFrameTimesOf(
        settings, rateBps, PACKET_MESSAGE_BYTES + PACKET_HEADER_BYTES + WIFI_MPDU_BYTES);
    const double acks =
        times.preambleSeconds + times.gapSeconds +
        8.0 * ((times.mpdus + 1) / 2 * (PACKET_HEADER_BYTES + WIFI_MPDU_BYTES)) / rateBps;
    const auto frames = FramesOf(times, bytes);
    double seconds = frames * times.preambleSeconds +
                     8.0 * WireBytes(bytes, WIFI_MPDU_BYTES) / rateBps +
                     (frames - 1) * (times.gapSeconds + acks);
    if (otherBytes > 0)
    {
        seconds += FramesOf(times, otherBytes) * (times.preambleSeconds + times.gapSeconds + acks) +
                   8.0 * WireBytes(otherBytes, WIFI_MPDU_BYTES) / rateBps;
    }
    return seconds;
}

} // namespace edgeward
