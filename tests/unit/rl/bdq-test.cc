/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Several choices at once: Tavakoli, Pardo, Kormushev, Action branching architectures, AAAI 2018.
 */
#include "base/errors.h"
#include "rl/action-branches.h"
#include "rl/dqn.h"
#include "rl/environment-loop.h"
#include "rl/td-target.h"
#include "support/temporary-folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <utility>

namespace edgeward
{

namespace
{

using testing::HasSubstr;
using testing::ThrowsMessage;

/** Two branches of 2 and 3 alternatives. */
const ActionBranches BRANCHES({2, 3});

LearnerProblem
TwoBranches(std::size_t observationSize)
{
    LearnerProblem problem;
    problem.observationSize = observationSize;
    problem.actions = 5;
    problem.branches = {2, 3};
    problem.totalSteps = 1000;
    return problem;
}

std::unique_ptr<Learner>
Make(const std::string& parameters)
{
    return Registry<Learner>::Create(Spec::Parse("bdq(backend=eigen," + parameters + ")"));
}

const std::string SMALL = "hiddenLayers=16-8,branchUnits=4,learningStarts=8,batchSize=4,"
                          "targetNetworkFrequency=10,bufferSize=50";

Transition
RandomTransition(RandomStream& random, std::size_t size)
{
    Transition transition;
    for (std::size_t i = 0; i < size; ++i)
    {
        transition.observation.push_back(static_cast<float>(random.Uniform(-1.0, 1.0)));
        transition.nextObservation.push_back(static_cast<float>(random.Uniform(-1.0, 1.0)));
    }
    transition.reward = static_cast<float>(random.Uniform(-1.0, 1.0));
    transition.discount = 0.9F;
    transition.nextMask = {1, 1, 1, 0, 1};
    return transition;
}

} // namespace

TEST(ActionBranches, NumbersJointActionsWithTheFirstBranchFirst)
{
    EXPECT_EQ(BRANCHES.Alternatives(), 5U);
    EXPECT_EQ(BRANCHES.JointActions(), 6U);
    EXPECT_EQ(BRANCHES.Split(5), (std::vector<std::int32_t>{1, 2}));
    EXPECT_EQ(BRANCHES.Split(1), (std::vector<std::int32_t>{0, 1}));
    EXPECT_THAT([] { ActionBranches(std::vector<std::size_t>(17, 33)); },
                ThrowsMessage<ConfigError>(HasSubstr("17 choices")));
}

TEST(ActionBranches, ChooseTheBestAllowedOfEveryBranch)
{
    const float values[] = {1.0F, 2.0F, 7.0F, 9.0F, 8.0F};
    const ActionMask all = {1, 1, 1, 1, 1};
    const ActionMask some = {1, 0, 1, 0, 1};
    EXPECT_EQ(BRANCHES.Best(values, all.data()), 1 * 3 + 1);
    EXPECT_EQ(BRANCHES.Best(values, some.data()), 0 * 3 + 2);
}

TEST(Branching, TheTargetIsTheMeanOverTheBranches)
{
    // The online network prefers (1, 0) in row 0; the target network values these 4 and 10, so
    // y = 1 + 0.5 * (4 + 10) / 2. In row 1 alternative 0 of the second branch is forbidden, (1, 2)
    // is worth 4 and 30: 2 + 0.25 * 17. Row 2 has ended.
    const float online[] = {1, 2, 9, 8, 7, 1, 2, 9, 6, 7, 1, 2, 9, 8, 7};
    const float target[] = {3, 4, 10, 20, 30, 3, 4, 10, 20, 30, 3, 4, 10, 20, 30};
    const float rewards[] = {1, 2, 3};
    const float discounts[] = {0.5F, 0.25F, 0.0F};
    const std::uint8_t masks[] = {1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1};
    TdInputs inputs;
    inputs.rows = 3;
    inputs.actions = 5;
    inputs.rewards = rewards;
    inputs.discounts = discounts;
    inputs.nextMasks = masks;
    inputs.selecting = online;
    inputs.valuing = target;
    inputs.branches = &BRANCHES;
    std::vector<float> targets(3);
    const double meanQ = ComputeTdTargets(inputs, targets.data());
    EXPECT_EQ(targets, (std::vector<float>{4.5F, 6.25F, 3.0F}));
    EXPECT_DOUBLE_EQ(meanQ, (2.0 + 9.0 + 2.0 + 7.0) / 4.0);
}

TEST(Branching, TheLossIsTheMeanOverTheBranchesAndThePriorityTheSum)
{
    const float values[] = {1, 2, 3, 4, 5, 1, 2, 3, 4, 5};
    const std::int64_t actions[] = {1 * 3 + 0, 0 * 3 + 2}; // values 2 and 3, 1 and 5
    const float targets[] = {4, 2};
    const float weights[] = {1.0F, 0.5F};
    float errors[2];
    TdBatch batch;
    batch.rows = 2;
    batch.actionCount = 5;
    batch.values = values;
    batch.actions = actions;
    batch.targets = targets;
    batch.weights = weights;
    batch.errors = errors;
    batch.branches = &BRANCHES;
    std::vector<float> gradient(10);
    const double loss = DifferentiateTdLoss(TdLoss::MSE, batch, gradient.data());
    // Errors -2 and -1, -1 and 3.
    EXPECT_DOUBLE_EQ(loss, (4.0 + 1.0 + 0.5 * (1.0 + 9.0)) / 4.0);
    EXPECT_EQ(std::vector<float>(errors, errors + 2), (std::vector<float>{3.0F, 4.0F}));
    EXPECT_EQ(gradient, (std::vector<float>{0, -1.0F, -0.5F, 0, 0, -0.25F, 0, 0, 0, 0.75F}));
}

namespace
{

QArchitecture
BranchingArchitecture(bool isDueling)
{
    QArchitecture architecture;
    architecture.inputs = 3;
    architecture.hidden = {7, 9};
    architecture.actions = 5;
    architecture.branches = {2, 3};
    architecture.isDueling = isDueling;
    return architecture;
}

class BranchingArchitectures : public testing::TestWithParam<bool>
{
};

} // namespace

TEST(Branching, EveryBranchHasAdvantagesOfItsOwn)
{
    const QArchitecture architecture = BranchingArchitecture(true);
    EXPECT_EQ(architecture.Sizes(), (std::vector<std::size_t>{3, 7, 9, 6}));
    const float outputs[] = {10, 1, 3, 1, 2, 6}; // V; A with mean 2; A with mean 3
    float values[5];
    architecture.ToValues(outputs, 1, values);
    EXPECT_EQ(std::vector<float>(values, values + 5), (std::vector<float>{9, 11, 8, 9, 13}));
}

TEST_P(BranchingArchitectures, TheGradientIsThatOfFiniteDifferences)
{
    const QArchitecture architecture = BranchingArchitecture(GetParam());
    std::vector<float> parameters = architecture.Initial(RandomStream(1));
    const auto backEnd = Registry<NetworkBackEnd>::Create(Spec::Parse("eigen"));
    RandomStream random(2);
    std::vector<float> observations(3 * 4);
    for (float& value : observations)
    {
        value = static_cast<float>(random.Uniform(-1.0, 1.0));
    }
    const std::int64_t actions[] = {0, 5, 2, 4};
    const float targets[] = {1.0F, -2.0F, 0.5F, 3.0F};
    TdBatch batch;
    batch.rows = 4;
    batch.actions = actions;
    batch.targets = targets;
    batch.branches = &BRANCHES;
    const auto loss = [&](const std::vector<float>& at) {
        QTrainer trainer(architecture, at, *backEnd);
        return trainer.Differentiate(TdLoss::MSE, observations.data(), batch);
    };
    QTrainer trainer(architecture, parameters, *backEnd);
    trainer.Differentiate(TdLoss::MSE, observations.data(), batch);
    const std::vector<float> gradient = trainer.Gradient();
    // The trunk learns from every stream, and its gradient is divided by their number.
    const std::size_t trunk = (3 + 1) * 7;
    const double streams = GetParam() ? 3.0 : 2.0;
    const float step = 1e-2F; // float32: smaller steps drown in rounding
    int large = 0;
    for (std::size_t i = 0; i < parameters.size(); ++i)
    {
        if (parameters[i] == 0.0F)
        {
            EXPECT_EQ(gradient[i], 0.0F) << "a weight across streams";
            continue;
        }
        std::vector<float> moved = parameters;
        moved[i] += step;
        const double above = loss(moved);
        moved[i] -= 2.0F * step;
        const double slope = (above - loss(moved)) / (2.0 * step);
        const double expected = i < trunk ? slope / streams : slope;
        large += std::abs(expected) > 0.01 ? 1 : 0;
        EXPECT_NEAR(gradient[i], expected, 5e-3) << i;
    }
    EXPECT_GT(large, 20);
}

TEST_P(BranchingArchitectures, TheNetworkToActWithHasTheSameValues)
{
    const QArchitecture architecture = BranchingArchitecture(GetParam());
    const std::vector<float> parameters = architecture.Initial(RandomStream(4));
    const QTrainer trainer(
        architecture, parameters, *Registry<NetworkBackEnd>::Create(Spec::Parse("eigen")));
    Mlp acting({3, 7, 9, 5});
    architecture.CopyTo(parameters.data(), acting);
    const Observation observation = {0.3F, -0.6F, 0.9F};
    float values[5];
    trainer.Values(QTrainer::Network::ONLINE, observation.data(), 1, values);
    const float* acted = acting.Forward(observation);
    for (int k = 0; k < 5; ++k)
    {
        EXPECT_NEAR(acted[k], values[k], 1e-5);
    }
}

INSTANTIATE_TEST_SUITE_P(DuelingOrNot, BranchingArchitectures, testing::Bool());

TEST(Bdq, RefusesWhatItsKindCannotChoose)
{
    const auto dqn = Registry<Learner>::Create(Spec::Parse("dqn(backend=eigen)"));
    EXPECT_THAT([&] { dqn->Start(TwoBranches(2)); },
                ThrowsMessage<ConfigError>(HasSubstr("use bdq")));
    EXPECT_THAT([] { Make("branchUnits=0"); },
                ThrowsMessage<ConfigError>(HasSubstr("branchUnits")));
}

TEST(Bdq, ChoosesOnlyWhatIsAllowed)
{
    const auto learner = Make(SMALL);
    learner->Start(TwoBranches(2));
    for (int k = 0; k < 200; ++k)
    {
        const auto choices = BRANCHES.Split(learner->Act({0.1F, 0.2F}, {0, 1, 1, 0, 1}));
        EXPECT_EQ(choices[0], 1);
        EXPECT_NE(choices[1], 1);
    }
}

TEST(Bdq, ExploresEveryBranchByItself)
{
    const auto learner = Make(SMALL + ",startEpsilon=0.2,endEpsilon=0.2");
    learner->Start(TwoBranches(2));
    const ActionMask all = {1, 1, 1, 1, 1};
    const auto greedy = BRANCHES.Split(learner->ActGreedily({0.1F, 0.2F}, all));
    std::vector<int> deviations(3, 0);
    const int decisions = 5000;
    for (int k = 0; k < decisions; ++k)
    {
        const auto choices = BRANCHES.Split(learner->Act({0.1F, 0.2F}, all));
        ++deviations[(choices[0] != greedy[0] ? 1U : 0U) + (choices[1] != greedy[1] ? 1U : 0U)];
    }
    // One in two and two in three random choices are others: 0.1 and 0.2 * 2/3. Four standard
    // deviations of a binomial.
    const double first = 0.2 / 2.0;
    const double second = 0.2 * 2.0 / 3.0;
    for (const auto& [count, share] :
         {std::pair(deviations[2], first * second),
          std::pair(deviations[1], first + second - 2.0 * first * second)})
    {
        EXPECT_NEAR(count, decisions * share, 4.0 * std::sqrt(decisions * share * (1.0 - share)));
    }
}

TEST(Bdq, ContinuesFromACheckpointToTheBit)
{
    const TemporaryFolder folder;
    const auto whole = Make(SMALL);
    const auto resumed = Make(SMALL);
    whole->Start(TwoBranches(2));
    resumed->Start(TwoBranches(2));
    RandomStream random(5);
    const auto live = [&random](const std::vector<Learner*>& learners) {
        Transition transition = RandomTransition(random, 2);
        for (Learner* learner : learners)
        {
            transition.action = learner->Act(transition.observation, transition.nextMask);
            learner->Observe(transition);
        }
        return transition.action;
    };
    for (int k = 0; k < 60; ++k)
    {
        live({whole.get()});
    }
    whole->Save(folder.Path());
    resumed->Load(folder.Path());
    for (int k = 0; k < 60; ++k)
    {
        live({whole.get(), resumed.get()});
    }
    EXPECT_EQ(dynamic_cast<Dqn&>(*whole).Networks().Parameters(QTrainer::Network::ONLINE),
              dynamic_cast<Dqn&>(*resumed).Networks().Parameters(QTrainer::Network::ONLINE));
    auto other = TwoBranches(2);
    other.branches = {3, 2};
    const auto different = Make(SMALL);
    different->Start(other);
    EXPECT_THAT([&] { different->Load(folder.Path()); },
                ThrowsMessage<ConfigError>(HasSubstr("branches was 2-3 and is 3-2")));
}

TEST(Bdq, SetsEveryOneOfManyDials)
{
    // 17^5 joint actions. A random dial is 33/96 = 0.344 away from its mark on average, the best
    // one 1/64; each of the five must get below half of the first.
    const auto training = Registry<Environment>::Create(Spec::Parse("branching"));
    const auto learner = Make("hiddenLayers=64,branchUnits=32,learningRate=0.003,"
                              "finalLearningRate=0,trainFrequency=2,learningStarts=500,"
                              "bufferSize=1500,endEpsilon=0.1,targetNetworkFrequency=200");
    const std::uint64_t steps = 6000;
    learner->Start(EnvironmentLoop::ProblemOf(*training, 1, steps));
    EnvironmentLoop(*training, *learner, 0.0, 1).Run(steps);
    const auto playing = Registry<Environment>::Create(Spec::Parse("branching"));
    playing->Reset(1000);
    std::vector<double> distances(5, 0.0);
    const int plays = 100;
    const ActionBranches branches(playing->Actions().Branches());
    for (int play = 0; play < plays; ++play)
    {
        const std::vector<double> marks = playing->State();
        const std::int32_t action = learner->ActGreedily(playing->Now(), playing->Mask());
        for (std::size_t dial = 0; dial < marks.size(); ++dial)
        {
            distances[dial] += std::abs(branches.Split(action)[dial] / 16.0 - marks[dial]) / plays;
        }
        playing->Step(action);
    }
    EXPECT_THAT(distances, testing::Each(testing::Lt(33.0 / 96.0 / 2.0)));
}

} // namespace edgeward
