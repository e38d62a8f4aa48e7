/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_THROUGHPUT_RADIO_H
#define EDGEWARD_NET_THROUGHPUT_RADIO_H

#include <string>
#include <vector>

namespace edgeward
{

/**
 * Power of a phone's radio while it transfers, by throughput: P = alpha_u t_u + alpha_d t_d + beta
 * (J. Huang et al., "A close examination of performance and power characteristics of 4G LTE
 * networks", MobiSys 2012, section 5.2: error below 6 %). Nothing is drawn between transfers:
 * promotions to and tails of the connected state are not in it.
 */
class ThroughputRadio
{
  public:
    /** No radio: nothing is drawn. */
    ThroughputRadio() = default;

    /**
     * @param text "none", "3g", "4g", "wifi" (Huang et al., Table 4), or a radio of your own as
     *             "alphaUp:alphaDown:beta" in mW per Mbit/s, mW per Mbit/s and mW, each >= 0:
     *             "438.39:51.97:1288.04"
     * @throws ConfigError if it is none of these
     */
    static ThroughputRadio Parse(const std::string& text);

    /** Names that Parse() knows. */
    static std::vector<std::string> Names();

    /** What Parse() reads back as this radio. */
    const std::string& ToString() const;

    /** Whether it draws anything. */
    bool IsPresent() const;

    /** Power while both directions transfer at these throughputs (bit/s, 0: not at all), in W. */
    double Watt(double upBps, double downBps) const;

    /** The part of the energy of @p bits sent that does not depend on how long it takes (J). */
    double UploadBitsJoule(double bits) const;

    /** The same of @p bits received (J). */
    double DownloadBitsJoule(double bits) const;

    /** The power for being active in any direction (W). */
    double ActiveWatt() const;

  private:
    std::string m_text = "none";
    double m_upWattPerBps = 0.0; ///< which is J/bit
    double m_downWattPerBps = 0.0;
    double m_activeWatt = 0.0;
};

} // namespace edgeward

#endif // EDGEWARD_NET_THROUGHPUT_RADIO_H
