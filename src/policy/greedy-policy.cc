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
 * first. On one node that is its fastest variant. */
class GreedyPolicy : public ActionPolicy
{
  protected:
    std::int32_t
    Choose(const DecisionContext& context) override
    {
        std::int32_t best = -1;
        std::tuple<std::int64_t, double, double> bestKey;
        for (std::size_t position = 0; position < Actions().Positions(); ++position)
        {
            // A server that is reached too late need not be looked at variant by variant.
            const std::int64_t wayNs = PredictWayNs(context, position);
            const bool isTooFar = best >= 0 && wayNs > std::get<0>(bestKey);
            if (isTooFar || !Actions().IsPositionAllowed(context, position))
            {
                continue;
            }
            const VariantId variant = Actions().FastestVariant(context, position);
            const NodeInfo& node = Environment().nodes[context.nodes[position].id];
            const std::tuple<std::int64_t, double, double> key{
                wayNs + PredictServiceNs(node, variant),
                -Environment().variants[variant].accuracy,
                PredictDeviceJoule(Environment(), context, position, variant)};
            if (best < 0 || key < bestKey)
            {
                best = Actions().Action(position, variant);
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
