/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/random-stream.h"
#include "policy/action-policy.h"

#include <algorithm>

namespace edgeward
{

namespace
{

/** Every allowed action with the same probability. */
class RandomPolicy : public ActionPolicy
{
  public:
    void
    Start(const PolicyEnvironment& environment) override
    {
        ActionPolicy::Start(environment);
        m_random = RandomStream(DeriveSeed(environment.seed, environment.run, "policy/random"));
    }

  protected:
    std::int32_t
    Choose(const DecisionContext&, const ActionMask& mask) override
    {
        const auto allowed = static_cast<std::uint64_t>(std::count(mask.begin(), mask.end(), 1));
        std::uint64_t left = m_random.Index(allowed);
        std::size_t action = 0;
        while (mask[action] == 0 || left-- > 0)
        {
            ++action;
        }
        return static_cast<std::int32_t>(action);
    }

  private:
    RandomStream m_random{0};
};

const Registry<Policy>::Entry ENTRY(
    "random",
    "Every allowed pair of node and variant with the same probability.",
    {},
    [](const Spec&) { return std::make_unique<RandomPolicy>(); });

} // namespace

} // namespace edgeward
