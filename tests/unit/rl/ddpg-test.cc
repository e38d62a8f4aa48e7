/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/ddpg.h"

#include "base/file-writer.h"
#include "rl/flat-parameters.h"
#include "support/complaint.h"
#include "support/temporary-folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace edgeward
{

namespace
{

constexpr std::size_t FEATURES = 2;

ContinuousProblem
Problem()
{
    return {FEATURES, {{"share", 0.0, 1.0}, {"powerWatt", -3.0, 5.0}}, 7};
}

std::unique_ptr<Ddpg>
Make(const std::string& parameters)
{
    auto learner =
        std::make_unique<Ddpg>(DdpgOptions::FromSpec(Spec::Parse("ddpg(" + parameters + ")")));
    learner->Start(Problem());
    return learner;
}

ContinuousTransition
RandomTransition(RandomStream& random)
{
    ContinuousTransition transition;
    for (std::size_t k = 0; k < FEATURES; ++k)
    {
        transition.observation.push_back(static_cast<float>(random.Uniform(-1.0, 1.0)));
        transition.nextObservation.push_back(static_cast<float>(random.Uniform(-1.0, 1.0)));
    }
    transition.reward = static_cast<float>(random.Uniform(-1.0, 1.0));
    transition.discount = random.Uniform() < 0.2 ? 0.0F : 0.9F;
    return transition;
}

/** Let @p learner live in a world without meaning. */
void
Exercise(Ddpg& learner, RandomStream& random, int steps)
{
    for (int step = 0; step < steps; ++step)
    {
        ContinuousTransition transition = RandomTransition(random);
        transition.values = learner.Act(transition.observation);
        learner.Observe(transition);
    }
}

/** What a network of @p parameters gives for @p inputs, by the code that acts. */
float
Output(const TrainedNetwork& like,
       const std::vector<float>& parameters,
       const std::vector<float>& inputs,
       std::size_t index = 0)
{
    Mlp network(like.Sizes());
    CopyParameters(parameters, network);
    return network.Forward(inputs.data())[index];
}

/** Two rows of next observations with room for the values behind each. */
TrainingBatch
Batch()
{
    TrainingBatch batch(2, FEATURES + 2, 1);
    batch.nextObservations = {0.3F, -0.8F, 0.0F, 0.0F, -0.1F, 0.9F, 0.0F, 0.0F};
    batch.rewards = {1.5F, -2.0F};
    batch.discounts = {0.9F, 0.0F};
    return batch;
}

/** Q'(o, mu'(o)) of critic @p index, written out. */
float
NextValue(Ddpg& learner, std::size_t index, float first, float second)
{
    const std::vector<float> observation = {first, second};
    std::vector<float> inputs = observation;
    for (std::size_t k = 0; k < 2; ++k)
    {
        inputs.push_back(std::tanh(
            Output(learner.Actor().online, learner.Actor().target.Parameters(), observation, k)));
    }
    return Output(learner.Critic(index).online, learner.Critic(index).target.Parameters(), inputs);
}

const std::string SMALL = "hiddenLayers=12-8,bufferSize=60,learningStarts=20,batchSize=8";

} // namespace

TEST(Ddpg, TargetsBootstrapFromTheTargetNetworksUnlessTerminated)
{
    const auto learner = Make(SMALL);
    RandomStream random(2);
    Exercise(*learner, random, 60);
    TrainingBatch batch = Batch();
    learner->SetTargets(batch, 2);
    const float next = NextValue(*learner, 0, 0.3F, -0.8F);
    EXPECT_NEAR(batch.targets[0], 1.5F + 0.9F * next, 1e-5);
    EXPECT_EQ(batch.targets[1], -2.0F);
    // The online networks have moved away from those that follow them.
    EXPECT_NE(learner->Actor().online.Parameters(), learner->Actor().target.Parameters());
    EXPECT_NE(learner->Critic(0).online.Parameters(), learner->Critic(0).target.Parameters());
}

TEST(Ddpg, TwinCriticsCountTheLesserValue)
{
    int firstIsLess = 0;
    for (std::uint64_t seed = 1; seed <= 8; ++seed)
    {
        Ddpg learner(DdpgOptions::FromSpec(Spec::Parse("ddpg(" + SMALL + ",twinCritics=true)")));
        ContinuousProblem problem = Problem();
        problem.seed = seed;
        learner.Start(problem);
        TrainingBatch batch = Batch();
        learner.SetTargets(batch, 2);
        const float first = NextValue(learner, 0, 0.3F, -0.8F);
        const float second = NextValue(learner, 1, 0.3F, -0.8F);
        EXPECT_NEAR(batch.targets[0], 1.5F + 0.9F * std::min(first, second), 1e-5);
        firstIsLess += first < second ? 1 : 0;
    }
    EXPECT_GT(firstIsLess, 0);
    EXPECT_LT(firstIsLess, 8);
}

TEST(Ddpg, NoiseOnTheTargetsActionsStaysWithinItsClip)
{
    const auto learner = Make(SMALL + ",policyNoise=5,noiseClip=0.1");
    TrainingBatch plain = Batch();
    Make(SMALL)->SetTargets(plain, 2);
    TrainingBatch noisy = Batch();
    learner->SetTargets(noisy, 2);
    for (const std::size_t at : {2, 3, 6, 7})
    {
        EXPECT_NE(noisy.nextObservations[at], plain.nextObservations[at]);
        EXPECT_NEAR(noisy.nextObservations[at], plain.nextObservations[at], 0.1 + 1e-6);
    }
}

TEST(Ddpg, TheActorsGradientIsThatOfFiniteDifferences)
{
    const auto learner = Make(SMALL);
    std::vector<float> inputs = {0.3F, -0.8F, 0.0F, 0.0F, -0.1F, 0.9F, 0.0F, 0.0F};
    learner->DifferentiateActor(inputs, 2);
    const std::vector<float> gradient = learner->Actor().online.Gradient();
    std::vector<float> parameters = learner->Actor().online.Parameters();
    constexpr float STEP = 2e-3F;
    double largest = 0.0;
    for (std::size_t i = 0; i < parameters.size(); ++i)
    {
        const float was = parameters[i];
        double difference = 0.0;
        for (const float sign : {1.0F, -1.0F})
        {
            parameters[i] = was + sign * STEP;
            learner->Actor().online.SetParameters(parameters);
            difference += sign * learner->DifferentiateActor(inputs, 2);
        }
        parameters[i] = was;
        // float32 leaves about 1e-7 / STEP; the curvature of tanh STEP^2.
        EXPECT_NEAR(gradient[i], difference / (2.0 * STEP), 3e-4) << "parameter " << i;
        largest = std::max<double>(largest, std::abs(gradient[i]));
    }
    EXPECT_GT(largest, 0.01);
}

TEST(Ddpg, ActsWithinTheBoundsAndExploresAtRandomFirst)
{
    const auto learner = Make("learningStarts=100,explorationNoise=2");
    double least = 1.0;
    double largest = 0.0;
    for (int step = 0; step < 400; ++step)
    {
        const std::vector<double> values = learner->Act({0.5F, 0.5F});
        EXPECT_GE(values[0], 0.0);
        EXPECT_LE(values[0], 1.0);
        EXPECT_GE(values[1], -3.0);
        EXPECT_LE(values[1], 5.0);
        if (step < 100)
        {
            least = std::min(least, values[0]);
            largest = std::max(largest, values[0]);
        }
    }
    // A hundred uniform draws leave a tenth at an end empty with probability 0.9^100 = 3e-5.
    EXPECT_LT(least, 0.1);
    EXPECT_GT(largest, 0.9);
    const std::vector<double> greedy = learner->ActGreedily({0.5F, 0.5F});
    EXPECT_EQ(learner->ActGreedily({0.5F, 0.5F}), greedy);
}

TEST(Ddpg, TargetsFollowTheOnlineNetworks)
{
    const auto learner = Make(SMALL + ",tau=0.25");
    const std::vector<float> before = learner->Actor().target.Parameters();
    RandomStream random(2);
    Exercise(*learner, random, 20); // the twentieth step is the first that trains
    ASSERT_EQ(learner->Progress().updates, 1U);
    const std::vector<float>& online = learner->Actor().online.Parameters();
    EXPECT_NE(online, before);
    for (std::size_t i = 0; i < before.size(); ++i)
    {
        EXPECT_FLOAT_EQ(learner->Actor().target.Parameters()[i],
                        0.25F * online[i] + 0.75F * before[i]);
    }
}

TEST(Ddpg, TheActorMayTrainLessOften)
{
    const auto learner = Make(SMALL + ",policyFrequency=2");
    const std::vector<float> before = learner->Actor().online.Parameters();
    RandomStream random(2);
    Exercise(*learner, random, 20);
    EXPECT_EQ(learner->Actor().online.Parameters(), before);
    Exercise(*learner, random, 1);
    EXPECT_NE(learner->Actor().online.Parameters(), before);
}

TEST(Ddpg, SameSeedSameBits)
{
    const auto first = Make(SMALL);
    const auto second = Make(SMALL);
    RandomStream one(2);
    RandomStream two(2);
    Exercise(*first, one, 100);
    Exercise(*second, two, 100);
    EXPECT_EQ(first->Actor().online.Parameters(), second->Actor().online.Parameters());
    EXPECT_EQ(first->Critic(0).online.Parameters(), second->Critic(0).online.Parameters());
    RandomStream other(3);
    const auto third = Make(SMALL);
    Exercise(*third, other, 100);
    EXPECT_NE(first->Actor().online.Parameters(), third->Actor().online.Parameters());
}

TEST(Ddpg, ContinuesToTheBit)
{
    for (const std::string parts : {"", ",twinCritics=true,policyFrequency=2,policyNoise=0.2"})
    {
        const TemporaryFolder folder;
        const auto learner = Make(SMALL + parts);
        RandomStream random(2);
        Exercise(*learner, random, 83);
        learner->Save(folder / "");
        const auto resumed = Make(SMALL + parts);
        resumed->Load(folder / "");
        RandomStream same(0);
        same.Restore(random.State());
        Exercise(*learner, random, 71);
        Exercise(*resumed, same, 71);
        EXPECT_EQ(learner->Actor().online.Parameters(), resumed->Actor().online.Parameters());
        EXPECT_EQ(learner->Actor().target.Parameters(), resumed->Actor().target.Parameters());
        EXPECT_EQ(learner->Critic(0).online.Parameters(), resumed->Critic(0).online.Parameters());
        EXPECT_EQ(learner->Progress().loss, resumed->Progress().loss);
        EXPECT_EQ(random.Next(), same.Next());
    }
}

TEST(Ddpg, RefusesEveryDamageAndStaysAsItWas)
{
    const TemporaryFolder folder;
    const auto learner = Make(SMALL);
    RandomStream random(2);
    Exercise(*learner, random, 40);
    learner->Save(folder / "");
    const std::string file = folder / "training-state.bin";
    const std::string whole = ReadWholeFile(file);
    const std::vector<float> before = learner->Actor().online.Parameters();
    const auto other = Make(SMALL);
    const std::vector<float> fresh = other->Actor().online.Parameters();
    for (std::size_t position = 0; position < whole.size(); position += position < 100 ? 1 : 53)
    {
        std::string damaged = whole;
        damaged[position] = static_cast<char>(damaged[position] ^ 0x10);
        WriteFileAtomically(file, damaged);
        EXPECT_THROW(other->Load(folder / ""), ConfigError) << "position " << position;
        WriteFileAtomically(file, whole.substr(0, position));
        EXPECT_THROW(other->Load(folder / ""), ConfigError) << "length " << position;
    }
    EXPECT_EQ(other->Actor().online.Parameters(), fresh);
    WriteFileAtomically(file, whole);
    other->Load(folder / "");
    EXPECT_EQ(other->Actor().online.Parameters(), before);
    EXPECT_NE(Complaint([&] {
                  Make(SMALL + ",tau=0.5")->Load(folder / "");
              }).find("tau was 0.005 and is 0.5"),
              std::string::npos);
}

TEST(Ddpg, NamesEveryBadHyperParameterAtOnce)
{
    const std::string complaint = Complaint([] { Make("tau=2,batchSize=0,bufferSize=10"); });
    EXPECT_NE(complaint.find("tau"), std::string::npos);
    EXPECT_NE(complaint.find("batchSize"), std::string::npos);
    EXPECT_NE(complaint.find("learningStarts"), std::string::npos);
}

TEST(Ddpg, StopsAtARewardThatIsNoNumber)
{
    const auto learner = Make(SMALL);
    ContinuousTransition transition;
    transition.observation = transition.nextObservation = {0.0F, 0.0F};
    transition.values = {0.5, 0.0};
    transition.reward = NAN;
    EXPECT_THROW(learner->Observe(transition), UserError);
}

TEST(Ddpg, LearnsToSetTheValueThatItSees)
{
    // Reward -(a - x)^2 and nothing follows: the best value is x itself.
    Ddpg learner(DdpgOptions::FromSpec(
        Spec::Parse("ddpg(learningStarts=500,bufferSize=5000,hiddenLayers=32-32)")));
    learner.Start({1, {{"value", -1.0, 3.0}}, 7});
    RandomStream random(4);
    ContinuousTransition transition;
    transition.discount = 0.0F;
    transition.nextObservation = {0.0F};
    for (int step = 0; step < 4000; ++step)
    {
        const double mark = random.Uniform(-1.0, 3.0);
        transition.observation = {static_cast<float>(mark - 1.0)};
        transition.values = learner.Act(transition.observation);
        const double error = transition.values[0] - mark;
        transition.reward = static_cast<float>(-error * error);
        learner.Observe(transition);
    }
    double error = 0.0;
    for (int k = 0; k <= 10; ++k)
    {
        const double mark = -0.8 + 0.36 * k;
        error += std::abs(learner.ActGreedily({static_cast<float>(mark - 1.0)})[0] - mark) / 11.0;
    }
    // Random values miss by 1.33 on average; measured 0.03.
    EXPECT_LT(error, 0.1);
    ::testing::Test::RecordProperty("meanError", std::to_string(error));
}

} // namespace edgeward
