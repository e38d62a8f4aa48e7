/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/text.h"
#include "results/csv-writer.h"
#include "results/figures.h"
#include "results/gnuplot.h"
#include "results/palette.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace edgeward
{

namespace
{

// More points than a figure has pixels would only make it large.
constexpr std::size_t MOST_POINTS = 600;

// Beyond this ratio of largest to smallest shown latency, equal distances show the fast policies as
// one wall.
constexpr double LOG_RATIO = 20.0;

struct Curve
{
    std::string policy;
    std::vector<double> seconds; ///< ascending
    std::vector<double> shares;  ///< of all requests, answered within that
    bool emphasized = false;
};

Curve
MakeCurve(const LatencySeries& series)
{
    std::vector<std::int64_t> sorted = series.latenciesNs;
    std::sort(sorted.begin(), sorted.end());
    LatencySketch sketch = series.sketch;
    if (sketch.Count() > 0)
    {
        for (const std::int64_t ns : sorted)
        {
            sketch.Add(ns);
        }
    }
    const bool isExact = sketch.Count() == 0;
    const auto at = [&](std::size_t rank) {
        return (isExact ? static_cast<double>(sorted[rank]) : sketch.AtRank(rank)) / 1e9;
    };
    Curve curve{series.policy, {}, {}, series.emphasized};
    const std::size_t n = isExact ? sorted.size() : sketch.Count();
    const std::size_t points = std::min(n, MOST_POINTS);
    const auto requests = static_cast<double>(std::max<std::uint64_t>(series.requests, n));
    for (std::size_t k = 0; k < points; ++k)
    {
        const std::size_t rank = points > 1 ? k * (n - 1) / (points - 1) : 0;
        curve.seconds.push_back(at(rank));
        curve.shares.push_back(static_cast<double>(rank + 1) / requests);
    }
    return curve;
}

/** What to show (s): from the fastest answer to the 99.5th percentile of the slowest policy. */
struct Range
{
    double low = std::numeric_limits<double>::infinity();
    double high = 1e-6; ///< not 0: an axis needs a length
};

Range
RangeOf(const std::vector<Curve>& curves)
{
    Range range;
    for (const Curve& curve : curves)
    {
        const std::size_t n = curve.seconds.size();
        range.low = std::min(range.low, curve.seconds[n / 200]);
        range.high = std::max(range.high, curve.seconds[n - 1 - n / 200]);
    }
    return range;
}

/** A distribution stays where it is beyond its last value, up to the end of the axis. */
void
Extend(std::vector<Curve>& curves, double end)
{
    for (Curve& curve : curves)
    {
        if (curve.seconds.back() < 1.1 * end)
        {
            curve.seconds.push_back(1.1 * end);
            curve.shares.push_back(curve.shares.back());
        }
    }
}

/** How the curve looks: the emphasized in black, solid and wide. */
std::string
LineStyle(const Curve& curve, std::size_t index)
{
    if (curve.emphasized)
    {
        return "linewidth 3.5 dashtype solid linecolor rgb 'black'";
    }
    return "linewidth 1.8 dashtype " + DashOf(index) + " linecolor rgb '" +
           RgbText(LineColour(index)) + "'";
}

std::string
Axis(const Range& range)
{
    const bool logarithmic = range.low > 0.0 && range.high / range.low > LOG_RATIO;
    if (logarithmic)
    {
        const double low = 1e3 * range.low / 1.1;
        const double high = 1e3 * range.high * 1.1;
        return "set xrange [" + FormatDouble(low) + ":" + FormatDouble(high) + "]\n" +
               LogarithmicAxis("x", low, high);
    }
    return "set xrange [0:" + FormatDouble(1e3 * range.high * 1.02) + "]\n";
}

} // namespace

bool
FigureWriter::DrawLatencyCdf(const std::vector<LatencySeries>& series)
{
    std::vector<Curve> curves;
    for (const LatencySeries& one : series)
    {
        if (!one.latenciesNs.empty() || one.sketch.Count() > 0)
        {
            curves.push_back(MakeCurve(one));
        }
    }
    if (curves.empty())
    {
        return false;
    }
    const Range range = RangeOf(curves);
    Extend(curves, range.high);
    CsvWriter csv(m_folder + "/latency-cdf.csv", {"policy", "latency_s", "share"});
    for (const Curve& curve : curves)
    {
        for (std::size_t k = 0; k < curve.shares.size(); ++k)
        {
            csv.Text(curve.policy).Real(curve.seconds[k]).Real(curve.shares[k]);
            csv.EndRow();
        }
    }
    csv.Close();
    std::string body = "set key outside right center vertical Left reverse\n"
                       "set xlabel 'latency (ms)'\nset ylabel 'share of requests answered within'\n"
                       "set yrange [0:1.005]\nset ytics 0.2\n" +
                       Axis(range);
    for (std::size_t c = 0; c < curves.size(); ++c)
    {
        body += (c == 0 ? "plot " : ", \\\n") +
                ("'latency-cdf.csv' skip 1 using (strcol(1) eq " + GnuplotText(curves[c].policy)) +
                " ? 1000 * column(2) : NaN):3 with lines " + LineStyle(curves[c], c) + " title " +
                GnuplotText(curves[c].policy);
    }
    DrawWithGnuplot(m_folder, "latency-cdf", {800, 480}, body + "\n");
    return true;
}

} // namespace edgeward
