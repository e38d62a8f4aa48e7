/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "unit/rl/toy-problems.h"

#include "base/errors.h"
#include "base/file-writer.h"
#include "rl/safetensors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <stdlib.h>

namespace edgeward
{

namespace
{

using test::Exercise;
using test::MakeDqn;
using test::MakeProblem;
using testing::HasSubstr;
using testing::ThrowsMessage;

constexpr std::size_t FEATURES = 5;
constexpr std::size_t ACTIONS = 3;
const std::string SETUP =
    "hiddenLayers=12-8,bufferSize=60,learningStarts=20,batchSize=8,trainFrequency=2,"
    "targetNetworkFrequency=30,averagingDecay=0.99,finalLearningRate=0.00001";

class DqnCheckpoint : public testing::TestWithParam<const char*>
{
  protected:
    DqnCheckpoint()
    {
        std::string pattern = testing::TempDir() + "dqn-XXXXXX";
        m_folder = mkdtemp(pattern.data());
    }

    ~DqnCheckpoint() override
    {
        std::filesystem::remove_all(m_folder);
    }

    /** A learner that has lived long enough to wrap its replay buffer and update its target. */
    std::unique_ptr<Dqn>
    Train(RandomStream& random, std::size_t steps) const
    {
        auto learner = Fresh();
        Exercise(*learner, random, steps, FEATURES, ACTIONS);
        return learner;
    }

    std::unique_ptr<Dqn>
    Fresh(const std::string& changes = "") const
    {
        auto learner = MakeDqn(SETUP, changes.empty() ? GetParam() : changes);
        learner->Start(MakeProblem(FEATURES, ACTIONS, 1000));
        return learner;
    }

    std::string
    StateFile() const
    {
        return m_folder + "/training-state.bin";
    }

    std::string m_folder;
};

INSTANTIATE_TEST_SUITE_P(Parts,
                         DqnCheckpoint,
                         testing::Values("nStep=1",
                                         "dueling=true,prioritizedReplay=true,nStep=3",
                                         "noisy=true,dueling=true,prioritizedReplay=true,nStep=2"));

void
ExpectTheSame(const Dqn& left, const Dqn& right)
{
    EXPECT_EQ(test::OnlineParameters(left), test::OnlineParameters(right));
    EXPECT_EQ(test::TargetParameters(left), test::TargetParameters(right));
    EXPECT_EQ(left.ActingParameters(), right.ActingParameters());
    EXPECT_EQ(left.Progress().steps, right.Progress().steps);
    EXPECT_EQ(left.Progress().updates, right.Progress().updates);
    EXPECT_EQ(left.Progress().epsilon, right.Progress().epsilon);
    EXPECT_EQ(left.Progress().loss, right.Progress().loss);
    EXPECT_EQ(left.Progress().meanQ, right.Progress().meanQ);
    EXPECT_EQ(left.Progress().tdError, right.Progress().tdError);
}

TEST_P(DqnCheckpoint, ContinuesToTheBit)
{
    RandomStream world(2);
    auto learner = Train(world, 153);
    learner->Save(m_folder);
    auto resumed = Fresh();
    resumed->Load(m_folder);
    ExpectTheSame(*learner, *resumed);
    RandomStream sameWorld(0);
    sameWorld.Restore(world.State());
    Exercise(*learner, world, 211, FEATURES, ACTIONS);
    Exercise(*resumed, sameWorld, 211, FEATURES, ACTIONS);
    ExpectTheSame(*learner, *resumed);
    EXPECT_EQ(world.Next(), sameWorld.Next());
}

TEST_P(DqnCheckpoint, ContinuesToTheBitFromBeforeTheFirstTraining)
{
    RandomStream world(2);
    auto learner = Train(world, 5);
    learner->Save(m_folder);
    auto resumed = Fresh();
    resumed->Load(m_folder);
    RandomStream sameWorld(0);
    sameWorld.Restore(world.State());
    Exercise(*learner, world, 100, FEATURES, ACTIONS);
    Exercise(*resumed, sameWorld, 100, FEATURES, ACTIONS);
    ExpectTheSame(*learner, *resumed);
}

TEST_P(DqnCheckpoint, WritesThePolicyToActWith)
{
    RandomStream world(2);
    auto learner = Train(world, 150);
    learner->Save(m_folder);
    const std::string path = m_folder + "/weights.safetensors";
    Mlp policy = Mlp::FromTensors(ReadSafetensors(path).tensors, path);
    EXPECT_EQ(policy.Sizes(), (std::vector<std::size_t>{FEATURES, 12, 8, ACTIONS}));
    for (int i = 0; i < 100; ++i)
    {
        const Observation observation =
            test::RandomTransition(world, FEATURES, ACTIONS).observation;
        const ActionMask mask = {1, 1, 1};
        EXPECT_EQ(BestAllowedAction(policy.Forward(observation), mask),
                  learner->ActGreedily(observation, mask));
    }
}

TEST_P(DqnCheckpoint, NamesEveryDifferenceOfTheSetup)
{
    RandomStream world(2);
    Train(world, 50)->Save(m_folder);
    auto other = Fresh("tau=0.5,loss=mse");
    EXPECT_THAT([&] { other->Load(m_folder); },
                ThrowsMessage<ConfigError>(testing::AllOf(HasSubstr("training-state.bin"),
                                                          HasSubstr("tau was 1 and is 0.5"),
                                                          HasSubstr("loss was huber and is mse"))));
    auto wider = MakeDqn(SETUP, GetParam());
    wider->Start(MakeProblem(FEATURES + 1, ACTIONS, 1000));
    EXPECT_THAT([&] { wider->Load(m_folder); },
                ThrowsMessage<ConfigError>(HasSubstr("observationSize was 5 and is 6")));
}

TEST_P(DqnCheckpoint, RefusesEveryDamageAndStaysAsItWas)
{
    RandomStream world(2);
    Train(world, 50)->Save(m_folder);
    const std::string whole = ReadWholeFile(StateFile());
    RandomStream otherWorld(3);
    auto learner = Train(otherWorld, 70);
    const std::vector<float> before = test::OnlineParameters(*learner);
    const auto refuses = [&](const std::string& bytes, std::size_t position) {
        WriteFileAtomically(StateFile(), bytes);
        EXPECT_THROW(learner->Load(m_folder), ConfigError) << "position " << position;
    };
    // Primes keep the positions from falling into step with the file's own structure.
    for (std::size_t length = 0; length < whole.size(); length += 97)
    {
        refuses(whole.substr(0, length), length);
    }
    for (std::size_t position = 0; position < whole.size(); position += position < 100 ? 1 : 53)
    {
        std::string damaged = whole;
        damaged[position] = static_cast<char>(damaged[position] ^ 0x10);
        refuses(damaged, position);
    }
    refuses(whole + "x", whole.size());
    EXPECT_EQ(test::OnlineParameters(*learner), before);
    WriteFileAtomically(StateFile(), whole);
    EXPECT_NO_THROW(learner->Load(m_folder));
    EXPECT_NE(test::OnlineParameters(*learner), before);
}

TEST_P(DqnCheckpoint, SaysWhichFileIsMissing)
{
    auto learner = Fresh();
    EXPECT_THAT([&] { learner->Load(m_folder); },
                ThrowsMessage<UserError>(HasSubstr("training-state.bin")));
    EXPECT_THROW(learner->Save(m_folder + "/nowhere"), IoError);
}

} // namespace

} // namespace edgeward
