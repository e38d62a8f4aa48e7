/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/environment.h"

#include <algorithm>

namespace edgeward
{

namespace
{

constexpr std::uint64_t STEP_LIMIT = 100; // Stable-Baselines3, IdentityEnv

/**
 * Repeat what you see: the action that equals the state is worth 1, the others nothing; the next
 * state is drawn anew. State: its number, then which actions are allowed.
 *
 * In each state some actions may be invalid, drawn anew too, never the right one. Random actions
 * collect 100 / (size - invalid) in an episode, the right ones 100.
 */
class IdentityEnvironment : public Environment
{
  public:
    IdentityEnvironment(std::size_t size, std::size_t invalid)
        : Environment(ObservationSpec({{"state", "1", "one-hot", 0.0, 1.0, size}}),
                      {{static_cast<std::int32_t>(size)}, {}},
                      STEP_LIMIT)
        , m_allowed(size, 1)
        , m_invalid(invalid)
    {
    }

    std::vector<double>
    State() const override
    {
        std::vector<double> state{static_cast<double>(m_state)};
        state.insert(state.end(), m_allowed.begin(), m_allowed.end());
        return state;
    }

  protected:
    void
    DrawState(RandomStream& random) override
    {
        const std::size_t size = m_allowed.size();
        m_state = random.Index(size);
        std::fill(m_allowed.begin(), m_allowed.end(), std::uint8_t{1});
        for (std::size_t left = m_invalid; left > 0;)
        {
            const std::size_t action = random.Index(size);
            if (action != m_state && m_allowed[action] == 1)
            {
                m_allowed[action] = 0;
                --left;
            }
        }
    }

    void
    SetState(const std::vector<double>& state) override
    {
        m_state = static_cast<std::size_t>(state[0]);
        for (std::size_t action = 0; action < m_allowed.size(); ++action)
        {
            m_allowed[action] = state[action + 1] != 0.0 ? 1 : 0;
        }
    }

    StepOutcome
    DoStep(const EnvironmentAction& action, RandomStream& random) override
    {
        const bool isRight = static_cast<std::size_t>(action.choices[0]) == m_state;
        DrawState(random);
        return {isRight ? 1.0 : 0.0, false, false};
    }

    void
    Observe(Observation& observation) const override
    {
        std::fill(observation.begin(), observation.end(), 0.0F);
        observation[m_state] = 1.0F;
    }

    void
    FillMask(ActionMask& mask) const override
    {
        mask = m_allowed;
    }

  private:
    ActionMask m_allowed;
    std::size_t m_invalid;
    std::size_t m_state = 0;
};

/** @param size and @param invalid defaults of the two parameters */
std::unique_ptr<Environment>
Make(const Spec& spec, std::int64_t size, std::int64_t invalid)
{
    const std::int64_t states = spec.GetInt("size", size, 2, 10000);
    return std::make_unique<IdentityEnvironment>(
        static_cast<std::size_t>(states),
        static_cast<std::size_t>(spec.GetInt("invalid", invalid, 0, states - 1)));
}

const Registry<Environment>::Entry IDENTITY(
    "identity",
    "Repeat what you see (Stable-Baselines3's IdentityEnv).",
    {{"size", "4", "states and actions (Stable-Baselines3's tests)"},
     {"invalid", "0", "actions that are forbidden in each state, < size"}},
    [](const Spec& spec) { return Make(spec, 4, 0); });

const Registry<Environment>::Entry MASKED(
    "masked-identity",
    "Repeat what you see with most actions forbidden (SB3-contrib's InvalidActionEnvDiscrete).",
    {{"size", "80", "states and actions (SB3-contrib's documentation)"},
     {"invalid", "60", "actions that are forbidden in each state, < size (SB3-contrib)"}},
    [](const Spec& spec) { return Make(spec, 80, 60); });

} // namespace

} // namespace edgeward
