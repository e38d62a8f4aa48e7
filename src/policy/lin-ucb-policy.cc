/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/bandit-policy.h"
#include "policy/observation-encoder.h"
#include "rl/lin-ucb.h"

namespace edgeward
{

namespace
{

/** A contextual bandit, one for all devices: the context is the encoded observation and a
 * constant 1. */
class LinUcbPolicy : public BanditPolicy
{
  public:
    explicit LinUcbPolicy(const Spec& spec)
        : BanditPolicy(spec)
        , m_alpha(spec.GetDouble("alpha", 1.0, 0.0, 1e6))
        , m_ridge(spec.GetDouble("ridge", 1.0, 1e-9, 1e9))
    {
    }

    void
    Start(const PolicyEnvironment& environment) override
    {
        m_encoder = ObservationEncoder(environment);
        BanditPolicy::Start(environment);
    }

  protected:
    void
    Prepare() override
    {
        m_bandit.emplace(m_encoder.Spec().Size() + 1, Actions().Size(), m_alpha, m_ridge);
    }

    ObservationSpec
    Sees() const override
    {
        return m_encoder.Spec();
    }

    std::int32_t
    Choose(const DecisionContext& context, const ActionMask& mask, Observation& remembered) override
    {
        const std::int32_t action = ChooseGreedily(context, mask);
        remembered = m_observation;
        return action;
    }

    /** The bound belongs to the algorithm also while nothing is learned. */
    std::int32_t
    ChooseGreedily(const DecisionContext& context, const ActionMask& mask) override
    {
        m_encoder.Encode(context, m_observation);
        m_observation.push_back(1.0F);
        return m_bandit->Choose(m_observation, mask);
    }

    std::optional<double>
    Expect(const Observation& remembered, std::int32_t action) const override
    {
        return m_bandit->Estimate(remembered, static_cast<std::size_t>(action));
    }

    void
    Update(const Observation& remembered, std::int32_t action, double reward) override
    {
        m_bandit->Update(remembered, static_cast<std::size_t>(action), reward);
    }

    std::uint64_t
    Updates() const override
    {
        return m_bandit->Updates();
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
    double m_alpha;
    double m_ridge;
    ObservationEncoder m_encoder;
    std::optional<LinUcb> m_bandit;
    Observation m_observation;
};

const Registry<Policy>::Entry ENTRY(
    "lin-ucb",
    "Contextual bandit with upper confidence bounds that learns while it runs (Li et al. 2010).",
    {{"alpha",
      "1",
      "width of the confidence bound in units of the reward, >= 0; ours, of the order of the "
      "reward's spread"},
     {"ridge", "1", "regularization, > 0; Li et al. 2010, Algorithm 1"},
     {"checkpoint", "", "folder to continue from; default: begin anew"}},
    [](const Spec& spec) { return std::make_unique<LinUcbPolicy>(spec); });

} // namespace

} // namespace edgeward
