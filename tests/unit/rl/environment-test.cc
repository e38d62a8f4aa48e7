/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/environment.h"

#include "rl/random-action.h"
#include "rl/tabular-model.h"
#include "support/complaint.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

using namespace edgeward;

namespace
{

std::unique_ptr<Environment>
Make(const std::string& spec)
{
    return Registry<Environment>::Create(Spec::Parse(spec));
}

/** An action that @p environment allows, drawn with @p random. */
EnvironmentAction
RandomAction(const Environment& environment, RandomStream& random)
{
    EnvironmentAction action;
    if (environment.Actions().IsDiscrete())
    {
        return {{RandomAllowedAction(environment.Mask(), random)}, {}};
    }
    for (const std::int32_t alternatives : environment.Actions().choices)
    {
        action.choices.push_back(
            static_cast<std::int32_t>(random.Index(static_cast<std::uint64_t>(alternatives))));
    }
    for (const ActionSpec::Value& value : environment.Actions().values)
    {
        // Also beyond the bounds, where it must be clamped.
        action.values.push_back(random.Uniform(2.0 * value.low, 2.0 * value.high));
    }
    return action;
}

/** Everything that an agent sees in @p steps steps with random actions, episodes one after another.
 */
std::vector<double>
Trace(Environment& environment, std::uint64_t seed, int steps)
{
    RandomStream random(7);
    std::vector<double> trace;
    environment.Reset(seed);
    for (int step = 0; step < steps; ++step)
    {
        trace.insert(trace.end(), environment.Now().begin(), environment.Now().end());
        trace.insert(trace.end(), environment.Mask().begin(), environment.Mask().end());
        const StepOutcome outcome = environment.Step(RandomAction(environment, random));
        trace.push_back(outcome.reward);
        trace.push_back(outcome.isTerminated ? 1.0 : 0.0);
        trace.push_back(outcome.isTruncated ? 1.0 : 0.0);
        if (outcome.IsOver())
        {
            environment.Reset();
        }
    }
    return trace;
}

/** The checks of Gymnasium's env_checker, for every registered environment. */
class EveryEnvironmentTest : public testing::TestWithParam<std::string>
{
  protected:
    std::unique_ptr<Environment> environment = Make(GetParam());
};

std::string
TestName(const testing::TestParamInfo<std::string>& info)
{
    std::string name;
    for (const char letter : info.param)
    {
        name += std::isalnum(static_cast<unsigned char>(letter)) != 0 ? letter : '_';
    }
    return name;
}

std::vector<std::string>
AllEnvironments()
{
    std::vector<std::string> specs = Registry<Environment>::Names();
    specs.push_back("frozen-lake(map=8x8)");
    return specs;
}

} // namespace

TEST_P(EveryEnvironmentTest, EqualSeedsAreBitIdenticalAndOthersDiffer)
{
    const std::unique_ptr<Environment> other = Make(GetParam());
    const std::vector<double> trace = Trace(*environment, 3, 2000);
    EXPECT_EQ(Trace(*other, 3, 2000), trace);
    EXPECT_EQ(other->RandomState(), environment->RandomState());
    // A used environment goes back to its beginning, too.
    EXPECT_EQ(Trace(*environment, 3, 2000), trace);
    EXPECT_NE(Trace(*other, 4, 2000), trace);
}

TEST_P(EveryEnvironmentTest, ObservationsStayWithinTheirBounds)
{
    const std::vector<ValueBounds> bounds = environment->Spec().Bounds();
    ASSERT_EQ(bounds.size(), environment->Spec().Size());
    RandomStream random(11);
    environment->Reset(5);
    for (int step = 0; step < 5000; ++step)
    {
        ASSERT_EQ(environment->Now().size(), bounds.size());
        for (std::size_t k = 0; k < bounds.size(); ++k)
        {
            // Bounds are doubles, observations floats: a clamped value may round outwards.
            const double slack = 1e-6 * std::abs(bounds[k].high);
            ASSERT_GE(environment->Now()[k], bounds[k].low - slack);
            ASSERT_LE(environment->Now()[k], bounds[k].high + slack);
        }
        if (environment->Step(RandomAction(*environment, random)).IsOver())
        {
            environment->Reset();
        }
    }
}

TEST_P(EveryEnvironmentTest, EpisodesEndOnceEitherTerminatedOrTruncatedAtTheLimit)
{
    RandomStream random(12);
    environment->Reset(6);
    for (int episode = 0; episode < 20; ++episode)
    {
        StepOutcome outcome;
        std::uint64_t steps = 0;
        while (!outcome.IsOver())
        {
            outcome = environment->Step(RandomAction(*environment, random));
            ++steps;
            ASSERT_LE(steps, environment->StepLimit());
        }
        EXPECT_NE(outcome.isTerminated, outcome.isTruncated);
        EXPECT_TRUE(outcome.isTerminated || steps == environment->StepLimit());
        EXPECT_THROW(environment->Step(RandomAction(*environment, random)), std::logic_error);
        environment->Reset();
    }
}

TEST_P(EveryEnvironmentTest, RefusesActionsThatAreNotThere)
{
    RandomStream random(13);
    EXPECT_THROW(environment->Step(EnvironmentAction{}), std::logic_error);
    environment->Reset(1);
    EnvironmentAction action = RandomAction(*environment, random);
    for (std::int32_t& choice : action.choices)
    {
        choice = -1;
    }
    for (double& value : action.values)
    {
        value = std::nan("");
    }
    EXPECT_THROW(environment->Step(action), std::logic_error);
    EXPECT_THROW(environment->Step(EnvironmentAction{}), std::logic_error);
}

TEST_P(EveryEnvironmentTest, GoesOnFromAState)
{
    // From the same state, with the same random numbers, the same follows.
    RandomStream random(14);
    environment->Reset(2);
    const std::vector<double> state = environment->State();
    const Observation seen = environment->Now();
    const EnvironmentAction action = RandomAction(*environment, random);
    const double reward = environment->Step(action).reward;
    environment->ResetTo(state);
    EXPECT_EQ(environment->Now(), seen);
    EXPECT_EQ(environment->State(), state);
    if (environment->Model() == nullptr)
    {
        EXPECT_EQ(environment->Step(action).reward, reward);
    }
    EXPECT_THROW(environment->ResetTo(std::vector<double>(state.size() + 1)), std::logic_error);
}

INSTANTIATE_TEST_SUITE_P(All, EveryEnvironmentTest, testing::ValuesIn(AllEnvironments()), TestName);

TEST(CartPole, FirstStepsAreTheOnesComputedByHand)
{
    const std::unique_ptr<Environment> environment = Make("cart-pole");
    environment->ResetTo({0.0, 0.0, 0.0, 0.0});
    // Upright and at rest, pushed right: push = 10/1.1; angular acceleration = -push/(0.5 (4/3 -
    // 0.1/1.1)) = -600/41; acceleration = push + 0.05 (600/41)/1.1 = 400/41. Positions move with
    // the old velocities: not yet.
    EXPECT_EQ(environment->Step(1).reward, 1.0);
    const std::vector<double> first = environment->State();
    EXPECT_EQ(first[0], 0.0);
    EXPECT_NEAR(first[1], 0.02 * 400.0 / 41.0, 1e-15);
    EXPECT_EQ(first[2], 0.0);
    EXPECT_NEAR(first[3], -0.02 * 600.0 / 41.0, 1e-15);
    environment->Step(0);
    EXPECT_NEAR(environment->State()[0], 0.02 * first[1], 1e-15);
    EXPECT_NEAR(environment->State()[2], 0.02 * first[3], 1e-15);
}

TEST(CartPole, TerminatesBeyond12DegreesAnd2Point4Metres)
{
    const std::unique_ptr<Environment> environment = Make("cart-pole");
    const double degree = std::acos(-1.0) / 180.0;
    environment->ResetTo({0.0, 0.0, 11.9 * degree, 0.0});
    EXPECT_FALSE(environment->Step(0).isTerminated);
    environment->ResetTo({0.0, 0.0, 11.9 * degree, 1.0});
    EXPECT_TRUE(environment->Step(0).isTerminated);
    environment->ResetTo({2.39, 0.0, 0.0, 0.0});
    EXPECT_FALSE(environment->Step(1).isTerminated);
    environment->ResetTo({2.39, 1.0, 0.0, 0.0});
    const StepOutcome last = environment->Step(1);
    EXPECT_TRUE(last.isTerminated);
    // The step that fails is worth 1, too.
    EXPECT_EQ(last.reward, 1.0);
}

TEST(MountainCar, FirstStepIsTheOneComputedByHandAndTheWallSwallowsSpeed)
{
    const std::unique_ptr<Environment> environment = Make("mountain-car");
    environment->ResetTo({-0.5, 0.0});
    EXPECT_EQ(environment->Step(2).reward, -1.0);
    // 0.001 - 0.0025 cos(-1.5), cos(1.5) = 0.0707372016677029
    EXPECT_NEAR(environment->State()[1], 0.00082315699583074275, 1e-16);
    EXPECT_NEAR(environment->State()[0], -0.49917684300416926, 1e-15);
    environment->ResetTo({-1.19, -0.07});
    environment->Step(0);
    EXPECT_EQ(environment->State(), (std::vector<double>{-1.2, 0.0}));
    environment->ResetTo({0.49, 0.05});
    EXPECT_TRUE(environment->Step(1).isTerminated);
    environment->ResetTo({0.6, 0.07});
    environment->Step(2);
    EXPECT_EQ(environment->State()[0], 0.6);
}

TEST(MountainCar, PushingAlwaysRightDoesNotReachTheGoalButPumpingDoes)
{
    const std::unique_ptr<Environment> environment = Make("mountain-car");
    const auto play = [&](auto choose) {
        environment->ResetTo({-0.5, 0.0});
        StepOutcome outcome;
        while (!outcome.IsOver())
        {
            outcome = environment->Step(choose(environment->State()[1]));
        }
        return outcome.isTerminated;
    };
    EXPECT_FALSE(play([](double) { return 2; }));
    EXPECT_TRUE(play([](double velocity) { return velocity < 0.0 ? 0 : 2; }));
}

namespace
{

/** Energy of the two links (J): kinetic with the mass matrix of the book's equations, potential
 * above the bar. */
double
EnergyOf(const std::vector<double>& state)
{
    const double cosine2 = std::cos(state[1]);
    const double m11 = 0.25 + (1.25 + cosine2) + 2.0;
    const double m12 = 0.25 + 0.5 * cosine2 + 1.0;
    const double m22 = 1.25;
    const double kinetic = 0.5 * m11 * state[2] * state[2] + m12 * state[2] * state[3] +
                           0.5 * m22 * state[3] * state[3];
    return kinetic - 1.5 * 9.8 * std::cos(state[0]) - 0.5 * 9.8 * std::cos(state[0] + state[1]);
}

} // namespace

TEST(Acrobot, SmallSwingsFollowTheRungeKuttaPolynomialOfTheirEigenmode)
{
    // Near hanging at rest M q'' = -K q with M = [4.5 1.75; 1.75 1.25] and K = 9.8 [2 0.5; 0.5
    // 0.5]. One step of fourth order maps the mode (q, 0) with z = omega h to q (1 - z^2/2 +
    // z^4/24), q omega (-z + z^3/6).
    const double a = 4.5 * 1.25 - 1.75 * 1.75;
    const double b = -9.8 * (4.5 * 0.5 + 1.25 * 2.0 - 2.0 * 1.75 * 0.5);
    const double c = 9.8 * 9.8 * (2.0 * 0.5 - 0.5 * 0.5);
    for (const double sign : {-1.0, 1.0})
    {
        const double square = (-b + sign * std::sqrt(b * b - 4.0 * a * c)) / (2.0 * a);
        // First row of (K - omega^2 M) q = 0.
        const double second = -(9.8 * 2.0 - square * 4.5) / (9.8 * 0.5 - square * 1.75);
        const double small = 1e-5;
        const std::unique_ptr<Environment> environment = Make("acrobot");
        environment->ResetTo({small, small * second, 0.0, 0.0});
        EXPECT_EQ(environment->Step(1).reward, -1.0);
        const std::vector<double> state = environment->State();
        const double omega = std::sqrt(square);
        const double z = 0.2 * omega;
        const double position = small * (1.0 - z * z / 2.0 + z * z * z * z / 24.0);
        const double velocity = small * omega * (-z + z * z * z / 6.0);
        // What is neglected is of third order in the angles: 1e-15 times some tens.
        EXPECT_NEAR(state[0], position, 1e-12);
        EXPECT_NEAR(state[1], position * second, 1e-12);
        EXPECT_NEAR(state[2], velocity, 1e-12);
        EXPECT_NEAR(state[3], velocity * second, 1e-12);
    }
}

TEST(Acrobot, TheMotorsWorkIsTorqueTimesTurn)
{
    // Large angles and speeds. The energy gained in a step is the torque times the turn of the
    // second joint. The step of fourth order is 0.2 s, the motion has 4 rad/s: some (0.8)^5 / 120 =
    // 0.3 % of the 20 J that move.
    const std::unique_ptr<Environment> environment = Make("acrobot");
    for (const std::int32_t action : {0, 1, 2})
    {
        const std::vector<double> before{1.0, -0.7, 2.0, -1.5};
        environment->ResetTo(before);
        environment->Step(action);
        const std::vector<double> after = environment->State();
        EXPECT_NEAR(EnergyOf(after) - EnergyOf(before),
                    (action - 1) * (after[1] - before[1]),
                    0.003 * 20.0);
    }
}

TEST(Acrobot, TerminatesWithNoCostWhenTheEndIsALinkAboveTheBar)
{
    const std::unique_ptr<Environment> environment = Make("acrobot");
    const double pi = std::acos(-1.0);
    environment->ResetTo({pi, 0.0, 0.0, 0.0});
    const StepOutcome up = environment->Step(1);
    EXPECT_TRUE(up.isTerminated);
    EXPECT_EQ(up.reward, 0.0);
    environment->ResetTo({0.0, 0.0, 100.0, -100.0});
    environment->Step(1);
    EXPECT_LE(std::abs(environment->State()[2]), 4.0 * pi);
    EXPECT_LE(std::abs(environment->State()[3]), 9.0 * pi);
    EXPECT_LE(std::abs(environment->State()[0]), pi);
}

TEST(Pendulum, StepsAreTheOnesComputedByHand)
{
    const std::unique_ptr<Environment> environment = Make("pendulum");
    const double pi = std::acos(-1.0);
    environment->ResetTo({pi / 2.0, 1.0});
    // Cost (pi/2)^2 + 0.1 + 0.004; velocity 1 + (15 + 3 * 2) 0.05 = 2.05, with which the angle
    // moves. 5 N m is 2.
    const StepOutcome outcome = environment->Step(EnvironmentAction{{}, {5.0}});
    EXPECT_NEAR(outcome.reward, -(pi * pi / 4.0 + 0.104), 1e-14);
    EXPECT_NEAR(environment->State()[1], 2.05, 1e-14);
    EXPECT_NEAR(environment->State()[0], pi / 2.0 + 0.1025, 1e-14);
}

TEST(Pendulum, WorstRewardIsThePublishedOneAndWholeTurnsCostNothing)
{
    const std::unique_ptr<Environment> environment = Make("pendulum");
    const double pi = std::acos(-1.0);
    environment->ResetTo({pi, 8.0});
    // Gymnasium's page: -16.2736044.
    EXPECT_NEAR(environment->Step(EnvironmentAction{{}, {2.0}}).reward, -16.2736044, 5e-8);
    environment->ResetTo({6.0 * pi, 0.0});
    EXPECT_NEAR(environment->Step(EnvironmentAction{{}, {0.0}}).reward, 0.0, 1e-20);
}

TEST(FrozenLake, ExactOptimaAreThePublishedOnes)
{
    // Gymnasium's registry says 0.74 and 0.91; the digits are those of an independent dynamic
    // programme.
    const std::unique_ptr<Environment> small = Make("frozen-lake");
    EXPECT_NEAR(small->Model()->OptimalReturns(100)[0], 0.74419, 5e-6);
    const std::vector<double> uniform(16 * 4, 0.25);
    EXPECT_NEAR(small->Model()->Returns(uniform, 100)[0], 0.01394, 5e-6);
    // Without a limit 14/17: the value of the fixed point.
    EXPECT_NEAR(small->Model()->OptimalReturns(100000)[0], 14.0 / 17.0, 1e-9);
    const std::unique_ptr<Environment> large = Make("frozen-lake(map=8x8)");
    EXPECT_NEAR(large->Model()->OptimalReturns(200)[0], 0.91322, 5e-6);
    EXPECT_NEAR(large->Model()->Returns(std::vector<double>(64 * 4, 0.25), 200)[0], 0.00190, 5e-6);
}

TEST(FrozenLake, SlipsToEitherSideAsOftenAsItGoesStraight)
{
    const std::unique_ptr<Environment> environment = Make("frozen-lake");
    environment->Reset(9);
    std::vector<int> landed(16, 0);
    const int tries = 30000;
    for (int k = 0; k < tries; ++k)
    {
        environment->ResetTo({14.0});
        environment->Step(1);
        ++landed[static_cast<std::size_t>(environment->State()[0])];
    }
    // Down from tile 14: left 13, down the shore 14, right the goal 15. Four standard deviations of
    // a binomial.
    const double slack = 4.0 * std::sqrt(tries * (1.0 / 3.0) * (2.0 / 3.0));
    for (const std::size_t tile : {13, 14, 15})
    {
        EXPECT_NEAR(landed[tile], tries / 3.0, slack);
    }
}

TEST(FrozenLake, IsSureFootedWithoutIceAndRefusesOtherLakes)
{
    const std::unique_ptr<Environment> environment = Make("frozen-lake(slippery=false)");
    EXPECT_DOUBLE_EQ(environment->Model()->OptimalReturns(6)[0], 1.0);
    EXPECT_DOUBLE_EQ(environment->Model()->OptimalReturns(5)[0], 0.0);
    environment->Reset(1);
    StepOutcome outcome;
    for (const std::int32_t action : {1, 1, 2, 2, 1, 2})
    {
        outcome = environment->Step(action);
    }
    EXPECT_TRUE(outcome.isTerminated);
    EXPECT_EQ(outcome.reward, 1.0);
    EXPECT_NE(Complaint([] { Make("frozen-lake(map=4x5)"); }).find("did you mean '4x4'"),
              std::string::npos);
}

TEST(Chain, ValueIterationFindsTheClosedForm)
{
    const double gamma = 0.9;
    const std::vector<double> q = Make("chain")->Model()->OptimalValues(gamma);
    EXPECT_NEAR(q[2], 1.0 / (1.0 - gamma), 1e-9);
    EXPECT_NEAR(q[1], gamma / (1.0 - gamma), 1e-9);
    EXPECT_NEAR(q[0], gamma * gamma / (1.0 - gamma), 1e-9);
    EXPECT_NEAR(q[3], gamma * gamma / (1.0 - gamma), 1e-9);
}

TEST(MaskedIdentity, Allows20Of80AndAlwaysTheRightOne)
{
    const std::unique_ptr<Environment> environment = Make("masked-identity");
    environment->Reset(4);
    double sum = 0.0;
    StepOutcome outcome;
    while (!outcome.IsOver())
    {
        const auto right = static_cast<std::size_t>(environment->State()[0]);
        const ActionMask mask = environment->Mask();
        EXPECT_EQ(std::count(mask.begin(), mask.end(), 1), 20);
        ASSERT_EQ(mask[right], 1);
        const auto invalid = std::find(mask.begin(), mask.end(), 0) - mask.begin();
        EXPECT_THROW(environment->Step(static_cast<std::int32_t>(invalid)), std::logic_error);
        outcome = environment->Step(static_cast<std::int32_t>(right));
        sum += outcome.reward;
    }
    EXPECT_EQ(sum, 100.0);
}

TEST(Branching, HasMoreThanAMillionJointActionsAndItsClosedForms)
{
    const std::unique_ptr<Environment> environment = Make("branching");
    EXPECT_GT(environment->Actions().JointChoices(), 1e6);
    RandomStream random(15);
    double best = 0.0;
    double uniform = 0.0;
    const int steps = 20000;
    for (const bool isBest : {true, false})
    {
        environment->Reset(8);
        for (int step = 0; step < steps; ++step)
        {
            EnvironmentAction action = RandomAction(*environment, random);
            for (std::size_t k = 0; isBest && k < action.choices.size(); ++k)
            {
                action.choices[k] =
                    static_cast<std::int32_t>(std::lround(environment->State()[k] * 16.0));
            }
            const StepOutcome outcome = environment->Step(action);
            (isBest ? best : uniform) += outcome.reward / steps;
            if (outcome.IsOver())
            {
                environment->Reset();
            }
        }
    }
    // Distances are within [0, 1/32] and [0, 1], means of five dials: standard errors of at most
    // 0.5 * range / sqrt(5 * 20000); four of them.
    const double error = 0.5 / std::sqrt(5.0 * steps);
    EXPECT_NEAR(best, 1.0 - 1.0 / 64.0, 4.0 * error / 32.0);
    EXPECT_NEAR(uniform, 1.0 - 33.0 / 96.0, 4.0 * error);
}
