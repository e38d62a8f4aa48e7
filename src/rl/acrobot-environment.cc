/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/environment.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace edgeward
{

namespace
{

// All constants: Sutton and Barto's book, as in Gymnasium's Acrobot-v1 ("book" dynamics).
constexpr double PI = 3.14159265358979323846;
constexpr double GRAVITY = 9.8; // m/s^2
constexpr double LENGTH = 1.0;  // m, of the first link
constexpr double CENTRE = 0.5;  // m, centre of mass of either link
constexpr double LINK_KG = 1.0; // of either link
constexpr double INERTIA = 1.0; // kg m^2, of either link
constexpr double STEP_SECONDS = 0.2;
constexpr double FASTEST_FIRST = 4.0 * PI;  // rad/s
constexpr double FASTEST_SECOND = 9.0 * PI; // rad/s
constexpr double FIRST_RANGE = 0.1;         // each part of the first state is uniform within +-
constexpr std::uint64_t STEP_LIMIT = 500;

/** Angles of the two joints (rad), then their velocities (rad/s); the second angle is relative to
 * the first link. */
using Links = std::array<double, 4>;

/** Time derivative of @p state under @p torque (N m) on the second joint. */
Links
Derivative(const Links& state, double torque)
{
    const auto& [angle1, angle2, velocity1, velocity2] = state;
    const double sine2 = std::sin(angle2);
    const double cosine2 = std::cos(angle2);
    // Sutton and Barto 1998, section 11.3 (Spong 1994 with a torque at the elbow).
    const double d1 =
        LINK_KG * CENTRE * CENTRE +
        LINK_KG * (LENGTH * LENGTH + CENTRE * CENTRE + 2.0 * LENGTH * CENTRE * cosine2) +
        2.0 * INERTIA;
    const double d2 = LINK_KG * (CENTRE * CENTRE + LENGTH * CENTRE * cosine2) + INERTIA;
    const double phi2 = LINK_KG * CENTRE * GRAVITY * std::cos(angle1 + angle2 - PI / 2.0);
    const double phi1 =
        -LINK_KG * LENGTH * CENTRE * velocity2 * velocity2 * sine2 -
        2.0 * LINK_KG * LENGTH * CENTRE * velocity2 * velocity1 * sine2 +
        (LINK_KG * CENTRE + LINK_KG * LENGTH) * GRAVITY * std::cos(angle1 - PI / 2.0) + phi2;
    const double acceleration2 =
        (torque + d2 / d1 * phi1 - LINK_KG * LENGTH * CENTRE * velocity1 * velocity1 * sine2 -
         phi2) /
        (LINK_KG * CENTRE * CENTRE + INERTIA - d2 * d2 / d1);
    return {velocity1, velocity2, -(d2 * acceleration2 + phi1) / d1, acceleration2};
}

Links
Move(const Links& state, const Links& derivative, double seconds)
{
    Links moved{};
    for (std::size_t k = 0; k < moved.size(); ++k)
    {
        moved[k] = state[k] + seconds * derivative[k];
    }
    return moved;
}

/** One step of the classical Runge-Kutta method of fourth order. */
Links
RungeKutta(const Links& state, double torque, double seconds)
{
    const Links k1 = Derivative(state, torque);
    const Links k2 = Derivative(Move(state, k1, seconds / 2.0), torque);
    const Links k3 = Derivative(Move(state, k2, seconds / 2.0), torque);
    const Links k4 = Derivative(Move(state, k3, seconds), torque);
    Links mean{};
    for (std::size_t k = 0; k < mean.size(); ++k)
    {
        mean[k] = (k1[k] + 2.0 * k2[k] + 2.0 * k3[k] + k4[k]) / 6.0;
    }
    return Move(state, mean, seconds);
}

/** @p angle plus whole turns, within [-pi, pi]. */
double
Wrap(double angle)
{
    return std::remainder(angle, 2.0 * PI);
}

ObservationSpec
Fields()
{
    return ObservationSpec({{"cosFirst", "1", "x", -1.0, 1.0},
                            {"sinFirst", "1", "x", -1.0, 1.0},
                            {"cosSecond", "1", "x", -1.0, 1.0},
                            {"sinSecond", "1", "x", -1.0, 1.0},
                            {"velocityFirst", "rad/s", "x", -FASTEST_FIRST, FASTEST_FIRST},
                            {"velocitySecond", "rad/s", "x", -FASTEST_SECOND, FASTEST_SECOND}});
}

/** Two links hanging from a bar, a motor at the elbow. State: Links. Actions: torque -1, 0, 1 N m.
 */
class AcrobotEnvironment : public Environment
{
  public:
    AcrobotEnvironment()
        : Environment(Fields(), {{3}, {}}, STEP_LIMIT)
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
        m_state = RungeKutta(m_state, action.choices[0] - 1, STEP_SECONDS);
        m_state[0] = Wrap(m_state[0]);
        m_state[1] = Wrap(m_state[1]);
        m_state[2] = std::clamp(m_state[2], -FASTEST_FIRST, FASTEST_FIRST);
        m_state[3] = std::clamp(m_state[3], -FASTEST_SECOND, FASTEST_SECOND);
        // The free end is a whole link above the bar.
        const bool isUp = -std::cos(m_state[0]) - std::cos(m_state[0] + m_state[1]) > 1.0;
        return {isUp ? 0.0 : -1.0, isUp, false};
    }

    void
    Observe(Observation& observation) const override
    {
        const std::array<double, 6> seen{std::cos(m_state[0]),
                                         std::sin(m_state[0]),
                                         std::cos(m_state[1]),
                                         std::sin(m_state[1]),
                                         m_state[2],
                                         m_state[3]};
        std::copy(seen.begin(), seen.end(), observation.begin());
    }

  private:
    Links m_state{};
};

const Registry<Environment>::Entry ENTRY(
    "acrobot",
    "Acrobot-v1: swing two links up with a motor at the elbow, within 500 steps (Sutton 1996).",
    {},
    [](const Spec&) { return std::make_unique<AcrobotEnvironment>(); });

} // namespace

} // namespace edgeward
