/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/action-policy.h"
#include "policy/outcome-prediction.h"

#include <tuple>

namespace edgeward
{

namespace
{

/** The least predicted latency; of equals the most accurate, then the least device energy, then the
 * first. */
class GreedyPolicy : public ActionPolicy
{
  protected:
    std::int32_t
    Choose(const DecisionContext& context) override
    {
        std::int32_t best = -1;
        std::tuple<std::int64_t, double, double> bestKey;
        for (const std::int32_t action : Allowed(context))
        {
            const std::size_t position = Actions().PositionOf(action);
            const VariantId variant = Actions().VariantOf(action);
            const std::int64_t latencyNs =
                PredictLatencyNs(Environment(), context, position, variant);
            if (best >= 0 && latencyNs > std::get<0>(bestKey))
            {
                continue;
            }
            const std::tuple<std::int64_t, double, double> key{
                latencyNs,
                -Environment().variants[variant].accuracy,
                PredictDeviceJoule(Environment(), context, position, variant)};
            if (best < 0 || key < bestKey)
            {
                best = action;
                bestKey = key;
            }
        }
        return best;
    }
};

const Registry<Policy>::Entry ENTRY("greedy",
                                    "The allowed node and variant with the least predicted "
                                    "latency, from what the deciding node knows.",
                                    {},
                                    [](const Spec&) { return std::make_unique<GreedyPolicy>(); });

} // namespace

} // namespace edgeward
