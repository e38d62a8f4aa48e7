/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_COST_H
#define EDGEWARD_DNN_COST_H

#include <cstdint>
#include <string>

namespace edgeward
{

/** Where a number comes from. */
enum class Provenance : std::uint8_t
{
    MEASURED,  ///< with LibTorch, on the host the profile names
    PUBLISHED, ///< in a cited source
    PREDICTED  ///< by a latency model from other numbers
};

/** "measured", "published" or "predicted". */
const char* ToString(Provenance provenance);

/** What executing something once costs in time. */
struct LatencyCost
{
    double meanSeconds = 0.0; ///< mean execution time at batch 1 (s), > 0
    double variation =
        0.0; ///< coefficient of variation of the execution time (standard deviation / mean)
    Provenance provenance = Provenance::PREDICTED;
    std::string source; ///< citation, profile file, or the model that predicted it
    double relativeError = 0.0; ///< of a prediction: standard deviation of ln(predicted / true) on
                                ///< held-out measurements; 0 where published or measured
};

} // namespace edgeward

#endif // EDGEWARD_DNN_COST_H
