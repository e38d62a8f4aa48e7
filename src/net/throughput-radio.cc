/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/throughput-radio.h"

#include "base/errors.h"
#include "base/text.h"

namespace edgeward
{

namespace
{

/** Coefficients as published: mW per Mbit/s, mW per Mbit/s, mW. */
struct Coefficients
{
    const char* name;
    double up;
    double down;
    double base;
};

// Huang et al. 2012, Table 4.
constexpr Coefficients PUBLISHED[] = {{"none", 0.0, 0.0, 0.0},
                                      {"3g", 868.98, 122.12, 817.88},
                                      {"4g", 438.39, 51.97, 1288.04},
                                      {"wifi", 283.17, 137.01, 132.86}};

constexpr double MILLI = 1e-3;
constexpr double MEGA = 1e6;

} // namespace

std::vector<std::string>
ThroughputRadio::Names()
{
    std::vector<std::string> names;
    for (const Coefficients& radio : PUBLISHED)
    {
        names.emplace_back(radio.name);
    }
    return names;
}

ThroughputRadio
ThroughputRadio::Parse(const std::string& text)
{
    std::vector<double> numbers;
    for (const Coefficients& radio : PUBLISHED)
    {
        if (text == radio.name)
        {
            // Not assigned as a list: g++ 14 takes that for an overflow.
            for (const double number : {radio.up, radio.down, radio.base})
            {
                numbers.push_back(number);
            }
        }
    }
    const std::vector<std::string> parts = Split(text, ':');
    for (std::size_t i = 0; parts.size() == 3 && i < 3; ++i)
    {
        if (const auto number = ParseDouble(Trim(parts[i])); number && *number >= 0.0)
        {
            numbers.push_back(*number);
        }
    }
    if (numbers.size() != 3)
    {
        throw ConfigError({},
                          "Radio",
                          "'" + text + "' is no radio",
                          DidYouMean(text, Names()) +
                              "; or write alphaUp:alphaDown:beta in mW per Mbit/s and mW");
    }
    ThroughputRadio radio;
    radio.m_text = text;
    radio.m_upWattPerBps = numbers[0] * MILLI / MEGA;
    radio.m_downWattPerBps = numbers[1] * MILLI / MEGA;
    radio.m_activeWatt = numbers[2] * MILLI;
    return radio;
}

const std::string&
ThroughputRadio::ToString() const
{
    return m_text;
}

bool
ThroughputRadio::IsPresent() const
{
    return m_upWattPerBps > 0.0 || m_downWattPerBps > 0.0 || m_activeWatt > 0.0;
}

double
ThroughputRadio::Watt(double upBps, double downBps) const
{
    const bool isActive = upBps > 0.0 || downBps > 0.0;
    return m_upWattPerBps * upBps + m_downWattPerBps * downBps + (isActive ? m_activeWatt : 0.0);
}

double
ThroughputRadio::UploadBitsJoule(double bits) const
{
    return m_upWattPerBps * bits;
}

double
ThroughputRadio::DownloadBitsJoule(double bits) const
{
    return m_downWattPerBps * bits;
}

double
ThroughputRadio::ActiveWatt() const
{
    return m_activeWatt;
}

} // namespace edgeward
