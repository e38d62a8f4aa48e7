/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/environment.h"
#include "rl/tabular-model.h"

namespace edgeward
{

namespace
{

constexpr std::size_t STATES = 2;
constexpr std::int32_t STAY = 0;

/**
 * Two states; 0 stay, 1 change; staying in state 1 is worth 1, everything else nothing. State: its
 * number.
 *
 * It never terminates, so with the discount g the values are, exactly,
 *     Q*(1, stay) = 1 / (1 - g)     Q*(0, change) = g / (1 - g)     the other two: g^2 / (1 - g).
 * An agent that takes the truncation after 20 steps for an end learns less than that.
 */
class ChainEnvironment : public Environment
{
  public:
    explicit ChainEnvironment(std::uint64_t stepLimit)
        : Environment(
              ObservationSpec({{"state", "1", "one-hot", 0.0, 1.0, STATES}}), {{2}, {}}, stepLimit)
        , m_model(STATES, 2)
    {
        for (std::size_t state = 0; state < STATES; ++state)
        {
            m_model.Add(state, STAY, {1.0, state, state == 1 ? 1.0 : 0.0, false});
            m_model.Add(state, 1, {1.0, 1 - state, 0.0, false});
        }
    }

    std::vector<double>
    State() const override
    {
        return {static_cast<double>(m_state)};
    }

    const TabularModel*
    Model() const override
    {
        return &m_model;
    }

  protected:
    void
    DrawState(RandomStream& random) override
    {
        m_state = random.Index(STATES);
    }

    void
    SetState(const std::vector<double>& state) override
    {
        m_state = static_cast<std::size_t>(state[0]);
    }

    StepOutcome
    DoStep(const EnvironmentAction& action, RandomStream&) override
    {
        const TabularModel::Outcome& outcome =
            m_model.Outcomes(m_state, static_cast<std::size_t>(action.choices[0])).front();
        m_state = outcome.nextState;
        return {outcome.reward, false, false};
    }

    void
    Observe(Observation& observation) const override
    {
        observation[0] = m_state == 0 ? 1.0F : 0.0F;
        observation[1] = m_state == 1 ? 1.0F : 0.0F;
    }

  private:
    TabularModel m_model;
    std::size_t m_state = 0;
};

const Registry<Environment>::Entry ENTRY(
    "chain",
    "Two states whose action values are known exactly, without an end.",
    {{"stepLimit", "20", "steps of an episode; ours, short so that truncation matters"}},
    [](const Spec& spec) {
        return std::make_unique<ChainEnvironment>(
            static_cast<std::uint64_t>(spec.GetInt("stepLimit", 20, 1, 1000000)));
    });

} // namespace

} // namespace edgeward
