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

namespace edgeward
{

namespace
{

/** One learner's rows with the moving average of the reward. */
struct Curve
{
    std::string label; ///< the policy, with the seed where it was trained with several
    std::vector<TrainingRow> rows;
    std::vector<double> average;
};

// A twentieth of the curve, or five episodes: long enough to calm it, short enough not to hide its
// shape. Below four windows a curve is drawn as it is.
constexpr std::size_t WINDOWS_PER_CURVE = 20;
constexpr std::size_t LEAST_WINDOW = 5;
constexpr std::size_t LEAST_WINDOWS = 4;

std::size_t
Window(const std::vector<Curve>& curves)
{
    std::size_t longest = 0;
    for (const Curve& curve : curves)
    {
        longest = std::max(longest, curve.rows.size());
    }
    const bool isShort = longest < LEAST_WINDOWS * LEAST_WINDOW;
    return isShort ? 1 : std::max(LEAST_WINDOW, longest / WINDOWS_PER_CURVE);
}

std::vector<Curve>
Curves(const std::vector<TrainingRow>& rows)
{
    std::vector<Curve> curves;
    for (const TrainingRow& row : rows)
    {
        auto found = std::find_if(curves.begin(), curves.end(), [&](const Curve& curve) {
            return curve.rows.front().policy == row.policy && curve.rows.front().seed == row.seed;
        });
        if (found == curves.end())
        {
            found = curves.insert(curves.end(), Curve{row.policy, {}, {}});
        }
        found->rows.push_back(row);
    }
    const std::size_t window = Window(curves);
    for (Curve& curve : curves)
    {
        const TrainingRow& first = curve.rows.front();
        const bool isAlone = std::none_of(rows.begin(), rows.end(), [&](const TrainingRow& row) {
            return row.policy == first.policy && row.seed != first.seed;
        });
        curve.label =
            isAlone ? first.policy : first.policy + ", seed " + std::to_string(first.seed);
        std::vector<double> rewards;
        for (const TrainingRow& row : curve.rows)
        {
            rewards.push_back(row.reward);
        }
        curve.average = MovingAverage(rewards, window);
    }
    return curves;
}

void
WriteData(const std::string& path, const std::vector<Curve>& curves)
{
    CsvWriter csv(path, {"policy", "episode", "reward", "reward_average", "epsilon"});
    for (const Curve& curve : curves)
    {
        for (std::size_t i = 0; i < curve.rows.size(); ++i)
        {
            const TrainingRow& row = curve.rows[i];
            csv.Text(curve.label).Unsigned(row.episode).Real(row.reward);
            csv.Real(curve.average[i]).Real(row.epsilon);
            csv.EndRow();
        }
    }
    csv.Close();
}

/** "'file' using (of this policy ? column : NaN)" */
std::string
Series(const Curve& curve, int column)
{
    return "'learning-curve.csv' skip 1 using (strcol(1) eq " + GnuplotText(curve.label) +
           " ? column(2) : NaN):" + std::to_string(column) + " ";
}

std::string
RewardPlot(const std::vector<Curve>& curves, std::size_t window)
{
    std::string text;
    for (std::size_t c = 0; c < curves.size(); ++c)
    {
        const std::string colour = " linecolor rgb '" + RgbText(LineColour(c)) + "'";
        const std::string pale = " linecolor rgb '#80" + RgbText(LineColour(c)).substr(1) + "'";
        const std::string windowText =
            window == 1 ? "each episode" : "mean of " + std::to_string(window) + " episodes";
        const std::string name =
            curves.size() > 1 ? curves[c].label + ", " + windowText : windowText;
        text += c == 0 ? "plot " : ", \\\n";
        if (window > 1)
        {
            const std::string single = curves.size() > 1 ? "notitle" : "title 'one episode'";
            text +=
                Series(curves[c], 3) + "with lines linewidth 1" + pale + " " + single + ", \\\n";
        }
        text += Series(curves[c], 4) + "with lines linewidth 2.5" + colour + " title " +
                GnuplotText(name);
    }
    return text + "\n";
}

std::string
EpsilonPlot(const std::vector<Curve>& curves)
{
    std::string text;
    for (std::size_t c = 0; c < curves.size(); ++c)
    {
        text += (c == 0 ? "plot " : ", ") + Series(curves[c], 5) +
                "with lines linewidth 2 linecolor rgb '" + RgbText(LineColour(c)) + "' notitle";
    }
    return text + "\n";
}

} // namespace

bool
FigureWriter::DrawLearningCurve(const std::vector<TrainingRow>& rows)
{
    if (rows.empty())
    {
        return false;
    }
    const std::vector<Curve> curves = Curves(rows);
    WriteData(m_folder + "/learning-curve.csv", curves);
    // The legend stands above the plot: a row for each of several learners, one row for the two
    // lines of a single one.
    const std::size_t legendRows = curves.size();
    const std::string top =
        FormatDouble(0.96 - 0.045 * static_cast<double>(std::min<std::size_t>(legendRows, 6)));
    const std::string body =
        "set multiplot\n"
        "set lmargin at screen 0.12\nset rmargin at screen 0.97\n"
        "set tmargin at screen " +
        top +
        "\nset bmargin at screen 0.37\n"
        "set format x ''\nset ylabel 'mean reward per request' offset 0.5,0\n"
        "set key at graph 1,1.02 right bottom horizontal maxcols " +
        std::to_string(curves.size() > 1 ? 1 : 2) +
        "\n"
        "set offsets 0,0,graph 0.05,graph 0.05\n" +
        RewardPlot(curves, Window(curves)) +
        "set tmargin at screen 0.32\nset bmargin at screen 0.14\n"
        "set format x '%g'\nset xlabel 'episode'\nset ylabel 'exploration rate'\n"
        "set offsets 0,0,0,0\nset yrange [0:1.05]\nset ytics 0,0.5,1\n" +
        EpsilonPlot(curves) + "unset multiplot\n";
    DrawWithGnuplot(m_folder, "learning-curve", {800, 500}, body);
    return true;
}

} // namespace edgeward
