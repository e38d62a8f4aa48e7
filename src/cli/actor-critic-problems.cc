/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "cli/actor-critic-problems.h"

#include "cli/learning-problems.h"
#include "rl/continuous-loop.h"
#include "rl/environment-loop.h"

namespace edgeward
{

namespace
{

/** Episodes whose mean is a return. */
constexpr int EPISODES = 100;

/** Mean of EPISODES calls of @p play with an environment seeded from @p seed. */
template <typename Play>
double
MeanReturn(const std::string& environment, std::uint64_t seed, const Play& play)
{
    const auto playing = Registry<Environment>::Create(Spec::Parse(environment));
    playing->Reset(DeriveSeed(seed, 0, "validate/play"));
    double sum = 0.0;
    for (int episode = 0; episode < EPISODES; ++episode)
    {
        sum += play(*playing);
    }
    return sum / EPISODES;
}

double
TrainPendulum(const std::string& spec, std::uint64_t steps, std::uint64_t seed)
{
    constexpr double GAMMA = 0.98; // RL-Zoo, ddpg.yml
    const std::string name = "pendulum";
    const auto environment = Registry<Environment>::Create(Spec::Parse(name));
    const auto learner = Registry<ContinuousLearner>::Create(Spec::Parse(spec));
    learner->Start(ContinuousLoop::ProblemOf(*environment, seed));
    ContinuousLoop(*environment, *learner, GAMMA, seed).Run(steps);
    return MeanReturn(name, seed, [&](Environment& playing) {
        return ContinuousLoop::PlayGreedily(playing, *learner);
    });
}

double
TrainCartPole(const std::string& spec, std::uint64_t steps, std::uint64_t seed)
{
    constexpr double GAMMA = 0.99; // RL-Zoo, a2c.yml
    const std::string name = "cart-pole";
    const auto environment = Registry<Environment>::Create(Spec::Parse(name));
    const auto learner = Registry<Learner>::Create(Spec::Parse(spec));
    learner->Start(EnvironmentLoop::ProblemOf(*environment, seed, steps));
    EnvironmentLoop(*environment, *learner, GAMMA, seed).Run(steps);
    return MeanReturn(name, seed, [&](Environment& playing) {
        return EnvironmentLoop::PlayGreedily(playing, *learner).sum;
    });
}

/** @param train makes the measure of one training */
LearningProblem
Problem(const std::string& name,
        const std::string& title,
        const std::string& learner,
        std::uint64_t steps,
        double (*train)(const std::string&, std::uint64_t, std::uint64_t))
{
    LearningProblem problem;
    problem.name = name;
    problem.title = title;
    problem.learner = learner;
    problem.measure = "mean return of 100 greedy episodes after the training";
    problem.steps = steps;
    problem.seeds = 10;
    problem.train = [=](std::uint64_t seed) { return train(learner, steps, seed); };
    return problem;
}

} // namespace

void
AddActorCriticProblems(std::vector<LearningProblem>& problems)
{
    // Two standard errors of a mean of 100 episodes with the spread of 94 that RL-Zoo reports
    // between episodes are 19.
    LearningProblem pendulum =
        Problem("pendulum-ddpg", "Pendulum, DDPG", "ddpg", 20'000, TrainPendulum);
    pendulum.goal = {"-152.1 +- 94.3 between episodes of one training (RL-Zoo)", -171.0};
    pendulum.isQuick = true;
    problems.push_back(pendulum);
    LearningProblem twin = Problem("pendulum-td3",
                                   "Pendulum, DDPG with the parts of TD3",
                                   "ddpg(twinCritics=true,policyFrequency=2,policyNoise=0.2)",
                                   20'000,
                                   TrainPendulum);
    twin.goal = {"-151.9 of one training (RL-Zoo, td3)", -171.0};
    problems.push_back(twin);
    LearningProblem cartPole = Problem(
        "cart-pole-a2c", "CartPole, A2C", "a2c(entropyCoefficient=0)", 500'000, TrainCartPole);
    cartPole.goal = {"500.0 of one training (RL-Zoo, a2c); solved at 475 (Gymnasium)", 475.0};
    cartPole.isQuick = true;
    problems.push_back(cartPole);
}

} // namespace edgeward
