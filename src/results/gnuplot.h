/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_GNUPLOT_H
#define EDGEWARD_RESULTS_GNUPLOT_H

#include <string>

namespace edgeward
{

/** Size of a figure in points of its SVG; its PNG has twice as many pixels. */
struct FigureSize
{
    int width = 800;
    int height = 500;
};

/** @p text as a string of gnuplot's language, in quotes. */
std::string GnuplotText(const std::string& text);

/**
 * Commands for a logarithmic axis with tics at 1, 2 and 5 of each decade, at 1 only over more than
 * three: gnuplot's own would leave an axis shorter than a decade with a single number.
 * @param axis "x" or "y" @pre 0 < low < high
 */
std::string LogarithmicAxis(const std::string& axis, double low, double high);

/**
 * Write the script NAME.gp and draw NAME.png and NAME.svg with it.
 *
 * @param folder   where they go, beside the data that the script reads
 * @param name     of the figure
 * @param body     gnuplot commands that end in the plot, run once for each of the two formats; it
 *                 multiplies point sizes by the variable pointScale
 * @throws IoError if the script cannot be written, or gnuplot is missing or fails
 */
void DrawWithGnuplot(const std::string& folder,
                     const std::string& name,
                     const FigureSize& size,
                     const std::string& body);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_GNUPLOT_H
