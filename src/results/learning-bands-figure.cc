/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/text.h"
#include "results/csv-writer.h"
#include "results/figures.h"
#include "results/gnuplot.h"
#include "results/learning-bands.h"
#include "results/palette.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

namespace
{

std::string
AxisText(LearningQuantity quantity)
{
    switch (quantity)
    {
    case LearningQuantity::LOSS:
        return "loss";
    case LearningQuantity::MEAN_Q:
        return "mean maximal action value";
    case LearningQuantity::TD_ERROR:
        return "mean absolute TD error";
    case LearningQuantity::EPSILON:
        return "exploration rate";
    case LearningQuantity::ACCURACY_MULTIPLIER:
        return "price of the accuracy constraint";
    case LearningQuantity::ENERGY_MULTIPLIER:
        return "price of the energy constraint";
    case LearningQuantity::REWARD:
        break;
    }
    return "mean reward per request";
}

std::string
CentreText(LearningCentre centre)
{
    return centre == LearningCentre::MEAN     ? "mean"
           : centre == LearningCentre::MEDIAN ? "median"
                                              : "interquartile mean";
}

/** Whether there is anything to see: learners without the quantity leave zeros. */
bool
HasData(const std::vector<LearningBand>& bands)
{
    return std::any_of(bands.begin(), bands.end(), [](const LearningBand& band) {
        return std::any_of(band.centre.begin(), band.centre.end(), [](double value) {
            return std::isfinite(value) && value != 0.0;
        });
    });
}

void
WriteData(const std::string& path, const std::vector<LearningBand>& bands)
{
    CsvWriter csv(path,
                  {"policy", "trainings", "episode", "steps", "centre", "band_low", "band_high"});
    for (const LearningBand& band : bands)
    {
        for (std::size_t e = 0; e < band.episodes.size(); ++e)
        {
            csv.Text(band.label).Unsigned(band.trainings).Real(band.episodes[e]);
            csv.Real(band.steps[e]).Real(band.centre[e]);
            csv.Real(band.ends[e].low).Real(band.ends[e].high);
            csv.EndRow();
        }
    }
    csv.Close();
}

std::string
Title(const LearningBand& band, LearningCentre centre)
{
    if (band.trainings == 1)
    {
        return band.label + ", one training";
    }
    return band.label + ", " + CentreText(centre) + " of " + std::to_string(band.trainings) +
           " trainings with 95% band";
}

std::string
Plot(const std::string& name, const std::vector<LearningBand>& bands, LearningCentre centre)
{
    std::string areas;
    std::string lines;
    std::size_t first = 0;
    for (std::size_t b = 0; b < bands.size(); ++b)
    {
        const std::string colour = " linecolor rgb '" + RgbText(LineColour(b)) + "'";
        // By rows, because gnuplot compares no text that CSV quotes.
        const std::size_t last = first + bands[b].episodes.size() - 1;
        const std::string data = "'" + name + ".csv' skip 1 every ::" + std::to_string(first) +
                                 "::" + std::to_string(last) + " using 3:";
        first = last + 1;
        if (bands[b].trainings > 1)
        {
            areas += data + "6:7 with filledcurves fillstyle transparent solid 0.2 noborder" +
                     colour + " notitle, \\\n";
        }
        // A line through a single episode would not be seen.
        const std::string form = bands[b].episodes.size() > 1 ? "lines" : "points pointtype 7";
        lines += (b == 0 ? "" : ", \\\n") + data + "5 with " + form + " linewidth 2.5" + colour +
                 " title " + GnuplotText(Title(bands[b], centre));
    }
    return "plot " + areas + lines + "\n";
}

} // namespace

bool
FigureWriter::DrawLearningBands(const std::vector<LearningBand>& bands,
                                LearningQuantity quantity,
                                LearningCentre centre)
{
    if (!HasData(bands))
    {
        return false;
    }
    const std::string name = std::string("learning-") + NameOf(quantity);
    WriteData(m_folder + "/" + name + ".csv", bands);
    // The legend stands above the plot, a row per line, so that it hides nothing.
    const auto rows = static_cast<double>(std::min<std::size_t>(bands.size(), 8));
    const std::string body =
        "set lmargin at screen 0.12\nset rmargin at screen 0.97\nset bmargin at screen 0.14\n"
        "set tmargin at screen " +
        FormatDouble(0.97 - 0.05 * rows) +
        "\nset key at graph 1,1.02 right bottom horizontal maxcols 1\n"
        "set xlabel 'episode'\nset ylabel '" +
        AxisText(quantity) + "' offset 0.5,0\nset offsets 0,0,graph 0.05,graph 0.05\n" +
        Plot(name, bands, centre);
    DrawWithGnuplot(m_folder, name, {800, 480}, body);
    return true;
}

} // namespace edgeward
