/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/bandit-policy.h"
#include "rl/ucb1.h"

#include <optional>

namespace edgeward
{

namespace
{

/** The action with the largest upper confidence bound of its mean reward, whatever the context. */
class Ucb1Policy : public BanditPolicy
{
  public:
    explicit Ucb1Policy(const Spec& spec)
        : BanditPolicy(spec)
        , m_rewardRange(spec.GetDouble("rewardRange", 1.0, 0.0, 1e9))
    {
    }

  protected:
    void
    Prepare() override
    {
        m_bandit.emplace(Actions().Size(), m_rewardRange);
    }

    std::int32_t
    Choose(const DecisionContext&, const ActionMask& mask, Observation&) override
    {
        return m_bandit->Choose(mask);
    }

    std::int32_t
    ChooseGreedily(const DecisionContext&, const ActionMask& mask) override
    {
        return m_bandit->ChooseGreedily(mask);
    }

    std::optional<double>
    Expect(const Observation&, std::int32_t action) const override
    {
        return m_bandit->Arms().Mean(static_cast<std::size_t>(action));
    }

    void
    Update(const Observation&, std::int32_t action, double reward) override
    {
        m_bandit->Update(static_cast<std::size_t>(action), reward);
    }

    std::uint64_t
    Updates() const override
    {
        return m_bandit->Arms().Updates();
    }

    SafetensorsFile
    ToFile() const override
    {
        return m_bandit->ToFile();
    }

    void
    Restore(const SafetensorsFile& file, const std::string& name) override
    {
        m_bandit->Restore(file, name);
    }

  private:
    double m_rewardRange;
    std::optional<Ucb1> m_bandit;
};

const Registry<Policy>::Entry ENTRY(
    "ucb1",
    "Bandit without context that is optimistic about what it has seldom tried (Auer et al. 2002).",
    {{"rewardRange", "1", "largest minus smallest reward, >= 0; the paper's rewards are in 0..1"},
     {"checkpoint", "", "folder to continue from; default: begin anew"}},
    [](const Spec& spec) { return std::make_unique<Ucb1Policy>(spec); });

} // namespace

} // namespace edgeward
