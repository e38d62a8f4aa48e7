/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/label-layout.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace edgeward
{

namespace
{

// How much worse a covered area is than a longer way; only their order of magnitude matters.
constexpr double COVERED_COST = 1e4;
constexpr double OUTSIDE_COST = 1e6;
constexpr double CONFUSION_COST = 3.0; // per length that another point is nearer than its own

/** Directions in the order of a reader's preference: right, left, above, below, then the corners.
 */
constexpr double DIRECTIONS[][2] = {
    {1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {1, -1}, {-1, 1}, {-1, -1}};

double
Area(const Box& box)
{
    return (box.right - box.left) * (box.top - box.bottom);
}

/** The label's box at a distance in a direction: its nearest edge or corner touches the ray's end.
 */
Box
BoxAt(const LabelRequest& request, const double* direction, double distance)
{
    const double length = std::hypot(direction[0], direction[1]);
    const double x = request.x + distance * direction[0] / length;
    const double y = request.y + distance * direction[1] / length;
    const double left = x + (direction[0] - 1.0) / 2.0 * request.width;
    const double bottom = y + (direction[1] - 1.0) / 2.0 * request.height;
    return {left, bottom, left + request.width, bottom + request.height};
}

/** How far a point is from a box; 0 inside. */
double
Distance(const Box& box, const LabelRequest& point)
{
    const double x = std::max({box.left - point.x, 0.0, point.x - box.right});
    const double y = std::max({box.bottom - point.y, 0.0, point.y - box.top});
    return std::hypot(x, y);
}

/** How much nearer the label is to another point than to its own, which a reader would take it for.
 */
double
Confusion(const Box& box, const LabelRequest& own, const std::vector<LabelRequest>& requests)
{
    double nearest = std::numeric_limits<double>::infinity();
    for (const LabelRequest& other : requests)
    {
        nearest = &other == &own ? nearest : std::min(nearest, Distance(box, other));
    }
    return std::max(0.0, 1.5 * Distance(box, own) - nearest);
}

double
Cost(const Box& box,
     const LabelRequest& own,
     const std::vector<LabelRequest>& requests,
     const std::vector<LabelPlace>& placed,
     const Box& frame)
{
    double covered = 0.0;
    for (const LabelRequest& request : requests)
    {
        for (const Box& obstacle : request.obstacles)
        {
            covered += Overlap(box, obstacle);
        }
    }
    for (const LabelPlace& other : placed)
    {
        // Side by side, two labels need a space between them to be read as two.
        Box wide = other.box;
        wide.left -= own.height / 2.0;
        wide.right += own.height / 2.0;
        covered += Overlap(box, wide);
    }
    return COVERED_COST * covered + CONFUSION_COST * Confusion(box, own, requests) +
           OUTSIDE_COST * (Area(box) - Overlap(box, frame));
}

} // namespace

double
Overlap(const Box& a, const Box& b)
{
    const double width = std::min(a.right, b.right) - std::max(a.left, b.left);
    const double height = std::min(a.top, b.top) - std::max(a.bottom, b.bottom);
    return width > 0.0 && height > 0.0 ? width * height : 0.0;
}

std::vector<LabelPlace>
PlaceLabels(const std::vector<LabelRequest>& requests, const Box& frame, double spacing)
{
    std::vector<LabelPlace> placed;
    for (const LabelRequest& request : requests)
    {
        LabelPlace best;
        double bestCost = std::numeric_limits<double>::infinity();
        for (double distance = spacing; distance <= 12.0 * spacing; distance += spacing / 2.0)
        {
            for (const auto& direction : DIRECTIONS)
            {
                const Box box = BoxAt(request, direction, distance);
                const double cost =
                    Cost(box, request, requests, placed, frame) + (distance - spacing);
                if (cost < bestCost)
                {
                    bestCost = cost;
                    best = {box, distance};
                }
            }
        }
        placed.push_back(best);
    }
    return placed;
}

} // namespace edgeward
