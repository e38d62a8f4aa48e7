/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/action-policy.h"
#include "policy/outcome-prediction.h"

namespace edgeward
{

namespace
{

/** The largest predicted reward of this one request, from the true state of everything. */
class OraclePolicy : public ActionPolicy
{
  public:
    bool
    NeedsTrueState() const override
    {
        return true;
    }

  protected:
    std::int32_t
    Choose(const DecisionContext& context, const ActionMask& mask) override
    {
        std::int32_t best = -1;
        double bestReward = 0.0;
        for (std::size_t action = 0; action < mask.size(); ++action)
        {
            if (mask[action] == 0)
            {
                continue;
            }
            const auto candidate = static_cast<std::int32_t>(action);
            PredictRecord(Environment(),
                          context,
                          Actions().PositionOf(candidate),
                          Actions().VariantOf(candidate),
                          m_record);
            const double reward = (*Environment().reward)(m_record);
            if (best < 0 || reward > bestReward)
            {
                best = candidate;
                bestReward = reward;
            }
        }
        return best;
    }

  private:
    RequestRecord m_record; ///< kept for its storage
};

const Registry<Policy>::Entry ENTRY("oracle",
                                    "Sees the true state of all nodes and takes the largest "
                                    "predicted reward: one-step optimal, not attainable.",
                                    {},
                                    [](const Spec&) { return std::make_unique<OraclePolicy>(); });

} // namespace

} // namespace edgeward
