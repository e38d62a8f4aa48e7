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
        constexpr std::size_t NOWHERE = static_cast<std::size_t>(-1);
        std::int32_t best = -1;
        std::tuple<std::int64_t, double, double> bestKey;
        std::size_t at = NOWHERE;
        std::int64_t wayNs = 0;
        for (const std::int32_t action : Allowed(context))
        {
            const std::size_t position = Actions().PositionOf(action);
            if (position != at)
            {
                at = position;
                wayNs = PredictWayNs(context, position);
            }
            // A server that is reached too late need not be looked at variant by variant.
            if (best >= 0 && wayNs > std::get<0>(bestKey))
            {
                continue;
            }
            const VariantId variant = Actions().VariantOf(action);
            const std::int64_t latencyNs =
                wayNs + PredictServiceNs(Environment(), context, position, variant);
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
