/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/text.h"
#include "results/csv-writer.h"
#include "results/figures.h"
#include "results/gnuplot.h"
#include "results/palette.h"
#include "results/performance-profile.h"
#include "results/summary.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

namespace
{

// As many as make steps look like steps in a figure of 800 points.
constexpr std::size_t THRESHOLDS = 401;

/** Thresholds over all scores and a little beyond, so that every curve is seen to reach 0 and 1. */
std::vector<double>
Thresholds(const std::vector<std::vector<double>>& scores)
{
    double low = scores.front().front();
    double high = low;
    for (const std::vector<double>& one : scores)
    {
        low = std::min(low, *std::min_element(one.begin(), one.end()));
        high = std::max(high, *std::max_element(one.begin(), one.end()));
    }
    const double margin = high > low ? 0.02 * (high - low) : std::max(std::abs(low), 1.0) * 0.02;
    std::vector<double> thresholds;
    for (std::size_t t = 0; t < THRESHOLDS; ++t)
    {
        const double share = static_cast<double>(t) / static_cast<double>(THRESHOLDS - 1);
        thresholds.push_back(low - margin + share * (high - low + 2.0 * margin));
    }
    return thresholds;
}

void
WriteData(const std::string& path,
          const std::vector<PerformanceProfile>& profiles,
          const std::vector<double>& thresholds)
{
    CsvWriter csv(path, {"policy", "reward", "share", "share_low", "share_high"});
    for (const PerformanceProfile& profile : profiles)
    {
        for (std::size_t t = 0; t < thresholds.size(); ++t)
        {
            csv.Text(profile.policy).Real(thresholds[t]).Real(profile.shares[t]);
            csv.Real(profile.bands[t].low).Real(profile.bands[t].high);
            csv.EndRow();
        }
    }
    csv.Close();
}

std::string
Plot(const std::vector<PerformanceProfile>& profiles)
{
    std::string bands;
    std::string lines;
    for (std::size_t p = 0; p < profiles.size(); ++p)
    {
        const std::string colour = " linecolor rgb '" + RgbText(LineColour(p)) + "'";
        const std::string data = "'performance-profile.csv' skip 1 using (strcol(1) eq " +
                                 GnuplotText(profiles[p].policy) + " ? column(2) : NaN):";
        bands += data + "4:5 with filledcurves fillstyle transparent solid 0.15 noborder" + colour +
                 " notitle, \\\n";
        lines += (p == 0 ? "" : ", \\\n") + data + "3 with lines linewidth 2 dashtype " +
                 DashOf(p) + colour + " title " + GnuplotText(profiles[p].policy);
    }
    return "plot " + bands + lines + "\n";
}

} // namespace

bool
FigureWriter::DrawPerformanceProfile(const std::vector<PolicySummary>& summaries)
{
    std::vector<std::string> policies;
    std::vector<std::vector<double>> scores;
    for (const PolicySummary& summary : summaries)
    {
        const std::vector<double> values = summary.ValuesOf(Metric::REWARD);
        if (values.size() > 1)
        {
            policies.push_back(summary.policy);
            scores.push_back(values);
        }
    }
    if (scores.empty())
    {
        return false;
    }
    const std::vector<double> thresholds = Thresholds(scores);
    std::vector<PerformanceProfile> profiles;
    for (std::size_t p = 0; p < scores.size(); ++p)
    {
        profiles.push_back(ProfileOf(policies[p], scores[p], thresholds));
    }
    WriteData(m_folder + "/performance-profile.csv", profiles, thresholds);
    const std::string body = "set key outside right center vertical Left reverse\n"
                             "set xlabel 'mean reward per request of a replication'\n"
                             "set ylabel 'share of replications above'\n"
                             "set xrange [" +
                             FormatDouble(thresholds.front()) + ":" +
                             FormatDouble(thresholds.back()) +
                             "]\nset yrange [0:1.005]\nset ytics 0.2\n" + Plot(profiles);
    DrawWithGnuplot(m_folder, "performance-profile", {800, 480}, body);
    return true;
}

} // namespace edgeward
