/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The plug-in as the program meets it: loaded when training begins, in a process that did not link
 * LibTorch.
 */
#include "base/random-stream.h"
#include "rl/learner.h"
#include "rl/network-back-end.h"

#include <gtest/gtest.h>

#include <dlfcn.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

namespace edgeward
{

namespace
{

constexpr std::size_t FEATURES = 64;
constexpr std::size_t ACTIONS = 12;

double
CpuSeconds(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

class Plugin : public testing::Test
{
  protected:
    static void
    SetUpTestSuite()
    {
        ASSERT_EQ(Registry<NetworkBackEnd>::All().count("torch"), 0u)
            << "the test itself must not link LibTorch";
        ASSERT_NE(dlopen(EDGEWARD_TORCH_PLUGIN, RTLD_NOW | RTLD_LOCAL), nullptr) << dlerror();
    }

    /** A learner large enough that BLAS would share its matrices among threads if it were let. */
    static std::unique_ptr<Learner>
    MakeLearner()
    {
        auto learner = Registry<Learner>::Create(Spec::Parse(
            "dqn(hiddenLayers=256-256,batchSize=256,learningStarts=1,trainFrequency=1)"));
        LearnerProblem problem;
        problem.observationSize = FEATURES;
        problem.actions = ACTIONS;
        problem.totalSteps = 1000;
        learner->Start(problem);
        return learner;
    }

    static void
    Train(Learner& learner, int steps)
    {
        RandomStream random(1);
        Transition transition;
        transition.nextMask = ActionMask(ACTIONS, 1);
        for (int step = 0; step < steps; ++step)
        {
            transition.observation.assign(FEATURES, static_cast<float>(random.Uniform()));
            transition.nextObservation.assign(FEATURES, static_cast<float>(random.Uniform()));
            transition.action = learner.Act(transition.observation, transition.nextMask);
            transition.reward = static_cast<float>(random.Uniform());
            transition.discount = 0.9F;
            learner.Observe(transition);
        }
    }
};

TEST_F(Plugin, RegistersTheAgentsWhenItIsLoaded)
{
    EXPECT_EQ(Registry<NetworkBackEnd>::All().count("torch"), 1u);
    auto learner = MakeLearner();
    Train(*learner, 10);
    EXPECT_EQ(learner->Progress().updates, 10u);
}

TEST_F(Plugin, TrainsOnOneThread)
{
    auto learner = MakeLearner();
    Train(*learner, 20);
    const double process = CpuSeconds(CLOCK_PROCESS_CPUTIME_ID);
    const double thread = CpuSeconds(CLOCK_THREAD_CPUTIME_ID);
    Train(*learner, 100);
    const double ownShare = (CpuSeconds(CLOCK_THREAD_CPUTIME_ID) - thread) /
                            (CpuSeconds(CLOCK_PROCESS_CPUTIME_ID) - process);
    EXPECT_GT(ownShare, 0.97) << "other threads computed too";
}

TEST_F(Plugin, TrainsInAForkedWorker)
{
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0)
    {
        alarm(60);
        auto learner = MakeLearner();
        Train(*learner, 20);
        _exit(learner->Progress().updates == 20u ? 0 : 1);
    }
    int status = -1;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status)) << "the worker was killed, by its alarm if signal 14";
    EXPECT_EQ(WEXITSTATUS(status), 0);
}

} // namespace

} // namespace edgeward
