/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/errors.h"
#include "base/file-writer.h"
#include "base/text.h"
#include "cli/study.h"
#include "rl/environment-loop.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <vector>

namespace edgeward
{

namespace
{

struct LearningStudyArguments
{
    std::string out = "results/validate-learning";
    std::string page;
    std::uint64_t seeds = 10;
    bool isQuick = false;
};

/** An environment, what learns it, and what others report. */
struct LearningProblem
{
    std::string name;
    std::string environment;
    std::string learner;
    double gamma = 0.0;
    std::uint64_t steps = 0;
    std::string published; ///< return and source
};

/** Hyper-parameters are those of RL-Zoo's dqn.yml, Double targets and averaging added. */
std::vector<LearningProblem>
Problems(bool isQuick)
{
    std::vector<LearningProblem> problems = {
        {"CartPole",
         "cart-pole",
         "dqn(backend=eigen,averagingDecay=0.999,learningRate=0.0023,bufferSize=100000,batchSize="
         "64,"
         "learningStarts=1000,trainFrequency=256,gradientSteps=128,targetNetworkFrequency=10,"
         "hiddenLayers=256-256,endEpsilon=0.04,explorationFraction=0.16)",
         0.99,
         50'000,
         "500.0 (RL-Zoo)"}};
    if (!isQuick)
    {
        problems.push_back(
            {"Acrobot",
             "acrobot",
             "dqn(backend=eigen,averagingDecay=0.999,learningRate=0.00063,bufferSize=50000,"
             "batchSize=128,learningStarts=0,trainFrequency=4,gradientSteps=4,"
             "targetNetworkFrequency=250,hiddenLayers=256-256,endEpsilon=0.1,"
             "explorationFraction=0.12)",
             0.99,
             100'000,
             "-76.6 +- 11.8 (RL-Zoo)"});
        problems.push_back(
            {"MountainCar",
             "mountain-car",
             "dqn(backend=eigen,averagingDecay=0.999,learningRate=0.004,bufferSize=10000,"
             "batchSize=128,learningStarts=1000,trainFrequency=16,gradientSteps=8,"
             "targetNetworkFrequency=600,hiddenLayers=256-256,endEpsilon=0.07,"
             "explorationFraction=0.2)",
             0.98,
             120'000,
             "-100.8 +- 9.9 (RL-Zoo)"});
    }
    return problems;
}

/** Mean return of 100 greedy episodes after training. */
double
TrainAndPlay(const LearningProblem& problem, std::uint64_t seed)
{
    constexpr int EPISODES = 100;
    const auto training = Registry<Environment>::Create(Spec::Parse(problem.environment));
    const auto learner = Registry<Learner>::Create(Spec::Parse(problem.learner));
    learner->Start(EnvironmentLoop::ProblemOf(*training, seed, problem.steps));
    EnvironmentLoop(*training, *learner, problem.gamma, seed).Run(problem.steps);
    const auto playing = Registry<Environment>::Create(Spec::Parse(problem.environment));
    playing->Reset(DeriveSeed(seed, 0, "validate/play"));
    double sum = 0.0;
    for (int episode = 0; episode < EPISODES; ++episode)
    {
        sum += EnvironmentLoop::PlayGreedily(*playing, *learner).sum;
    }
    return sum / EPISODES;
}

double
Median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2.0;
}

void
RunStudy(const LearningStudyArguments& arguments)
{
    const std::uint64_t seeds = arguments.isQuick ? 3 : arguments.seeds;
    std::string csv = "problem,steps,seed,greedy_return\n";
    std::string table = "| problem | steps | seeds | median return | least | published "
                        "|\n|---|---|---|---|---|---|\n";
    for (const LearningProblem& problem : Problems(arguments.isQuick))
    {
        std::vector<double> returns;
        for (std::uint64_t seed = 1; seed <= seeds; ++seed)
        {
            returns.push_back(TrainAndPlay(problem, seed));
            csv += problem.name + "," + std::to_string(problem.steps) + "," + std::to_string(seed) +
                   "," + FormatDouble(returns.back()) + "\n";
            std::cerr << problem.name << ": seed " << seed << " of " << seeds << ", return "
                      << FormatDouble(returns.back()) << std::endl;
        }
        table += "| " + problem.name + " | " + std::to_string(problem.steps) + " | 1 to " +
                 std::to_string(seeds) + " | " + FormatDouble(Median(returns)) + " | " +
                 FormatDouble(*std::min_element(returns.begin(), returns.end())) + " | " +
                 problem.published + " |\n";
    }
    std::cout << table;
    MakeFolder(arguments.out);
    WriteFileAtomically(arguments.out + "/learning.csv", csv);
    std::cout << "results: " << arguments.out << "/learning.csv\n";
    if (!arguments.page.empty())
    {
        ReplaceInPage(arguments.page,
                      "validate learning",
                      "Made with `edgeward validate learning` on " + MachineText() + ".\n\n" +
                          table);
        std::cout << "updated: " << arguments.page << '\n';
    }
}

} // namespace

void
AddLearningStudy(CLI::App& validate, Action& chosen)
{
    CLI::App* command =
        validate.add_subcommand("learning", "The DQN on problems with published returns");
    auto arguments = std::make_shared<LearningStudyArguments>();
    command->add_option("--out", arguments->out, "Folder for the returns of every seed")
        ->type_name("DIR")
        ->capture_default_str();
    command->add_option("--update-docs", arguments->page, "Put the table into this page")
        ->type_name("FILE");
    command->add_option("--seeds", arguments->seeds, "Trainings of every problem")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command->add_flag("--quick", arguments->isQuick, "Only CartPole, three seeds");
    command->footer("Each training is followed by 100 greedy episodes. Needs no LibTorch.\n\n"
                    "Examples:\n"
                    "  edgeward validate learning --quick\n"
                    "  edgeward validate learning --seeds 20");
    command->callback([arguments, &chosen] { chosen = [arguments] { RunStudy(*arguments); }; });
}

} // namespace edgeward
