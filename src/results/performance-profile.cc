/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/performance-profile.h"

#include <cmath>

namespace edgeward
{

PerformanceProfile
ProfileOf(const std::string& policy,
          const std::vector<double>& scores,
          const std::vector<double>& thresholds,
          const BootstrapPlan& plan)
{
    std::vector<double> finite;
    for (const double score : scores)
    {
        if (std::isfinite(score))
        {
            finite.push_back(score);
        }
    }
    const auto shares = [&](const Multiplicities& drawn, std::vector<double>& above) {
        for (std::size_t t = 0; t < thresholds.size(); ++t)
        {
            std::uint64_t count = 0;
            for (std::size_t i = 0; i < finite.size(); ++i)
            {
                count += finite[i] > thresholds[t] ? drawn[i] : 0;
            }
            above[t] = static_cast<double>(count) / static_cast<double>(finite.size());
        }
    };
    PerformanceProfile profile{policy, std::vector<double>(thresholds.size()), {}};
    shares(Multiplicities(finite.size(), 1), profile.shares);
    profile.bands = BootstrapIntervals({finite.size()}, thresholds.size(), shares, plan);
    return profile;
}

} // namespace edgeward
