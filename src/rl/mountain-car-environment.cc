/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/environment.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

namespace
{

// All constants: Moore 1990 as in Gymnasium's MountainCar-v0. The unit of time is a step.
constexpr double PUSH = 0.001;
constexpr double GRAVITY = 0.0025;
constexpr double LEFT_WALL = -1.2;
constexpr double RIGHT_WALL = 0.6;
constexpr double FASTEST = 0.07;
constexpr double GOAL = 0.5;
constexpr double FIRST_LOW = -0.6;
constexpr double FIRST_HIGH = -0.4;
constexpr std::uint64_t STEP_LIMIT = 200;

/** A car too weak for the hill. State: position, velocity. Actions: 0 push left, 1 nothing, 2 push
 * right. */
class MountainCarEnvironment : public Environment
{
  public:
    MountainCarEnvironment()
        : Environment(ObservationSpec({{"position", "1", "x", LEFT_WALL, RIGHT_WALL},
                                       {"velocity", "1/step", "x", -FASTEST, FASTEST}}),
                      {{3}, {}},
                      STEP_LIMIT)
    {
    }

    std::vector<double>
    State() const override
    {
        return {m_position, m_velocity};
    }

  protected:
    void
    DrawState(RandomStream& random) override
    {
        m_position = random.Uniform(FIRST_LOW, FIRST_HIGH);
        m_velocity = 0.0;
    }

    void
    SetState(const std::vector<double>& state) override
    {
        m_position = state[0];
        m_velocity = state[1];
    }

    StepOutcome
    DoStep(const EnvironmentAction& action, RandomStream&) override
    {
        m_velocity += (action.choices[0] - 1) * PUSH - GRAVITY * std::cos(3.0 * m_position);
        m_velocity = std::clamp(m_velocity, -FASTEST, FASTEST);
        m_position = std::clamp(m_position + m_velocity, LEFT_WALL, RIGHT_WALL);
        // The left wall swallows all speed.
        if (m_position == LEFT_WALL && m_velocity < 0.0)
        {
            m_velocity = 0.0;
        }
        return {-1.0, m_position >= GOAL && m_velocity >= 0.0, false};
    }

    void
    Observe(Observation& observation) const override
    {
        observation[0] = static_cast<float>(m_position);
        observation[1] = static_cast<float>(m_velocity);
    }

  private:
    double m_position = 0.0;
    double m_velocity = 0.0;
};

const Registry<Environment>::Entry ENTRY(
    "mountain-car",
    "MountainCar-v0: swing a weak car up a hill within 200 steps (Moore 1990).",
    {},
    [](const Spec&) { return std::make_unique<MountainCarEnvironment>(); });

} // namespace

} // namespace edgeward
