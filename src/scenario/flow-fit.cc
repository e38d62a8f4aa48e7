/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/flow-fit.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace edgeward
{

namespace
{

/** The parameters in steps of the scale; the defaults are the origin. */
using Point = std::array<double, 3>;

constexpr double FINEST_STEP = 1.0 / 64;
constexpr int MOST_MISFITS = 300; ///< far more than three parameters take
constexpr double DEFAULT_PULL = 1e-5;

FlowTuning
TuningAt(const Point& point, const FlowFitScale& scale)
{
    FlowTuning tuning;
    tuning.goodput = std::clamp(
        std::exp(point[0] * scale.logGoodput), FlowTuning::LEAST_GOODPUT, FlowTuning::MOST_GOODPUT);
    tuning.contention = std::clamp(
        point[1] * scale.contention, FlowTuning::LEAST_CONTENTION, FlowTuning::MOST_CONTENTION);
    tuning.latencySeconds =
        std::clamp(point[2] * scale.latencySeconds, 0.0, FlowTuning::MOST_LATENCY_SECONDS);
    return tuning;
}

/** The point's own parameters, within their bounds. */
Point
Bounded(const Point& point, const FlowFitScale& scale)
{
    const FlowTuning tuning = TuningAt(point, scale);
    return {std::log(tuning.goodput) / scale.logGoodput,
            tuning.contention / scale.contention,
            tuning.latencySeconds / scale.latencySeconds};
}

double
Pull(const Point& point)
{
    return DEFAULT_PULL * (point[0] * point[0] + point[1] * point[1] + point[2] * point[2]);
}

} // namespace

FlowTuning
FitFlow(const FlowMisfit& misfit, const FlowFitScale& scale, const FlowFitFree& free)
{
    int misfits = 0;
    const auto cost = [&](const Point& point) {
        ++misfits;
        return misfit(TuningAt(point, scale)) + Pull(point);
    };
    Point best{};
    double least = cost(best);
    for (double step = 1.0; step >= FINEST_STEP && misfits < MOST_MISFITS;)
    {
        bool isBetter = false;
        for (std::size_t i = 0; i < best.size(); ++i)
        {
            if (!free[i])
            {
                continue;
            }
            for (const double sign : {1.0, -1.0})
            {
                Point trial = best;
                trial[i] += sign * step;
                trial = Bounded(trial, scale);
                const double tried = trial == best ? least : cost(trial);
                if (tried < least)
                {
                    best = trial;
                    least = tried;
                    isBetter = true;
                    break; // the other way is worse, most likely
                }
            }
        }
        step = isBetter ? step : step / 2;
    }
    return TuningAt(best, scale);
}

} // namespace edgeward
