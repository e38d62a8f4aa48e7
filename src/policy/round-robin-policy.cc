/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/action-policy.h"

#include <vector>

namespace edgeward
{

namespace
{

/** Each device takes the reachable nodes in turn. */
class RoundRobinPolicy : public ActionPolicy
{
  public:
    void
    Start(const PolicyEnvironment& environment) override
    {
        ActionPolicy::Start(environment);
        m_next.assign(environment.Devices(), 0);
    }

  protected:
    std::int32_t
    Choose(const DecisionContext& context) override
    {
        std::size_t& next = m_next.at(context.request.device);
        while (!Actions().IsPositionAllowed(context, next))
        {
            next = (next + 1) % Actions().Positions();
        }
        const std::size_t position = next;
        next = (next + 1) % Actions().Positions();
        return Actions().Action(position, Actions().FastestVariant(context, position));
    }

  private:
    std::vector<std::size_t> m_next; ///< position, by device
};

const Registry<Policy>::Entry ENTRY("round-robin",
                                    "Each device takes the reachable nodes in turn, with the "
                                    "fastest variant that meets the accuracy floor.",
                                    {},
                                    [](const Spec&) {
                                        return std::make_unique<RoundRobinPolicy>();
                                    });

} // namespace

} // namespace edgeward
