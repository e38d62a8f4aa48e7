/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/text.h"
#include "results/csv-writer.h"
#include "results/figures.h"
#include "results/gnuplot.h"
#include "results/label-layout.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace edgeward
{

namespace
{

constexpr FigureSize SIZE{800, 500};

// The plot's area in the figure; fixed, so that labels can be laid out without asking gnuplot.
constexpr Box AREA{0.105 * SIZE.width, 0.15 * SIZE.height, 0.82 * SIZE.width, 0.96 * SIZE.height};

// Of the 13 point font in points: advance of an average character, height of a line.
constexpr double CHARACTER_WIDTH = 7.8;
constexpr double LINE_HEIGHT = 16.0;
constexpr double MARKER_RADIUS = 7.0;
constexpr double SPACING = MARKER_RADIUS + 4.0; // of a label from its point

// Larger ratios of largest to smallest would press most points into a corner.
constexpr double LOG_RATIO = 10.0;

/** One axis: its range, and where a value lies on it. */
struct Axis
{
    double low = 0.0;
    double high = 1.0;
    bool logarithmic = false;

    /** 0: at the low end, 1: at the high end. */
    double
    Position(double value) const
    {
        return logarithmic ? std::log(value / low) / std::log(high / low)
                           : (value - low) / (high - low);
    }
};

/** The mean and the ends of its interval, if it has one. */
std::vector<double>
Marks(const Estimate& estimate)
{
    if (std::isnan(estimate.halfWidth))
    {
        return {estimate.mean};
    }
    return {estimate.mean, estimate.Low(), estimate.High()};
}

Axis
AxisFor(const std::vector<TradeoffPoint>& points, Estimate TradeoffPoint::*coordinate, double scale)
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const TradeoffPoint& point : points)
    {
        for (const double mark : Marks(point.*coordinate))
        {
            low = std::min(low, scale * mark);
            high = std::max(high, scale * mark);
        }
    }
    if (low > 0.0 && high / low > LOG_RATIO)
    {
        const double margin = std::pow(high / low, 0.08);
        return {low / margin, high * margin, true};
    }
    const double margin = high > low ? 0.10 * (high - low) : std::max(std::abs(high), 1e-9);
    return {low >= 0.0 ? std::max(0.0, low - margin) : low - margin, high + margin, false};
}

std::string
AxisCommands(const std::string& axis, const Axis& range, const std::string& title)
{
    return "set " + axis + "label '" + title + "'\nset " + axis + "range [" +
           FormatDouble(range.low) + ":" + FormatDouble(range.high) + "]\n" +
           (range.logarithmic ? LogarithmicAxis(axis, range.low, range.high) : "");
}

double
Along(double low, double high, double position)
{
    return low + (high - low) * position;
}

/** The marker, and the error bars as far as there are any, in points of the figure. */
LabelRequest
RequestFor(const TradeoffPoint& point, const Axis& x, const Axis& y, double energyScale)
{
    const auto across = [&](double seconds) {
        return Along(AREA.left, AREA.right, x.Position(1e3 * seconds));
    };
    const auto up = [&](double joule) {
        return Along(AREA.bottom, AREA.top, y.Position(energyScale * joule));
    };
    LabelRequest request;
    request.x = across(point.latency.mean);
    request.y = up(point.deviceEnergy.mean);
    request.width = CHARACTER_WIDTH * static_cast<double>(point.policy.size());
    request.height = LINE_HEIGHT;
    request.obstacles.push_back({request.x - MARKER_RADIUS,
                                 request.y - MARKER_RADIUS,
                                 request.x + MARKER_RADIUS,
                                 request.y + MARKER_RADIUS});
    if (!std::isnan(point.latency.halfWidth))
    {
        request.obstacles.push_back({across(point.latency.Low()) - 4,
                                     request.y - 4,
                                     across(point.latency.High()) + 4,
                                     request.y + 4});
    }
    if (!std::isnan(point.deviceEnergy.halfWidth))
    {
        request.obstacles.push_back({request.x - 4,
                                     up(point.deviceEnergy.Low()) - 4,
                                     request.x + 4,
                                     up(point.deviceEnergy.High()) + 4});
    }
    return request;
}

/** A place in the figure (points) in gnuplot's words. */
std::string
Screen(double x, double y)
{
    return "screen " + FormatDouble(x / SIZE.width) + ", screen " + FormatDouble(y / SIZE.height);
}

std::string
LabelCommands(const std::vector<TradeoffPoint>& points, const std::vector<LabelRequest>& requests)
{
    const std::vector<LabelPlace> places = PlaceLabels(requests, AREA, SPACING);
    std::string text;
    for (std::size_t i = 0; i < points.size(); ++i)
    {
        const Box& box = places[i].box;
        const double x = (box.left + box.right) / 2.0;
        const double y = (box.bottom + box.top) / 2.0;
        text += "set label " + GnuplotText(points[i].policy) + " at " + Screen(x, y) +
                " center front\n";
        if (places[i].distance > SPACING)
        {
            const double endX = std::clamp(requests[i].x, box.left, box.right);
            const double endY = std::clamp(requests[i].y, box.bottom, box.top);
            text += "set arrow from " + Screen(requests[i].x, requests[i].y) + " to " +
                    Screen(endX, endY) + " nohead linewidth 0.7 linecolor rgb '#808080' back\n";
        }
    }
    return text;
}

std::string
ColourCommands(const std::vector<TradeoffPoint>& points)
{
    double low = 1.0;
    double high = 0.0;
    for (const TradeoffPoint& point : points)
    {
        low = std::min(low, point.accuracy);
        high = std::max(high, point.accuracy);
    }
    // A range without width has no colours.
    const double margin = high - low < 1e-4 ? 0.005 : 0.0;
    return "set cbrange [" + FormatDouble(100.0 * (low - margin)) + ":" +
           FormatDouble(100.0 * (high + margin)) +
           "]\nset cblabel 'accuracy (%)' offset 1.2,0\n"
           "# viridis: equal steps look equal, for every kind of colour vision and in grey\n"
           "set palette defined (0 '#440154', 1 '#482878', 2 '#3e4989', 3 '#31688e', 4 '#26828e', "
           "5 '#1f9e89', 6 '#35b779', 7 '#6ece58', 8 '#b5de2b', 9 '#fde725')\n";
}

void
WriteData(const std::string& path, const std::vector<TradeoffPoint>& points)
{
    CsvWriter csv(path,
                  {"policy",
                   "latency_s",
                   "latency_low_s",
                   "latency_high_s",
                   "device_energy_j",
                   "device_energy_low_j",
                   "device_energy_high_j",
                   "accuracy"});
    for (const TradeoffPoint& point : points)
    {
        csv.Text(point.policy);
        csv.Real(point.latency.mean).Real(point.latency.Low()).Real(point.latency.High());
        csv.Real(point.deviceEnergy.mean).Real(point.deviceEnergy.Low());
        csv.Real(point.deviceEnergy.High()).Real(point.accuracy);
        csv.EndRow();
    }
    csv.Close();
}

} // namespace

bool
FigureWriter::DrawEnergyLatency(const std::vector<TradeoffPoint>& all)
{
    std::vector<TradeoffPoint> points;
    std::copy_if(
        all.begin(), all.end(), std::back_inserter(points), [](const TradeoffPoint& point) {
            return std::isfinite(point.latency.mean) && std::isfinite(point.deviceEnergy.mean);
        });
    if (points.empty())
    {
        return false;
    }
    WriteData(m_folder + "/energy-latency.csv", points);
    const bool milli = std::all_of(points.begin(), points.end(), [](const TradeoffPoint& point) {
        return point.deviceEnergy.mean < 1.0;
    });
    const double energyScale = milli ? 1e3 : 1.0;
    const Axis x = AxisFor(points, &TradeoffPoint::latency, 1e3);
    const Axis y = AxisFor(points, &TradeoffPoint::deviceEnergy, energyScale);
    std::vector<LabelRequest> requests;
    for (const TradeoffPoint& point : points)
    {
        requests.push_back(RequestFor(point, x, y, energyScale));
    }
    const std::string scale = milli ? "1000*" : "";
    const std::string file =
        "'energy-latency.csv' skip 1 using (1000*column(2)):(" + scale + "column(5))";
    const auto area = [](const std::string& margin, double points, int of) {
        return "set " + margin + " at screen " + FormatDouble(points / of) + "\n";
    };
    const std::string body =
        area("lmargin", AREA.left, SIZE.width) + area("rmargin", AREA.right, SIZE.width) +
        area("bmargin", AREA.bottom, SIZE.height) + area("tmargin", AREA.top, SIZE.height) +
        AxisCommands("x", x, "mean latency (ms)") +
        AxisCommands(
            "y", y, milli ? "device energy per request (mJ)" : "device energy per request (J)") +
        ColourCommands(points) + LabelCommands(points, requests) +
        "unset key\n"
        "plot " +
        file + ":(1000*column(3)):(1000*column(4)):(" + scale + "column(6)):(" + scale +
        "column(7)) with xyerrorbars pointtype 0 linewidth 1.2 linecolor rgb '#606060', \\\n" +
        file + " with points pointtype 7 pointsize 1.75*pointScale linecolor rgb 'black', \\\n" +
        file +
        ":(100*column(8)) with points pointtype 7 pointsize 1.45*pointScale linecolor palette\n";
    DrawWithGnuplot(m_folder, "energy-latency", SIZE, body);
    return true;
}

} // namespace edgeward
