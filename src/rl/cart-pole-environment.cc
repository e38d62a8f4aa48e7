/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/environment.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace edgeward
{

namespace
{

// All constants: Barto, Sutton, Anderson 1983 as in Gymnasium's CartPole-v1.
constexpr double PI = 3.14159265358979323846;
constexpr double GRAVITY = 9.8; // m/s^2
constexpr double CART_KG = 1.0;
constexpr double POLE_KG = 0.1;
constexpr double TOTAL_KG = CART_KG + POLE_KG;
constexpr double HALF_LENGTH = 0.5; // m, from the pivot to the pole's middle
constexpr double FORCE_NEWTON = 10.0;
constexpr double STEP_SECONDS = 0.02;
constexpr double LIMIT_METRE = 2.4;
constexpr double LIMIT_RADIAN = 12.0 * PI / 180.0;
constexpr double FIRST_RANGE = 0.05; // each part of the first state is uniform within +-
constexpr std::uint64_t STEP_LIMIT = 500;

ObservationSpec
Fields()
{
    const double infinity = std::numeric_limits<double>::infinity();
    return ObservationSpec({{"position", "m", "x", -2.0 * LIMIT_METRE, 2.0 * LIMIT_METRE},
                            {"velocity", "m/s", "x", -infinity, infinity},
                            {"angle", "rad", "x", -2.0 * LIMIT_RADIAN, 2.0 * LIMIT_RADIAN},
                            {"angularVelocity", "rad/s", "x", -infinity, infinity}});
}

/** A cart that balances a pole. State: position, velocity, angle, angular velocity. Actions: 0 push
 * left, 1 right. */
class CartPoleEnvironment : public Environment
{
  public:
    CartPoleEnvironment()
        : Environment(Fields(), {{2}, {}}, STEP_LIMIT)
    {
    }

    std::vector<double>
    State() const override
    {
        return {m_state.begin(), m_state.end()};
    }

  protected:
    void
    DrawState(RandomStream& random) override
    {
        for (double& part : m_state)
        {
            part = random.Uniform(-FIRST_RANGE, FIRST_RANGE);
        }
    }

    void
    SetState(const std::vector<double>& state) override
    {
        std::copy(state.begin(), state.end(), m_state.begin());
    }

    StepOutcome
    DoStep(const EnvironmentAction& action, RandomStream&) override
    {
        auto& [x, velocity, angle, angularVelocity] = m_state;
        const double force = action.choices[0] == 1 ? FORCE_NEWTON : -FORCE_NEWTON;
        const double sine = std::sin(angle);
        const double cosine = std::cos(angle);
        // Florian 2007, "Correct equations for the dynamics of the cart-pole system", equations 23
        // and 24.
        const double push =
            (force + POLE_KG * HALF_LENGTH * angularVelocity * angularVelocity * sine) / TOTAL_KG;
        const double angularAcceleration =
            (GRAVITY * sine - cosine * push) /
            (HALF_LENGTH * (4.0 / 3.0 - POLE_KG * cosine * cosine / TOTAL_KG));
        const double acceleration =
            push - POLE_KG * HALF_LENGTH * angularAcceleration * cosine / TOTAL_KG;
        // Explicit Euler: positions move with the velocities of before.
        x += STEP_SECONDS * velocity;
        velocity += STEP_SECONDS * acceleration;
        angle += STEP_SECONDS * angularVelocity;
        angularVelocity += STEP_SECONDS * angularAcceleration;
        return {1.0, std::abs(x) > LIMIT_METRE || std::abs(angle) > LIMIT_RADIAN, false};
    }

    void
    Observe(Observation& observation) const override
    {
        std::copy(m_state.begin(), m_state.end(), observation.begin());
    }

  private:
    std::array<double, 4> m_state{};
};

const Registry<Environment>::Entry ENTRY(
    "cart-pole",
    "CartPole-v1: balance a pole on a cart for 500 steps (Barto, Sutton, Anderson 1983).",
    {},
    [](const Spec&) { return std::make_unique<CartPoleEnvironment>(); });

} // namespace

} // namespace edgeward
