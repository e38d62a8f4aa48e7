/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/discretizer.h"
#include "rl/environment-loop.h"
#include "rl/tabular-q.h"

#include "support/complaint.h"
#include "support/temporary-folder.h"

#include "base/errors.h"
#include "base/file-writer.h"
#include "rl/tabular-model.h"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

using namespace edgeward;

namespace
{

std::unique_ptr<Environment>
MakeEnvironment(const std::string& spec)
{
    return Registry<Environment>::Create(Spec::Parse(spec));
}

std::unique_ptr<Learner>
MakeLearner(const std::string& spec, const LearnerProblem& problem)
{
    std::unique_ptr<Learner> learner = Registry<Learner>::Create(Spec::Parse(spec));
    learner->Start(problem);
    return learner;
}

Transition
Step(float from, std::int32_t action, float reward, float discount, float to, ActionMask mask)
{
    Transition transition;
    transition.observation = {from};
    transition.action = action;
    transition.reward = reward;
    transition.discount = discount;
    transition.nextObservation = {to};
    transition.nextMask = std::move(mask);
    return transition;
}

/** Two actions, one number in [0, 1] cut into two bins. */
LearnerProblem
SmallProblem()
{
    LearnerProblem problem;
    problem.observationSize = 1;
    problem.actions = 2;
    problem.totalSteps = 1000;
    problem.bounds = {{0.0, 1.0}};
    return problem;
}

} // namespace

TEST(Discretizer, CutsIntoBinsOfEqualWidthAndClampsWhatIsOutside)
{
    const Discretizer cuts({{0.0, 1.0}, {-2.0, 2.0}}, {4, 2});
    EXPECT_EQ(cuts.Key({0.0F, -2.0F}), std::string("\0\0", 2));
    EXPECT_EQ(cuts.Key({0.24F, -0.01F}), std::string("\0\0", 2));
    EXPECT_EQ(cuts.Key({0.25F, 0.0F}), std::string("\1\1", 2));
    EXPECT_EQ(cuts.Key({1.0F, 9.0F}), std::string("\3\1", 2));
    EXPECT_EQ(cuts.Key({-1.0F, std::numeric_limits<float>::quiet_NaN()}), std::string("\0\0", 2));
    EXPECT_THROW(Discretizer({{0.0, 0.0}}, {4}), std::logic_error);
    EXPECT_THROW(Discretizer({{0.0, 1.0}}, {0}), std::logic_error);
    EXPECT_THROW(Discretizer({{0.0, 1.0}}, {2, 2}), std::logic_error);
}

TEST(TabularQ, UpdatesAreTheOnesComputedByHand)
{
    TabularQ::Options options;
    options.learningRate = 0.5;
    options.omega = 1.0;
    options.initialValue = 2.0;
    options.maxStates = 2;
    TabularQ table(2, options);
    // First visit, rate 0.5: 2 + 0.5 (6 - 2) = 4; second, rate 0.25: 4 + 0.25 (0 - 4) = 3.
    EXPECT_EQ(table.Update("a", 1, 6.0), 4.0);
    EXPECT_EQ(table.Values("a"), (std::vector<double>{2.0, 4.0}));
    EXPECT_EQ(table.Update("a", 1, 0.0), -4.0);
    EXPECT_EQ(table.Values("a"), (std::vector<double>{2.0, 3.0}));
    EXPECT_EQ(table.Best("a", {1, 1}), 1);
    EXPECT_EQ(table.Best("a", {1, 0}), 0);
    EXPECT_EQ(table.Value("a", {1, 0}), 2.0);
    // Looking at a state makes no row; a third state does not fit.
    EXPECT_EQ(table.Value("z", {1, 1}), 2.0);
    EXPECT_EQ(table.States(), 1U);
    table.Update("b", 0, 0.0);
    EXPECT_THROW(table.Update("c", 0, 0.0), UserError);
}

TEST(TabularQLearner, TargetsUseTheMaskTheDiscountAndNoBootstrapAfterTheEnd)
{
    // Rate 1: a value is its newest target.
    const std::unique_ptr<Learner> learner =
        MakeLearner("tabular-q(bins=2,learningRate=1,startEpsilon=0,endEpsilon=0)", SmallProblem());
    // Next state (bin 1): action 0 worth 10, action 1 worth 1.
    learner->Observe(Step(0.9F, 0, 10.0F, 0.0F, 0.0F, {1, 1}));
    learner->Observe(Step(0.9F, 1, 1.0F, 0.0F, 0.0F, {1, 1}));
    // 2 + 0.5 * 1 = 2.5 for action 1: the better action 0 is forbidden there.
    learner->Observe(Step(0.1F, 1, 2.0F, 0.5F, 0.9F, {0, 1}));
    // A rival for action 0 just below, then just above 2.5.
    learner->Observe(Step(0.1F, 0, 2.4999F, 0.0F, 0.9F, {1, 1}));
    EXPECT_EQ(learner->ActGreedily({0.1F}, {1, 1}), 1);
    learner->Observe(Step(0.1F, 0, 2.5001F, 0.0F, 0.9F, {1, 1}));
    EXPECT_EQ(learner->ActGreedily({0.1F}, {1, 1}), 0);
    // The discount is the transition's own, as of a semi-Markov process: 2 + 0.25 * 10 = 4.5.
    learner->Observe(Step(0.1F, 1, 2.0F, 0.25F, 0.9F, {1, 1}));
    learner->Observe(Step(0.1F, 0, 4.4999F, 0.0F, 0.9F, {1, 1}));
    EXPECT_EQ(learner->ActGreedily({0.1F}, {1, 1}), 1);
    learner->Observe(Step(0.1F, 0, 4.5001F, 0.0F, 0.9F, {1, 1}));
    EXPECT_EQ(learner->ActGreedily({0.1F}, {1, 1}), 0);
}

TEST(TabularQLearner, ExploresOnlyWhatIsAllowedAndLessAndLess)
{
    LearnerProblem problem = SmallProblem();
    problem.actions = 3;
    const std::unique_ptr<Learner> learner = MakeLearner("tabular-q", problem);
    EXPECT_EQ(learner->Progress().epsilon, 1.0);
    std::vector<int> taken(3, 0);
    for (int k = 0; k < 500; ++k)
    {
        ++taken[static_cast<std::size_t>(learner->Act({0.5F}, {1, 0, 1}))];
    }
    EXPECT_EQ(taken[1], 0);
    // Epsilon falls from 1 to 0.05 over these 500: half of about 262 random actions, standard
    // deviation 11 at most.
    EXPECT_NEAR(taken[2], 131, 45);
    EXPECT_NEAR(learner->Progress().epsilon, 0.05, 1e-12);
}

TEST(TabularQLearner, LearnsTheExactValuesOfTheChainAcrossTruncations)
{
    // Deterministic, so a rate of 1 is value iteration: exact to rounding after some hundred visits
    // of all pairs.
    const std::unique_ptr<Environment> environment = MakeEnvironment("chain");
    const double gamma = 0.9;
    const LearnerProblem problem = EnvironmentLoop::ProblemOf(*environment, 5, 4000);
    const std::unique_ptr<Learner> learner =
        MakeLearner("tabular-q(bins=2,learningRate=1,endEpsilon=1)", problem);
    EnvironmentLoop loop(*environment, *learner, gamma, 5);
    loop.Run(4000);
    const TemporaryFolder folder;
    learner->Save(folder.Path());
    const SafetensorsFile file = ReadSafetensors(folder / "weights.safetensors");
    const std::vector<double> exact = environment->Model()->OptimalValues(gamma);
    const std::vector<double>& states = file.doubleTensors.at("states").values;
    const std::vector<double>& q = file.doubleTensors.at("q").values;
    ASSERT_EQ(q.size(), 4U);
    for (std::size_t row = 0; row < 2; ++row)
    {
        // One-hot: the second number tells the state.
        const auto state = static_cast<std::size_t>(states[2 * row + 1]);
        // float(0.9) as discount is 0.9 (1 + 3e-8), 1/(1-g) magnifies it tenfold twice.
        EXPECT_NEAR(q[2 * row], exact[2 * state], 1e-5);
        EXPECT_NEAR(q[2 * row + 1], exact[2 * state + 1], 1e-5);
    }
}

TEST(TabularQLearner, SavedAtKAndResumedItIsBitIdenticalAtKPlusN)
{
    const TemporaryFolder folder;
    const std::unique_ptr<Environment> environment = MakeEnvironment("frozen-lake");
    const LearnerProblem problem = EnvironmentLoop::ProblemOf(*environment, 5, 2000);
    const std::string spec = "tabular-q(bins=2)";
    const std::unique_ptr<Learner> learner = MakeLearner(spec, problem);
    EnvironmentLoop loop(*environment, *learner, 0.99, 5);
    loop.Run(1000);
    learner->Save(folder.Path());
    const std::unique_ptr<Learner> resumed = MakeLearner(spec, problem);
    resumed->Load(folder.Path());
    // Both get what one of them brings about.
    environment->Reset(6);
    for (int step = 0; step < 1000; ++step)
    {
        Transition transition;
        transition.observation = environment->Now();
        transition.action = learner->Act(environment->Now(), environment->Mask());
        ASSERT_EQ(resumed->Act(environment->Now(), environment->Mask()), transition.action);
        const StepOutcome outcome = environment->Step(transition.action);
        transition.reward = static_cast<float>(outcome.reward);
        transition.discount = outcome.isTerminated ? 0.0F : 0.99F;
        transition.nextObservation = environment->Now();
        transition.nextMask = environment->Mask();
        learner->Observe(transition);
        resumed->Observe(transition);
        if (outcome.IsOver())
        {
            environment->Reset();
        }
    }
    learner->Save(folder.Path());
    const std::string bytes = ReadWholeFile(folder / "weights.safetensors");
    resumed->Save(folder.Path());
    EXPECT_EQ(ReadWholeFile(folder / "weights.safetensors"), bytes);
}

TEST(TabularQLearner, SameSeedTwiceIsBitIdenticalAndAnotherDiffers)
{
    const TemporaryFolder folder;
    const auto train = [&](std::uint64_t seed) {
        const std::unique_ptr<Environment> environment = MakeEnvironment("cart-pole");
        const std::unique_ptr<Learner> learner = MakeLearner(
            "tabular-q(bins=1-3-6-6)", EnvironmentLoop::ProblemOf(*environment, seed, 3000));
        EnvironmentLoop(*environment, *learner, 0.99, seed).Run(3000);
        learner->Save(folder.Path());
        return ReadWholeFile(folder / "weights.safetensors");
    };
    const std::string first = train(3);
    EXPECT_EQ(train(3), first);
    EXPECT_NE(train(4), first);
}

TEST(TabularQLearner, RefusesOtherBinsAndEveryDamagedByte)
{
    const TemporaryFolder folder;
    const LearnerProblem problem = SmallProblem();
    const std::unique_ptr<Learner> learner = MakeLearner("tabular-q(bins=2)", problem);
    learner->Observe(Step(0.9F, 0, 10.0F, 0.0F, 0.0F, {1, 1}));
    learner->Save(folder.Path());
    EXPECT_NE(Complaint([&] {
                  MakeLearner("tabular-q(bins=3)", problem)->Load(folder.Path());
              }).find("other bins"),
              std::string::npos);
    LearnerProblem wider = problem;
    wider.actions = 3;
    EXPECT_THROW(MakeLearner("tabular-q(bins=2)", wider)->Load(folder.Path()), ConfigError);
    const std::string path = folder / "weights.safetensors";
    const std::string bytes = ReadWholeFile(path);
    for (std::size_t k = 0; k < bytes.size(); ++k)
    {
        std::string damaged = bytes;
        damaged[k] = static_cast<char>(damaged[k] ^ 1);
        WriteFileAtomically(path, damaged);
        EXPECT_THROW(learner->Load(folder.Path()), UserError) << "byte " << k;
    }
    WriteFileAtomically(path, bytes);
    learner->Load(folder.Path());
}

TEST(TabularQLearner, RefusesImpossibleHyperParameters)
{
    const LearnerProblem problem = SmallProblem();
    EXPECT_NE(Complaint([&] { MakeLearner("tabular-q(bins=300)", problem); }).find("255"),
              std::string::npos);
    EXPECT_NE(Complaint([&] { MakeLearner("tabular-q(bins=2-2)", problem); }).find("2 entries"),
              std::string::npos);
    EXPECT_NE(Complaint([&] {
                  MakeLearner("tabular-q(startEpsilon=0,endEpsilon=1)", problem);
              }).find("swap"),
              std::string::npos);
    EXPECT_NE(Complaint([&] { MakeLearner("tabular-q(learningRate=0)", problem); }), "");
    const std::unique_ptr<Learner> learner = MakeLearner("tabular-q", problem);
    EXPECT_THROW(learner->Observe(
                     Step(0.5F, 0, std::numeric_limits<float>::quiet_NaN(), 0.0F, 0.5F, {1, 1})),
                 UserError);
}
