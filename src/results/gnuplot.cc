/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/gnuplot.h"

#include "base/child-program.h"
#include "base/errors.h"
#include "base/file-writer.h"
#include "base/text.h"

#include <cerrno>
#include <cmath>

namespace edgeward
{

namespace
{

/** Style shared by all figures: thin grey frame and grid, readable fonts, no interpretation of "_"
 * in names. */
const std::string PREAMBLE = R"gp(
reset
set encoding utf8
set datafile separator comma
set border 3 linewidth 1 linecolor rgb "#404040"
set tics nomirror out scale 0.6
set grid linewidth 0.5 linecolor rgb "#d8d8d8" linetype 1
set key samplen 2.2 spacing 1.15 Left reverse
set format '%g'
)gp";

/** Runs once per format, so that each is a whole drawing (replot cannot repeat a multiplot). */
std::string
Script(const std::string& name, const FigureSize& size, const std::string& body)
{
    const std::string points = std::to_string(size.width) + "," + std::to_string(size.height);
    const std::string pixels =
        std::to_string(2 * size.width) + "," + std::to_string(2 * size.height);
    return "# SPDX-License-Identifier: GPL-2.0-only\n"
           "# To restyle this figure: edit, then run \"gnuplot " +
           name +
           ".gp\" in this folder.\n"
           "do for [format in \"png svg\"] {\n" +
           PREAMBLE +
           "# A point size looks larger in SVG; multiply by this.\n"
           "pointScale = format eq \"png\" ? 1.0 : 0.65\n"
           "if (format eq \"png\") {\n"
           "  set terminal pngcairo noenhanced size " +
           pixels +
           " font \"DejaVu Sans,11\" fontscale 2 linewidth 2 pointscale 2 background rgb "
           "\"white\"\n"
           "} else {\n"
           "  set terminal svg noenhanced size " +
           points +
           " dynamic font \"DejaVu Sans, Helvetica, Arial, sans-serif,14\" linewidth 1 background "
           "rgb \"white\"\n"
           "}\n"
           "set output \"" +
           name + ".\".format\n" + body + "unset output\n}\n";
}

} // namespace

std::string
GnuplotText(const std::string& text)
{
    // Single quotes: nothing but the quote itself has a meaning inside.
    std::string quoted = "'";
    for (const char c : text)
    {
        quoted += c == '\'' ? "''" : std::string(1, c == '\n' ? ' ' : c);
    }
    return quoted + "'";
}

std::string
LogarithmicAxis(const std::string& axis, double low, double high)
{
    const bool many = high / low > 1e3;
    std::string tics;
    for (int decade = static_cast<int>(std::floor(std::log10(low))); std::pow(10.0, decade) <= high;
         ++decade)
    {
        for (const int step : {1, 2, 5})
        {
            const double tic = step * std::pow(10.0, decade);
            if (tic >= low && tic <= high && (step == 1 || !many))
            {
                tics += (tics.empty() ? "" : ", ") + FormatDouble(tic);
            }
        }
    }
    return "set logscale " + axis + " 10\nset m" + axis + "tics 10\nset " + axis + "tics (" + tics +
           ")\n";
}

void
DrawWithGnuplot(const std::string& folder,
                const std::string& name,
                const FigureSize& size,
                const std::string& body)
{
    const std::string script = name + ".gp";
    WriteFileAtomically(folder + "/" + script, Script(name, size, body));
    const ChildResult result = RunChildProgram(folder, {"gnuplot", script});
    const std::string kept = "the results and the figure's data and script are kept";
    if (result.startError == ENOENT)
    {
        throw IoError(folder + "/" + name + ".png",
                      "gnuplot is not installed",
                      "install the package gnuplot-nox and run 'edgeward plot' on the results; " +
                          kept);
    }
    if (!result.IsSuccess())
    {
        throw IoError(folder + "/" + script, "gnuplot failed: " + result.FirstComplaint(), kept);
    }
}

} // namespace edgeward
