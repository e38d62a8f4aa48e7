/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/random-stream.h"
#include "policy/action-policy.h"

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
    Choose(const DecisionContext& context) override
    {
        const ActionList& allowed = Allowed(context);
        return allowed[m_random.Index(allowed.size())];
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
