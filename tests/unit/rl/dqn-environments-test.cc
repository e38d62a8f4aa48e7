/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Every part of the DQN on the problem that Stable-Baselines3 tests its own with.
 */
#include "unit/rl/toy-problems.h"

#include "rl/environment-loop.h"

#include <gtest/gtest.h>

namespace edgeward
{

namespace
{

class DqnEnvironments : public testing::TestWithParam<const char*>
{
};

/** Mean reward of a greedy step over 20 episodes after @p steps steps of training. */
double
TrainAndPlay(const std::string& environment, Dqn& learner, double gamma, std::uint64_t steps)
{
    const auto training = Registry<Environment>::Create(Spec::Parse(environment));
    learner.Start(EnvironmentLoop::ProblemOf(*training, 1, steps));
    EnvironmentLoop(*training, learner, gamma, 1).Run(steps);
    const auto playing = Registry<Environment>::Create(Spec::Parse(environment));
    playing->Reset(1000);
    double sum = 0.0;
    double played = 0.0;
    for (int episode = 0; episode < 20; ++episode)
    {
        const EpisodeResult result = EnvironmentLoop::PlayGreedily(*playing, learner);
        sum += result.sum;
        played += static_cast<double>(result.steps);
    }
    return sum / played;
}

TEST_P(DqnEnvironments, RepeatWhatTheySee)
{
    // IdentityEnv(4) of Stable-Baselines3: 90 of 100 points after 1200 steps with gamma 0.4 and
    // rate 0.002.
    auto learner = test::MakeDqn("learningRate=0.002,learningStarts=100,trainFrequency=1,"
                                 "explorationFraction=0.5,targetNetworkFrequency=100",
                                 GetParam());
    EXPECT_GE(TrainAndPlay("identity", *learner, 0.4, 1200), 0.9);
}

INSTANTIATE_TEST_SUITE_P(Parts,
                         DqnEnvironments,
                         testing::Values("doubleDqn=false",
                                         "doubleDqn=true",
                                         "dueling=true",
                                         "prioritizedReplay=true",
                                         "nStep=3",
                                         "noisy=true,startEpsilon=0,endEpsilon=0",
                                         "tau=0.05,targetNetworkFrequency=4,loss=mse"));

} // namespace

} // namespace edgeward
