/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "unit/rl/toy-problems.h"

#include "base/errors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace edgeward
{

namespace
{

using test::Exercise;
using test::MakeDqn;
using test::MakeProblem;
using test::OneHot;
using test::OnlineParameters;
using test::TargetParameters;
using testing::HasSubstr;
using testing::ThrowsMessage;

constexpr std::size_t FEATURES = 6;
constexpr std::size_t ACTIONS = 4;
const std::string SMALL =
    "hiddenLayers=16-16,bufferSize=200,learningStarts=20,batchSize=16,trainFrequency=1";

TEST(Dqn, IsReachedByNameAndDescribesEveryParameter)
{
    const Registry<Learner>::Info& info = Registry<Learner>::Find("dqn");
    auto texts = DqnOptions{}.ToTexts();
    EXPECT_EQ(info.parameters.size(), texts.size());
    std::string all;
    for (const ParameterInfo& parameter : info.parameters)
    {
        EXPECT_EQ(texts.at(parameter.name), parameter.defaultValue);
        all += (all.empty() ? "" : ",") + parameter.name + "=" + parameter.defaultValue;
    }
    Spec spec = Spec::Parse("dqn(" + all + ")");
    spec.Set("backend", test::BACK_END);
    texts["backend"] = test::BACK_END;
    EXPECT_EQ(DqnOptions::FromSpec(spec).ToTexts(), texts);
    EXPECT_NE(Registry<Learner>::Create(spec), nullptr);
}

TEST(Dqn, RefusesImpossibleHyperParametersByName)
{
    const auto make = [](const std::string& text) {
        return [text] {
            Spec spec = Spec::Parse("dqn(" + text + ")");
            spec.Set("backend", test::BACK_END);
            Registry<Learner>::Create(spec);
        };
    };
    EXPECT_THAT(make("learningRat=0.1"), ThrowsMessage<ConfigError>(HasSubstr("learningRate")));
    EXPECT_THAT(make("learningRate=0"), ThrowsMessage<ConfigError>(HasSubstr("dqn.learningRate")));
    EXPECT_THAT(make("batchSize=0"), ThrowsMessage<ConfigError>(HasSubstr("dqn.batchSize")));
    EXPECT_THAT(make("tau=1.5"), ThrowsMessage<ConfigError>(HasSubstr("dqn.tau")));
    EXPECT_THAT(make("loss=hubber"), ThrowsMessage<ConfigError>(HasSubstr("huber")));
    EXPECT_THAT(make("hiddenLayers=64-0"),
                ThrowsMessage<ConfigError>(HasSubstr("dqn.hiddenLayers")));
    EXPECT_THAT(make("hiddenLayers=9999"), ThrowsMessage<ConfigError>(HasSubstr("4096")));
    EXPECT_THAT(make("bufferSize=10,learningStarts=11"),
                ThrowsMessage<ConfigError>(HasSubstr("bufferSize")));
    EXPECT_THAT(make("startEpsilon=0.1,endEpsilon=0.2"),
                ThrowsMessage<ConfigError>(HasSubstr("endEpsilon")));
    EXPECT_THAT(make("batchSize=0,tau=2,nStep=0,endEpsilon=1.5,loss=l3"),
                ThrowsMessage<ConfigError>(testing::AllOf(HasSubstr("dqn.batchSize"),
                                                          HasSubstr("dqn.tau"),
                                                          HasSubstr("dqn.nStep"),
                                                          HasSubstr("dqn.endEpsilon"),
                                                          HasSubstr("dqn.loss"))))
        << "all at once";
    EXPECT_THAT([] { Registry<Learner>::Create(Spec::Parse("dqn(backend=eigenn)")); },
                ThrowsMessage<ConfigError>(HasSubstr("eigen")));
}

TEST(Dqn, RefusesSchedulesOverATrainingOfUnknownLength)
{
    auto falling = MakeDqn("");
    EXPECT_THROW(falling->Start(MakeProblem(FEATURES, ACTIONS, 0)), ConfigError);
    auto constant = MakeDqn("startEpsilon=0.1,endEpsilon=0.1");
    EXPECT_NO_THROW(constant->Start(MakeProblem(FEATURES, ACTIONS, 0)));
}

TEST(Dqn, WeightsChangeWhenItLearnsAndNotBefore)
{
    auto learner = MakeDqn(SMALL);
    learner->Start(MakeProblem(FEATURES, ACTIONS, 1000));
    const std::vector<float> start = OnlineParameters(*learner);
    RandomStream random(1);
    Exercise(*learner, random, 19, FEATURES, ACTIONS);
    EXPECT_EQ(OnlineParameters(*learner), start) << "learningStarts = 20";
    EXPECT_EQ(learner->Progress().updates, 0u);
    Exercise(*learner, random, 1, FEATURES, ACTIONS);
    EXPECT_NE(OnlineParameters(*learner), start);
    EXPECT_EQ(learner->Progress().updates, 1u);
    EXPECT_GT(learner->Progress().loss, 0.0);
}

TEST(Dqn, TrainsEveryTrainFrequencyAsOftenAsGradientSteps)
{
    auto learner = MakeDqn(SMALL, "trainFrequency=14,gradientSteps=3");
    learner->Start(MakeProblem(FEATURES, ACTIONS, 1000));
    RandomStream random(1);
    Exercise(*learner, random, 100, FEATURES, ACTIONS);
    EXPECT_EQ(learner->Progress().updates,
              3u * 6u); // at 28, 42, 56, 70, 84 and 98; 14 is before learningStarts
    EXPECT_EQ(learner->Progress().steps, 100u);
}

TEST(Dqn, TheTargetNetworkFollowsOnlyEveryTargetNetworkFrequency)
{
    auto learner = MakeDqn(SMALL, "targetNetworkFrequency=50");
    learner->Start(MakeProblem(FEATURES, ACTIONS, 1000));
    const std::vector<float> start = TargetParameters(*learner);
    EXPECT_EQ(start, OnlineParameters(*learner)) << "both begin alike";
    RandomStream random(1);
    Exercise(*learner, random, 49, FEATURES, ACTIONS);
    EXPECT_EQ(TargetParameters(*learner), start);
    Exercise(*learner, random, 1, FEATURES, ACTIONS);
    const std::vector<float> copied = TargetParameters(*learner);
    EXPECT_NE(copied, start);
    EXPECT_EQ(copied, OnlineParameters(*learner));
    Exercise(*learner, random, 1, FEATURES, ACTIONS);
    EXPECT_EQ(TargetParameters(*learner), copied);
    EXPECT_NE(OnlineParameters(*learner), copied);
}

/** Q-values of one of the networks. */
std::vector<float>
ValuesOf(const Dqn& learner, QTrainer::Network network, const Observation& observation)
{
    std::vector<float> values(ACTIONS);
    learner.Networks().Values(network, observation.data(), 1, values.data());
    return values;
}

class DqnTargets : public testing::TestWithParam<bool>
{
};

TEST_P(DqnTargets, AreMadeOfTheNetworksThatTheRuleNames)
{
    // A replay of one transition makes every loss predictable: (Q(s, a) - y)^2 with y by the rule's
    // own definition.
    const bool isDouble = GetParam();
    auto learner = MakeDqn(
        "hiddenLayers=16,bufferSize=1,learningStarts=1,batchSize=1,trainFrequency=1,loss=mse,"
        "learningRate=0.01,targetNetworkFrequency=40,startEpsilon=1,endEpsilon=1",
        isDouble ? "doubleDqn=true" : "doubleDqn=false");
    learner->Start(MakeProblem(FEATURES, ACTIONS, 0));
    RandomStream random(6);
    int disagreements = 0;
    for (int step = 0; step < 100; ++step)
    {
        Transition transition = test::RandomTransition(random, FEATURES, ACTIONS);
        transition.discount = 0.9F;
        transition.nextMask[random.Index(ACTIONS)] = 0;
        const std::vector<float> online =
            ValuesOf(*learner, QTrainer::Network::ONLINE, transition.nextObservation);
        const std::vector<float> target =
            ValuesOf(*learner, QTrainer::Network::TARGET, transition.nextObservation);
        const std::int32_t byOnline = BestAllowedAction(online.data(), transition.nextMask);
        const std::int32_t byTarget = BestAllowedAction(target.data(), transition.nextMask);
        disagreements += byOnline != byTarget ? 1 : 0;
        const double next = target[static_cast<std::size_t>(isDouble ? byOnline : byTarget)];
        const double value =
            ValuesOf(*learner,
                     QTrainer::Network::ONLINE,
                     transition.observation)[static_cast<std::size_t>(transition.action)];
        const double error = value - (transition.reward + transition.discount * next);

        const LearnerProgress before = learner->Progress();
        learner->Observe(transition);
        // The first loss counts whole in the moving average, every later one with a hundredth.
        const double weight = step == 0 ? 1.0 : 0.01;
        EXPECT_NEAR(
            learner->Progress().loss, before.loss + weight * (error * error - before.loss), 1e-6);
        EXPECT_NEAR(learner->Progress().tdError,
                    before.tdError + weight * (std::abs(error) - before.tdError),
                    1e-6);
    }
    EXPECT_GT(disagreements, 10) << "else both rules are the same";
}

INSTANTIATE_TEST_SUITE_P(Rules, DqnTargets, testing::Bool());

TEST(Dqn, EpsilonFallsLinearlyWithTheDecisions)
{
    auto learner = MakeDqn("startEpsilon=1,endEpsilon=0.1,explorationFraction=0.5");
    learner->Start(MakeProblem(FEATURES, ACTIONS, 200));
    EXPECT_DOUBLE_EQ(learner->Progress().epsilon, 1.0);
    const ActionMask all(ACTIONS, 1);
    const auto act = [&](int times) {
        for (int i = 0; i < times; ++i)
        {
            learner->Act(Observation(FEATURES, 0.0F), all);
        }
    };
    act(50);
    EXPECT_DOUBLE_EQ(learner->Progress().epsilon, 0.55);
    act(50);
    EXPECT_DOUBLE_EQ(learner->Progress().epsilon, 0.1);
    act(100);
    EXPECT_DOUBLE_EQ(learner->Progress().epsilon, 0.1);
}

TEST(Dqn, ExploresTheAllowedActionsEvenlyAndNoOther)
{
    auto learner = MakeDqn("startEpsilon=1,endEpsilon=1");
    learner->Start(MakeProblem(FEATURES, ACTIONS, 0));
    const ActionMask mask = {1, 0, 1, 1};
    std::vector<int> counts(ACTIONS, 0);
    constexpr int DRAWS = 3000;
    for (int i = 0; i < DRAWS; ++i)
    {
        ++counts[static_cast<std::size_t>(learner->Act(Observation(FEATURES, 0.0F), mask))];
    }
    EXPECT_EQ(counts[1], 0);
    for (const std::size_t action : {0u, 2u, 3u})
    {
        // Binomial(3000, 1/3) has standard deviation 25.8; 4.5 of them.
        EXPECT_NEAR(counts[action], DRAWS / 3, 116);
    }
}

TEST(Dqn, ActsGreedilyOnTheBestAllowedAction)
{
    auto learner = MakeDqn("startEpsilon=0,endEpsilon=0");
    learner->Start(MakeProblem(FEATURES, ACTIONS, 0));
    RandomStream random(4);
    for (int i = 0; i < 100; ++i)
    {
        const Observation observation =
            test::RandomTransition(random, FEATURES, ACTIONS).observation;
        const std::vector<float> values = learner->Values(observation);
        const auto best = std::max_element(values.begin(), values.end()) - values.begin();
        EXPECT_EQ(learner->Act(observation, ActionMask(ACTIONS, 1)), best);
        ActionMask without(ACTIONS, 1);
        without[static_cast<std::size_t>(best)] = 0;
        const std::int32_t second = learner->Act(observation, without);
        EXPECT_NE(second, best);
        EXPECT_EQ(learner->ActGreedily(observation, without), second);
        ActionMask only(ACTIONS, 0);
        only[2] = 1;
        EXPECT_EQ(learner->Act(observation, only), 2);
    }
}

TEST(Dqn, TheActingCopyIsTheTrainedNetworkAfterEveryTraining)
{
    auto learner = MakeDqn(SMALL);
    learner->Start(MakeProblem(FEATURES, ACTIONS, 1000));
    RandomStream random(1);
    for (int round = 0; round < 50; ++round)
    {
        Exercise(*learner, random, 5, FEATURES, ACTIONS);
        const Observation observation =
            test::RandomTransition(random, FEATURES, ACTIONS).observation;
        std::vector<float> trained(ACTIONS);
        learner->Networks().Values(
            QTrainer::Network::ONLINE, observation.data(), 1, trained.data());
        const std::vector<float> acting = learner->Values(observation);
        for (std::size_t action = 0; action < ACTIONS; ++action)
        {
            ASSERT_NEAR(acting[action], trained[action], 1e-5);
        }
    }
}

class DqnParts : public testing::TestWithParam<const char*>
{
};

INSTANTIATE_TEST_SUITE_P(Parts,
                         DqnParts,
                         testing::Values("nStep=1",
                                         "dueling=true",
                                         "prioritizedReplay=true",
                                         "nStep=3",
                                         "noisy=true",
                                         "tau=0.01,targetNetworkFrequency=1,loss=mse",
                                         "dueling=true,prioritizedReplay=true,nStep=3,noisy=true"));

TEST_P(DqnParts, TheSameSeedGivesTheSameParametersToTheBit)
{
    const auto train = [](std::uint64_t seed) {
        auto learner = MakeDqn(
            SMALL, std::string("averagingDecay=0.99,finalLearningRate=0.00001,") + GetParam());
        LearnerProblem problem = MakeProblem(FEATURES, ACTIONS, 400);
        problem.seed = seed;
        learner->Start(problem);
        RandomStream random(1);
        Exercise(*learner, random, 400, FEATURES, ACTIONS);
        return learner->ActingParameters();
    };
    const std::vector<float> first = train(1);
    EXPECT_EQ(train(1), first);
    EXPECT_NE(train(2), first);
}

TEST(Dqn, StartingAgainForgetsEverything)
{
    auto learner = MakeDqn(SMALL);
    const LearnerProblem problem = MakeProblem(FEATURES, ACTIONS, 400);
    const auto train = [&] {
        learner->Start(problem);
        RandomStream random(1);
        Exercise(*learner, random, 100, FEATURES, ACTIONS);
        return OnlineParameters(*learner);
    };
    const std::vector<float> first = train();
    EXPECT_EQ(train(), first);
    EXPECT_EQ(learner->Progress().steps, 100u);
}

TEST(Dqn, TheRateOfLearningDecaysToItsFinalValue)
{
    // At rate 0 a step moves nothing: Adam's moments may still push, but the rate multiplies them.
    auto learner = MakeDqn(SMALL, "finalLearningRate=0");
    learner->Start(MakeProblem(FEATURES, ACTIONS, 100));
    RandomStream random(1);
    Exercise(*learner, random, 99, FEATURES, ACTIONS);
    const std::vector<float> before = OnlineParameters(*learner);
    Exercise(*learner, random, 10, FEATURES, ACTIONS);
    EXPECT_EQ(OnlineParameters(*learner), before);
}

TEST(Dqn, GreedyActingUsesTheAverageOfTheParameters)
{
    auto learner = MakeDqn(SMALL, "averagingDecay=0.9");
    learner->Start(MakeProblem(FEATURES, ACTIONS, 1000));
    RandomStream random(1);
    Exercise(*learner, random, 20, FEATURES, ACTIONS);
    const std::vector<float> online = OnlineParameters(*learner);
    // After the first training step the average keeps min(0.9, 2 / 11) of the initial parameters.
    auto fresh = MakeDqn(SMALL);
    fresh->Start(MakeProblem(FEATURES, ACTIONS, 1000));
    const std::vector<float> initial = OnlineParameters(*fresh);
    for (std::size_t i = 0; i < online.size(); ++i)
    {
        ASSERT_NEAR(
            learner->ActingParameters()[i], initial[i] * 2.0 / 11.0 + online[i] * 9.0 / 11.0, 1e-6);
    }
    Exercise(*learner, random, 300, FEATURES, ACTIONS);
    QArchitecture architecture;
    architecture.inputs = FEATURES;
    architecture.hidden = {16, 16};
    architecture.actions = ACTIONS;
    const QTrainer average(architecture,
                           learner->ActingParameters(),
                           *Registry<NetworkBackEnd>::Create(Spec::Parse(test::BACK_END)));
    for (int i = 0; i < 200; ++i)
    {
        const Observation observation =
            test::RandomTransition(random, FEATURES, ACTIONS).observation;
        std::vector<float> values(ACTIONS);
        average.Values(QTrainer::Network::ONLINE, observation.data(), 1, values.data());
        const auto best =
            static_cast<std::size_t>(learner->ActGreedily(observation, ActionMask(ACTIONS, 1)));
        EXPECT_NEAR(values[best], *std::max_element(values.begin(), values.end()), 1e-5);
    }
}

TEST(Dqn, ForgetsTheOldestTransitionsWhenTheReplayIsFull)
{
    // First every action is worth 5, later 1. If the old transitions stayed, the mean would be
    // about 2.
    auto learner =
        MakeDqn("hiddenLayers=16,bufferSize=50,learningStarts=50,batchSize=16,trainFrequency=1,"
                "learningRate=0.01,startEpsilon=1,endEpsilon=1");
    learner->Start(MakeProblem(FEATURES, ACTIONS, 0));
    Transition transition;
    transition.observation = transition.nextObservation = OneHot(0, FEATURES);
    transition.nextMask = ActionMask(ACTIONS, 1);
    for (int i = 0; i < 600; ++i)
    {
        transition.action = learner->Act(transition.observation, transition.nextMask);
        transition.reward = i < 100 ? 5.0F : 1.0F;
        learner->Observe(transition);
    }
    for (const float value : learner->Values(OneHot(0, FEATURES)))
    {
        EXPECT_NEAR(value, 1.0F, 0.05);
    }
}

TEST(Dqn, RefusesATransitionThatIsNoNumber)
{
    auto learner = MakeDqn(SMALL);
    learner->Start(MakeProblem(FEATURES, ACTIONS, 100));
    RandomStream random(1);
    Transition transition = test::RandomTransition(random, FEATURES, ACTIONS);
    transition.reward = std::numeric_limits<float>::quiet_NaN();
    EXPECT_THAT([&] { learner->Observe(transition); },
                ThrowsMessage<UserError>(HasSubstr("reward")));
    transition = test::RandomTransition(random, FEATURES, ACTIONS);
    transition.observation[2] = std::numeric_limits<float>::infinity();
    EXPECT_THAT([&] { learner->Observe(transition); },
                ThrowsMessage<UserError>(HasSubstr("observation")));
}

TEST(Dqn, DivergenceIsNamedAndKeepsTheLastGoodParameters)
{
    auto learner = MakeDqn(SMALL, "loss=mse");
    learner->Start(MakeProblem(FEATURES, ACTIONS, 1000));
    RandomStream random(1);
    Exercise(*learner, random, 100, FEATURES, ACTIONS);
    Transition transition = test::RandomTransition(random, FEATURES, ACTIONS);
    transition.reward = 3e38F;
    std::vector<float> before;
    const auto overflow = [&] {
        for (int i = 0; i < 1000; ++i)
        {
            before = OnlineParameters(*learner);
            learner->Observe(transition);
        }
    };
    EXPECT_THAT(overflow,
                ThrowsMessage<UserError>(
                    testing::AllOf(HasSubstr("training step 8"), HasSubstr("learningRate"))));
    EXPECT_EQ(OnlineParameters(*learner), before);
}

TEST(Dqn, ValuesBeyondAnyPossibleReturnAreDivergence)
{
    // Rewards within 1 and discounts up to 0.9 allow returns up to 10; observations of a million
    // give values of 1e5.
    auto learner = MakeDqn(SMALL);
    learner->Start(MakeProblem(FEATURES, ACTIONS, 1000));
    const std::vector<float> before = OnlineParameters(*learner);
    RandomStream random(1);
    const auto learn = [&] {
        for (int i = 0; i < 20; ++i)
        {
            Transition transition = test::RandomTransition(random, FEATURES, ACTIONS);
            transition.nextObservation[0] *= 1e6F;
            learner->Observe(transition);
        }
    };
    EXPECT_THAT(learn, ThrowsMessage<UserError>(HasSubstr("diverged at training step 0")));
    EXPECT_EQ(OnlineParameters(*learner), before);
}

} // namespace

} // namespace edgeward
