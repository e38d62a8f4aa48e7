/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "cli/learning-problems.h"

#include "cli/actor-critic-problems.h"
#include "cli/best-policy.h"
#include "rl/environment-loop.h"
#include "rl/tabular-model.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace edgeward
{

namespace
{

/** Episodes whose mean is a return. */
constexpr int EPISODES = 100;

/** What is to be learned by whom. */
struct Training
{
    std::string environment;
    std::string learner;
    double gamma = 0.0;
    std::uint64_t steps = 0;
    std::uint64_t lookEvery =
        0; ///< steps between looks for the best policy; 0: the last one counts
};

std::unique_ptr<Environment>
MakeEnvironment(const std::string& spec)
{
    return Registry<Environment>::Create(Spec::Parse(spec));
}

/** Train, then @p measure. @param measure of the environment, the learner and its episodes */
template <typename Measure>
double
Train(const Training& training, std::uint64_t seed, const Measure& measure)
{
    const auto environment = MakeEnvironment(training.environment);
    const auto learner = Registry<Learner>::Create(Spec::Parse(training.learner));
    learner->Start(EnvironmentLoop::ProblemOf(*environment, seed, training.steps));
    EnvironmentLoop loop(*environment, *learner, training.gamma, seed);
    if (training.lookEvery == 0)
    {
        loop.Run(training.steps);
    }
    else
    {
        const auto playing = MakeEnvironment(training.environment);
        TrainAndKeepBest(loop, *learner, training.steps, training.lookEvery, *playing, seed);
    }
    return measure(*environment, *learner, loop.Episodes());
}

/** Mean return of greedy episodes after the training, per step if @p isPerStep. */
double
PlayAfter(const Training& training, std::uint64_t seed, bool isPerStep = false)
{
    return Train(training, seed, [&](Environment&, Learner& learner, const auto&) {
        const auto playing = MakeEnvironment(training.environment);
        playing->Reset(DeriveSeed(seed, 0, "validate/play"));
        double sum = 0.0;
        std::uint64_t steps = 0;
        for (int episode = 0; episode < EPISODES; ++episode)
        {
            const EpisodeResult result = EnvironmentLoop::PlayGreedily(*playing, learner);
            sum += result.sum;
            steps += result.steps;
        }
        return sum / static_cast<double>(isPerStep ? steps : EPISODES);
    });
}

/** Mean return of the last episodes of the training itself. */
double
LastOf(const Training& training, std::uint64_t seed)
{
    return Train(training, seed, [](Environment&, Learner&, const auto& episodes) {
        const std::size_t count = std::min<std::size_t>(EPISODES, episodes.size());
        double sum = 0.0;
        for (std::size_t k = episodes.size() - count; k < episodes.size(); ++k)
        {
            sum += episodes[k].sum;
        }
        return sum / static_cast<double>(count);
    });
}

/** Expected return of the greedy policy from the first state, by the environment's own
 * probabilities. */
double
ExpectAfter(const Training& training, std::uint64_t seed)
{
    return Train(training, seed, [](Environment& environment, Learner& learner, const auto&) {
        const TabularModel& model = *environment.Model();
        std::vector<std::int32_t> choices;
        for (std::size_t state = 0; state < model.States(); ++state)
        {
            environment.ResetTo({static_cast<double>(state)});
            choices.push_back(learner.ActGreedily(environment.Now(), environment.Mask()));
        }
        return model.Returns(model.Deterministic(choices), environment.StepLimit())[0];
    });
}

LearningProblem
Greedy(const std::string& name, const std::string& title, const Training& training)
{
    LearningProblem problem;
    problem.name = name;
    problem.title = title;
    problem.learner = training.learner;
    problem.steps = training.steps;
    problem.measure = training.lookEvery == 0
                          ? "mean return of 100 greedy episodes after the training"
                          : "mean return of 100 other greedy episodes of the policy that was best "
                            "at one of the looks";
    problem.train = [training](std::uint64_t seed) { return PlayAfter(training, seed); };
    return problem;
}

LearningProblem
Exact(const std::string& name, const std::string& title, const Training& training)
{
    LearningProblem problem = Greedy(name, title, training);
    problem.measure = "expected return of the greedy policy, computed from the probabilities";
    problem.train = [training](std::uint64_t seed) { return ExpectAfter(training, seed); };
    return problem;
}

/** From one look for the best policy to the next, where a problem says so. */
constexpr std::uint64_t LOOK_EVERY = 5000;

/** Hyper-parameters of RL-Zoo's dqn.yml; Double targets, which it has not, are our default. */
const std::string ZOO_CART_POLE =
    "backend=eigen,learningRate=0.0023,bufferSize=100000,batchSize=64,learningStarts=1000,"
    "trainFrequency=256,gradientSteps=128,targetNetworkFrequency=10,hiddenLayers=256-256,"
    "endEpsilon=0.04,explorationFraction=0.16";
const std::string ZOO_ACROBOT =
    "backend=eigen,learningRate=0.00063,bufferSize=50000,batchSize=128,learningStarts=0,"
    "trainFrequency=4,gradientSteps=4,targetNetworkFrequency=250,hiddenLayers=256-256,"
    "endEpsilon=0.1,explorationFraction=0.12";
const std::string ZOO_MOUNTAIN_CAR =
    "backend=eigen,learningRate=0.004,bufferSize=10000,batchSize=128,learningStarts=1000,"
    "trainFrequency=16,gradientSteps=8,targetNetworkFrequency=600,hiddenLayers=256-256,"
    "endEpsilon=0.07,explorationFraction=0.2";

/** Hyper-parameters of CleanRL's dqn.py, which has neither Double targets nor clipping. */
const std::string CLEAN_RL =
    "backend=eigen,doubleDqn=false,loss=mse,maxGradNorm=1e12,learningRate=0.00025,"
    "bufferSize=10000,batchSize=128,learningStarts=10000,trainFrequency=10,"
    "targetNetworkFrequency=500,hiddenLayers=120-84,endEpsilon=0.05,explorationFraction=0.5";

LearningProblem
CartPoleZoo(const std::string& name,
            const std::string& title,
            const std::string& more,
            std::uint64_t lookEvery = 0)
{
    const std::string learner = "dqn(" + ZOO_CART_POLE + more + ")";
    LearningProblem problem = Greedy(name, title, {"cart-pole", learner, 0.99, 50'000, lookEvery});
    problem.seeds = 10;
    problem.goal = {"500.0 in RL-Zoo's table, one training; solved at 475 (Gymnasium)", 475.0};
    return problem;
}

LearningProblem
MountainCarZoo(const std::string& name, const std::string& title, const std::string& more)
{
    const std::string learner = "dqn(" + ZOO_MOUNTAIN_CAR + more + ")";
    LearningProblem problem = Greedy(name, title, {"mountain-car", learner, 0.98, 120'000});
    problem.seeds = 10;
    problem.goal = {"-100.8 +- 9.9 between episodes of one training (RL-Zoo)", -110.7};
    return problem;
}

LearningProblem
CartPoleCleanRl()
{
    const Training training{"cart-pole", "dqn(" + CLEAN_RL + ")", 0.99, 500'000};
    LearningProblem problem = Greedy("cart-pole-cleanrl", "CartPole, CleanRL", training);
    problem.measure = "mean return of the last 100 episodes of the training";
    problem.train = [training](std::uint64_t seed) { return LastOf(training, seed); };
    problem.seeds = 5;
    problem.goal = {"488.69 +- 16.11 of 3 seeds in CleanRL's table", 0.0, 488.69, 16.11, 3};
    return problem;
}

LearningProblem
Branching(const std::string& name, const std::string& title, const std::string& learner)
{
    const Training training{"branching", learner, 0.0, 40'000};
    LearningProblem problem = Greedy(name, title, training);
    problem.measure = "mean reward of a greedy step";
    problem.train = [training](std::uint64_t seed) { return PlayAfter(training, seed, true); };
    problem.seeds = 3;
    problem.isQuick = true;
    // 80 % of the way from 1 - 33/96, which random dials get, to 1 - 1/64.
    problem.goal = {"random 0.656, best 0.984 (closed forms); 80 % of the way", 0.919};
    return problem;
}

} // namespace

std::vector<LearningProblem>
LearningProblems()
{
    std::vector<LearningProblem> problems;
    problems.push_back(CartPoleZoo("cart-pole-zoo", "CartPole, RL-Zoo and Double targets", ""));
    problems.push_back(CartPoleZoo("cart-pole-zoo-decay",
                                   "CartPole, RL-Zoo, Double targets and a rate that falls to 0",
                                   ",finalLearningRate=0"));
    problems.back().isQuick = true;
    problems.push_back(
        CartPoleZoo("cart-pole-zoo-best",
                    "CartPole, RL-Zoo, Double targets, the best of its policies kept",
                    "",
                    LOOK_EVERY));
    problems.push_back(CartPoleCleanRl());
    problems.push_back(Greedy("acrobot-zoo",
                              "Acrobot, RL-Zoo and Double targets",
                              {"acrobot", "dqn(" + ZOO_ACROBOT + ")", 0.99, 100'000}));
    problems.back().seeds = 3;
    problems.back().goal = {"-76.6 +- 11.8 between episodes of one training (RL-Zoo)", -88.4};
    problems.push_back(
        MountainCarZoo("mountain-car-zoo", "MountainCar, RL-Zoo", ",doubleDqn=false"));
    problems.push_back(MountainCarZoo(
        "mountain-car-zoo-double", "MountainCar, RL-Zoo and Double targets", ",doubleDqn=true"));
    problems.push_back(MountainCarZoo("mountain-car-zoo-decay",
                                      "MountainCar, RL-Zoo and a rate that falls to 0",
                                      ",doubleDqn=false,finalLearningRate=0"));
    problems.push_back(Exact(
        "frozen-lake-tabular",
        "FrozenLake 4x4, tabular",
        {"frozen-lake", "tabular-q(bins=2,learningRate=1,omega=0.6,endEpsilon=1)", 0.99, 300'000}));
    problems.back().seeds = 10;
    problems.back().isQuick = true;
    problems.back().goal = {"optimum 0.74419 (dynamic programming); within 2 %", 0.98 * 0.74419};
    problems.push_back(
        Exact("frozen-lake-dqn",
              "FrozenLake 4x4, DQN",
              {"frozen-lake",
               "dqn(backend=eigen,hiddenLayers=64,learningRate=0.0005,finalLearningRate=0)",
               0.99,
               100'000}));
    problems.back().seeds = 10;
    problems.back().isQuick = true;
    problems.back().goal = {"optimum 0.74419 (dynamic programming); within 10 %", 0.9 * 0.74419};
    problems.push_back(
        Branching("branching-bdq",
                  "Five dials, 17^5 joint actions",
                  "bdq(backend=eigen,hiddenLayers=64,branchUnits=32,learningRate=0.003,"
                  "finalLearningRate=0,trainFrequency=2,learningStarts=500,bufferSize=5000,"
                  "prioritizedReplay=false,endEpsilon=0.1,targetNetworkFrequency=200)"));
    problems.push_back(Branching(
        "branching-sdqn",
        "Five dials one after the other, 17^5 joint actions",
        "sdqn(hiddenLayers=128-64,learningRate=0.001,finalLearningRate=0,trainFrequency=10,"
        "learningStarts=2500,bufferSize=100000,endEpsilon=0.1,targetNetworkFrequency=500)"));
    AddActorCriticProblems(problems);
    return problems;
}

bool
Reaches(const LearningProblem::Goal& goal, const std::vector<double>& returns)
{
    if (goal.reportedSeeds == 0)
    {
        return MedianOf(returns) >= goal.least;
    }
    const double mean = MeanOf(returns);
    const double count = static_cast<double>(returns.size());
    double squares = 0.0;
    for (const double value : returns)
    {
        squares += (value - mean) * (value - mean);
    }
    const double variance = returns.size() > 1 ? squares / (count - 1.0) : 0.0;
    const double error =
        std::sqrt(goal.deviation * goal.deviation / static_cast<double>(goal.reportedSeeds) +
                  variance / count);
    return mean >= goal.reported - 2.0 * error;
}

double
MedianOf(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2.0;
}

double
MeanOf(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

} // namespace edgeward
