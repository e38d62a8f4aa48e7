/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/number-format.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace edgeward
{

namespace
{

/** The value in the middle of those above 0; the columns' unit must not follow an outlier. */
double
Median(std::vector<double> values)
{
    values.erase(std::remove_if(values.begin(), values.end(), [](double v) { return !(v > 0.0); }),
                 values.end());
    if (values.empty())
    {
        return 0.0;
    }
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

std::string
UnitOf(Metric metric)
{
    switch (metric)
    {
    case Metric::LATENCY:
        return "s";
    case Metric::DEVICE_ENERGY:
    case Metric::TOTAL_ENERGY:
        return "J";
    case Metric::ACCURACY:
    case Metric::MISS_SHARE:
        return "%";
    case Metric::REWARD:
        break;
    }
    return "";
}

} // namespace

const std::string MISSING_CELL = "-";

std::string
NumberFormat::Text(double value) const
{
    if (std::isnan(value))
    {
        return MISSING_CELL;
    }
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, value * factor);
    return text;
}

NumberFormat
FormatFor(const std::vector<double>& values, const std::string& unit)
{
    NumberFormat format{1.0, unit, 3};
    double median = Median(values);
    if (median > 0.0 && median < 1.0)
    {
        const bool milli = median >= 1e-3;
        format.factor = milli ? 1e3 : 1e6;
        format.unit = (milli ? "m" : "u") + unit;
        median *= format.factor;
    }
    format.decimals = median >= 100.0 ? 1 : (median >= 10.0 ? 2 : 3);
    return format;
}

int
DecimalsFor(const std::vector<double>& halfWidths)
{
    const double median = Median(halfWidths);
    if (median <= 0.0)
    {
        return 3;
    }
    return std::clamp(1 - static_cast<int>(std::floor(std::log10(median))), 1, 6);
}

NumberFormat
FormatFor(Metric metric, const std::vector<Estimate>& estimates)
{
    const std::string unit = UnitOf(metric);
    NumberFormat format{1.0, unit, 3};
    std::vector<double> values;
    std::vector<double> halfWidths;
    for (const Estimate& estimate : estimates)
    {
        values.push_back(estimate.mean);
    }
    if (unit == "%")
    {
        format.factor = 100.0;
    }
    else if (!unit.empty())
    {
        format = FormatFor(values, unit);
    }
    for (const Estimate& estimate : estimates)
    {
        halfWidths.push_back(estimate.halfWidth * format.factor);
    }
    format.decimals = DecimalsFor(halfWidths);
    return format;
}

} // namespace edgeward
