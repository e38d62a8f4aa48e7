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
    Choose(const DecisionContext& context) override
    {
        std::int32_t best = -1;
        double bestReward = 0.0;
        for (const std::int32_t action : Allowed(context))
        {
            PredictRecord(Environment(),
                          context,
                          Actions().PositionOf(action),
                          Actions().VariantOf(action),
                          m_record);
            const double reward = (*Environment().reward)(m_record);
            if (best < 0 || reward > bestReward)
            {
                best = action;
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
