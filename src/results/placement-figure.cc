/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/text.h"
#include "results/csv-writer.h"
#include "results/figures.h"
#include "results/gnuplot.h"
#include "results/palette.h"

#include <algorithm>

namespace edgeward
{

namespace
{

// Lengths in points of the figure.
constexpr double CHARACTER_WIDTH = 7.8;
constexpr double BAR_PITCH = 34.0;
constexpr double PLOT_WIDTH = 560.0;
constexpr double TOP = 18.0;
constexpr double BOTTOM = 62.0;
constexpr double LEGEND_GAP = 28.0;
constexpr double LEGEND_ROW = 20.0;
constexpr double LEGEND_TITLES = 24.0;
constexpr double BAR_HALF_HEIGHT = 0.36; // of the pitch

constexpr Rgb REJECTED = 0xb0b0b0;

double
LongestText(const std::vector<std::string>& texts)
{
    std::size_t longest = 0;
    for (const std::string& text : texts)
    {
        longest = std::max(longest, text.size());
    }
    return CHARACTER_WIDTH * static_cast<double>(longest);
}

Rgb
ColourOf(std::size_t place, std::size_t variant, std::size_t variants)
{
    const double step = variants > 1 ? 1.0 / static_cast<double>(variants - 1) : 0.0;
    return Shade(place, variants > 1 ? step * static_cast<double>(variant) : 0.4);
}

/** Everything's position, from what has to fit. */
struct Layout
{
    FigureSize size;
    double left = 0.0;       ///< of the plot
    double legendLeft = 0.0; ///< of the legend's variant names
    double firstColumn = 0.0;
    double column = 0.0; ///< width of a legend column

    Layout(const std::vector<PlacementShares>& policies, const Names& names)
    {
        std::vector<std::string> labels;
        for (const PlacementShares& policy : policies)
        {
            labels.push_back(policy.policy);
        }
        left = LongestText(labels) + 24.0;
        legendLeft = left + PLOT_WIDTH + LEGEND_GAP;
        firstColumn = legendLeft + std::max(LongestText(names.variants), 60.0) + 8.0;
        column = std::max(LongestText(names.nodes) + 10.0, 34.0);
        const double width = firstColumn + column * static_cast<double>(names.nodes.size()) + 12.0;
        const double bars = BAR_PITCH * static_cast<double>(policies.size());
        const double legend =
            LEGEND_TITLES + LEGEND_ROW * static_cast<double>(names.variants.size() + 2);
        size.width = static_cast<int>(width);
        size.height = static_cast<int>(TOP + BOTTOM + std::max(bars, legend));
    }

    std::string
    Screen(double x, double fromTop) const
    {
        return "screen " + FormatDouble(x / size.width) + ", screen " +
               FormatDouble(1.0 - fromTop / size.height);
    }
};

std::string
Patch(const Layout& layout, double x, double fromTop, Rgb colour)
{
    const double half = std::min(15.0, layout.column / 2.0 - 1.0);
    return "set object rectangle from " + layout.Screen(x - half, fromTop + 8.0) + " to " +
           layout.Screen(x + half, fromTop - 8.0) +
           " fillstyle solid 1.0 noborder fillcolor rgb '" + RgbText(colour) + "'\n";
}

/** A matrix: a column per place, a row per variant. */
std::string
Legend(const Layout& layout, const Names& names, bool withRejected)
{
    std::string text;
    double fromTop = TOP + 8.0;
    for (std::size_t place = 0; place < names.nodes.size(); ++place)
    {
        const double x = layout.firstColumn + layout.column * (static_cast<double>(place) + 0.5);
        text += "set label " + GnuplotText(names.nodes[place]) + " at " +
                layout.Screen(x, fromTop) + " center\n";
        for (std::size_t variant = 0; variant < names.variants.size(); ++variant)
        {
            const double y = fromTop + LEGEND_TITLES + LEGEND_ROW * static_cast<double>(variant);
            text += Patch(layout, x, y, ColourOf(place, variant, names.variants.size()));
        }
    }
    fromTop += LEGEND_TITLES;
    for (const std::string& variant : names.variants)
    {
        text += "set label " + GnuplotText(variant) + " at " +
                layout.Screen(layout.firstColumn - 8.0, fromTop) + " right\n";
        fromTop += LEGEND_ROW;
    }
    if (withRejected)
    {
        text += "set label 'rejected' at " +
                layout.Screen(layout.firstColumn - 8.0, fromTop + 6.0) + " right\n";
        text += Patch(layout, layout.firstColumn + layout.column * 0.5, fromTop + 6.0, REJECTED);
    }
    return text;
}

/** Writes the segments of one bar from the left to the right. */
class BarWriter
{
  public:
    BarWriter(CsvWriter& csv, const std::string& policy, std::size_t row)
        : m_csv(csv)
        , m_policy(policy)
        , m_row(row)
    {
    }

    void
    Segment(const std::string& place, const std::string& variant, double share, Rgb colour)
    {
        if (share <= 0.0)
        {
            return;
        }
        const double textWidth = CHARACTER_WIDTH * static_cast<double>(variant.size()) + 6.0;
        const bool fits = share * PLOT_WIDTH > textWidth;
        m_csv.Text(m_policy).Text(place).Text(variant).Real(share);
        m_csv.Real(m_end).Real(m_end + share).Unsigned(m_row).Unsigned(colour);
        m_csv.Text(fits ? variant : "").Unsigned(IsDark(colour) ? 0xffffff : 0x000000);
        m_csv.EndRow();
        m_end += share;
    }

  private:
    CsvWriter& m_csv;
    std::string m_policy;
    std::size_t m_row;
    double m_end = 0.0;
};

void
WriteData(const std::string& path, const std::vector<PlacementShares>& policies, const Names& names)
{
    CsvWriter csv(path,
                  {"policy",
                   "place",
                   "variant",
                   "share",
                   "begin",
                   "end",
                   "row",
                   "colour_rgb",
                   "label",
                   "label_rgb"});
    for (std::size_t row = 0; row < policies.size(); ++row)
    {
        const PlacementShares& policy = policies[row];
        BarWriter bar(csv, policy.policy, row);
        for (const auto& [key, share] : policy.shares)
        {
            const auto& [place, variant] = key;
            bar.Segment(names.nodes.at(place),
                        names.variants.at(variant),
                        share,
                        ColourOf(place, variant, names.variants.size()));
        }
        bar.Segment("", "rejected", policy.rejected, REJECTED);
    }
    csv.Close();
}

} // namespace

bool
FigureWriter::DrawPlacement(const std::vector<PlacementShares>& policies, const Names& names)
{
    if (policies.empty())
    {
        return false;
    }
    WriteData(m_folder + "/placement.csv", policies, names);
    const Layout layout(policies, names);
    std::string tics;
    bool withRejected = false;
    for (std::size_t row = 0; row < policies.size(); ++row)
    {
        tics +=
            (row == 0 ? "" : ", ") + GnuplotText(policies[row].policy) + " " + std::to_string(row);
        withRejected = withRejected || policies[row].rejected > 0.0;
    }
    const double bars = BAR_PITCH * static_cast<double>(policies.size());
    const auto margin = [](const std::string& name, double position) {
        return "set " + name + " at screen " + FormatDouble(position) + "\n";
    };
    const double bottom = 1.0 - (TOP + bars) / layout.size.height;
    const std::string half = FormatDouble(BAR_HALF_HEIGHT);
    const std::string body =
        margin("lmargin", layout.left / layout.size.width) +
        margin("rmargin", (layout.left + PLOT_WIDTH) / layout.size.width) +
        margin("tmargin", 1.0 - TOP / layout.size.height) + margin("bmargin", bottom) +
        "set border 1\nset xrange [0:100]\nset xlabel 'share of requests (%)' offset 0,0.3\n"
        "set yrange [" +
        FormatDouble(static_cast<double>(policies.size()) - 0.5) +
        ":-0.5]\n"
        "set ytics scale 0 (" +
        tics + ")\nset grid noytics\nunset key\n" + Legend(layout, names, withRejected) +
        "plot 'placement.csv' skip 1 using "
        "(50*(column(5)+column(6))):7:(100*column(5)):(100*column(6))"
        ":(column(7)-" +
        half + "):(column(7)+" + half +
        "):8 with boxxyerror "
        "fillstyle solid 1.0 border rgb 'white' linewidth 0.6 linecolor rgb variable, \\\n"
        "'placement.csv' skip 1 using (50*(column(5)+column(6))):7:(strcol(9)):10 "
        "with labels textcolor rgb variable\n";
    DrawWithGnuplot(m_folder, "placement", layout.size, body);
    return true;
}

} // namespace edgeward
