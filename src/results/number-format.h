/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_NUMBER_FORMAT_H
#define EDGEWARD_RESULTS_NUMBER_FORMAT_H

#include "results/summary.h"

#include <string>
#include <vector>

namespace edgeward
{

/** What a table shows where there is no value. */
extern const std::string MISSING_CELL;

/** A unit, and how many decimals make a column of values in it readable. */
struct NumberFormat
{
    double factor = 1.0; ///< from SI
    std::string unit;    ///< may be empty
    int decimals = 2;

    /** The value in the unit; MISSING_CELL for NaN. */
    std::string Text(double value) const;
};

/** Four significant digits in the largest of base, milli and micro unit that keeps the median
 * above 1. */
NumberFormat FormatFor(const std::vector<double>& values, const std::string& unit);

/** Decimals that show two digits of the interval, which is as far as the mean can be trusted. */
int DecimalsFor(const std::vector<double>& halfWidths);

/** The format of a column of means: the metric's unit, and as many decimals as their intervals
 * carry. */
NumberFormat FormatFor(Metric metric, const std::vector<Estimate>& estimates);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_NUMBER_FORMAT_H
