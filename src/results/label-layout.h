/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_LABEL_LAYOUT_H
#define EDGEWARD_RESULTS_LABEL_LAYOUT_H

#include <string>
#include <vector>

namespace edgeward
{

/** An upright rectangle, y upwards. */
struct Box
{
    double left = 0.0;
    double bottom = 0.0;
    double right = 0.0;
    double top = 0.0;
};

/** Area that two boxes share, >= 0. */
double Overlap(const Box& a, const Box& b);

/** A point of a scatter plot that wants a label; lengths in any unit, the same for all. */
struct LabelRequest
{
    double x = 0.0;
    double y = 0.0;
    double width = 0.0;         ///< of the text
    double height = 0.0;        ///< of the text
    std::vector<Box> obstacles; ///< its marker and error bars, which no label may cover
};

/** Where a label goes. */
struct LabelPlace
{
    Box box;
    double distance = 0.0; ///< of the box from the point; far ones want a line
};

/**
 * Put a label beside every point so that labels cover neither each other nor markers nor the frame:
 * each in turn takes the nearest of a fixed set of places that costs least. Deterministic.
 *
 * @param frame   labels stay inside
 * @param spacing gap between a point and its label
 */
std::vector<LabelPlace> PlaceLabels(const std::vector<LabelRequest>& requests,
                                    const Box& frame,
                                    double spacing);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_LABEL_LAYOUT_H
