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

// All constants: Gymnasium's Pendulum-v1.
constexpr double PI = 3.14159265358979323846;
constexpr double GRAVITY = 10.0; // m/s^2
constexpr double MASS_KG = 1.0;
constexpr double LENGTH = 1.0; // m
constexpr double STEP_SECONDS = 0.05;
constexpr double FASTEST = 8.0;        // rad/s
constexpr double STRONGEST = 2.0;      // N m
constexpr double FIRST_VELOCITY = 1.0; // rad/s; the first one is uniform within +-
constexpr std::uint64_t STEP_LIMIT = 200;

/** A rod to swing up and hold. State: angle (rad, 0 upright, not wrapped), angular velocity.
 * Action: a torque. */
class PendulumEnvironment : public Environment
{
  public:
    PendulumEnvironment()
        : Environment(ObservationSpec({{"cosAngle", "1", "x", -1.0, 1.0},
                                       {"sinAngle", "1", "x", -1.0, 1.0},
                                       {"angularVelocity", "rad/s", "x", -FASTEST, FASTEST}}),
                      {{}, {{"torqueNm", -STRONGEST, STRONGEST}}},
                      STEP_LIMIT)
    {
    }

    std::vector<double>
    State() const override
    {
        return {m_angle, m_velocity};
    }

  protected:
    void
    DrawState(RandomStream& random) override
    {
        m_angle = random.Uniform(-PI, PI);
        m_velocity = random.Uniform(-FIRST_VELOCITY, FIRST_VELOCITY);
    }

    void
    SetState(const std::vector<double>& state) override
    {
        m_angle = state[0];
        m_velocity = state[1];
    }

    StepOutcome
    DoStep(const EnvironmentAction& action, RandomStream&) override
    {
        const double torque = std::clamp(action.values[0], -STRONGEST, STRONGEST);
        const double fromUpright = std::remainder(m_angle, 2.0 * PI);
        // The cost is that of the state before the step.
        const double cost =
            fromUpright * fromUpright + 0.1 * m_velocity * m_velocity + 0.001 * torque * torque;
        // A uniform rod about its end has the inertia m l^2 / 3.
        const double acceleration = 3.0 * GRAVITY / (2.0 * LENGTH) * std::sin(m_angle) +
                                    3.0 / (MASS_KG * LENGTH * LENGTH) * torque;
        m_velocity = std::clamp(m_velocity + acceleration * STEP_SECONDS, -FASTEST, FASTEST);
        // Semi-implicit Euler: the angle moves with the new velocity.
        m_angle += m_velocity * STEP_SECONDS;
        return {-cost, false, false};
    }

    void
    Observe(Observation& observation) const override
    {
        observation[0] = static_cast<float>(std::cos(m_angle));
        observation[1] = static_cast<float>(std::sin(m_angle));
        observation[2] = static_cast<float>(m_velocity);
    }

  private:
    double m_angle = 0.0;
    double m_velocity = 0.0;
};

const Registry<Environment>::Entry ENTRY(
    "pendulum",
    "Pendulum-v1: swing up and hold a rod with a torque, 200 steps (Gymnasium).",
    {},
    [](const Spec&) { return std::make_unique<PendulumEnvironment>(); });

} // namespace

} // namespace edgeward
