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
constexpr double COVERED_COST = 100.0;
constexpr double OUTSIDE_COST = 10000.0;

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

double
Cost(const Box& box,
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
        covered += Overlap(box, other.box);
    }
    return COVERED_COST * covered + OUTSIDE_COST * (Area(box) - Overlap(box, frame));
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
                const double cost = Cost(box, requests, placed, frame) + (distance - spacing);
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
