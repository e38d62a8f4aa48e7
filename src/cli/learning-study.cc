/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/errors.h"
#include "base/file-writer.h"
#include "base/text.h"
#include "cli/learning-problems.h"
#include "cli/study.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <iostream>
#include <memory>
#include <mutex>
#include <thread>

namespace edgeward
{

namespace
{

/** Trainings of every problem of --quick. */
constexpr std::uint64_t QUICK_SEEDS = 3;

struct LearningStudyArguments
{
    std::string out = "results/validate-learning";
    std::string page;
    std::vector<std::string> problems;
    std::uint64_t seeds = 0; ///< 0: as many as each problem says
    unsigned jobs = std::max(1U, std::thread::hardware_concurrency());
    bool isQuick = false;
};

std::vector<LearningProblem>
Chosen(const LearningStudyArguments& arguments)
{
    std::vector<LearningProblem> all = LearningProblems();
    std::vector<std::string> names;
    for (const LearningProblem& problem : all)
    {
        names.push_back(problem.name);
    }
    for (const std::string& name : arguments.problems)
    {
        if (std::find(names.begin(), names.end(), name) == names.end())
        {
            throw ConfigError(
                {}, "--problem", "'" + name + "' is no problem", DidYouMean(name, names));
        }
    }
    const auto isLeftOut = [&arguments](const LearningProblem& problem) {
        const auto& wanted = arguments.problems;
        return wanted.empty()
                   ? arguments.isQuick && !problem.isQuick
                   : std::find(wanted.begin(), wanted.end(), problem.name) == wanted.end();
    };
    all.erase(std::remove_if(all.begin(), all.end(), isLeftOut), all.end());
    return all;
}

/** Train with seeds 1 to @p seeds, @p jobs at a time; a training depends on its seed alone. */
std::vector<double>
TrainAll(const LearningProblem& problem, std::uint64_t seeds, unsigned jobs)
{
    std::vector<double> returns(seeds);
    std::atomic<std::uint64_t> next{0};
    std::mutex mutex; // of the messages and the failure
    std::exception_ptr failure;
    const auto work = [&] {
        for (std::uint64_t index = next++; index < seeds; index = next++)
        {
            try
            {
                returns[index] = problem.train(index + 1);
                const std::lock_guard lock(mutex);
                std::cerr << fmt::format(
                    "{}: seed {} of {}, {:.2f}\n", problem.name, index + 1, seeds, returns[index]);
            }
            catch (...)
            {
                const std::lock_guard lock(mutex);
                failure = std::current_exception();
                next = seeds;
            }
        }
    };
    std::vector<std::thread> threads;
    for (unsigned k = 1; k < std::min<std::uint64_t>(jobs, seeds); ++k)
    {
        threads.emplace_back(work);
    }
    work();
    for (std::thread& thread : threads)
    {
        thread.join();
    }
    if (failure)
    {
        std::rethrow_exception(failure);
    }
    return returns;
}

/** "0.656" where a hundredth matters, else "488.7". */
std::string
Number(double value)
{
    return value > -2.0 && value < 2.0 ? fmt::format("{:.3f}", value)
                                       : fmt::format("{:.1f}", value);
}

std::string
RowOf(const LearningProblem& problem, const std::vector<double>& returns)
{
    return fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n",
                       returns.size(),
                       Number(MedianOf(returns)),
                       Number(MeanOf(returns)),
                       Number(*std::min_element(returns.begin(), returns.end())),
                       Number(*std::max_element(returns.begin(), returns.end())),
                       problem.goal.text,
                       Reaches(problem.goal, returns) ? "reached" : "**not reached**");
}

const std::string HEAD = "seeds | median | mean | least | most | goal | |\n";

std::string
SectionOf(const LearningProblem& problem, const std::vector<double>& returns)
{
    std::vector<std::string> numbers;
    for (const double value : returns)
    {
        numbers.push_back(Number(value));
    }
    return fmt::format("`edgeward validate learning --problem {} --seeds {}` on {}.\n\n"
                       "`{}`, {} steps; {}. Seeds 1 to {}: {}.\n\n| {}"
                       "|---|---|---|---|---|---|---|\n{}",
                       problem.name,
                       returns.size(),
                       MachineText(),
                       problem.learner,
                       problem.steps,
                       problem.measure,
                       returns.size(),
                       Join(numbers, ", "),
                       HEAD,
                       RowOf(problem, returns));
}

void
RunStudy(const LearningStudyArguments& arguments)
{
    std::string csv = "problem,steps,seed,return\n";
    std::string table = "| problem | " + HEAD + "|---|---|---|---|---|---|---|---|\n";
    for (const LearningProblem& problem : Chosen(arguments))
    {
        const std::uint64_t usual = arguments.isQuick ? QUICK_SEEDS : problem.seeds;
        const std::uint64_t seeds = arguments.seeds > 0 ? arguments.seeds : usual;
        const std::vector<double> returns = TrainAll(problem, seeds, arguments.jobs);
        for (std::uint64_t k = 0; k < seeds; ++k)
        {
            csv += fmt::format(
                "{},{},{},{}\n", problem.name, problem.steps, k + 1, FormatDouble(returns[k]));
        }
        table += "| " + problem.title + " " + RowOf(problem, returns);
        if (!arguments.page.empty())
        {
            ReplaceInPage(
                arguments.page, "validate learning " + problem.name, SectionOf(problem, returns));
        }
    }
    std::cout << table;
    MakeFolder(arguments.out);
    WriteFileAtomically(arguments.out + "/learning.csv", csv);
    std::cout << "results: " << arguments.out << "/learning.csv\n";
    if (!arguments.page.empty())
    {
        std::cout << "updated: " << arguments.page << '\n';
    }
}

} // namespace

void
AddLearningStudy(CLI::App& validate, Action& chosen)
{
    CLI::App* command = validate.add_subcommand(
        "learning", "Learners on problems with published returns or known optima");
    auto arguments = std::make_shared<LearningStudyArguments>();
    command->add_option("--out", arguments->out, "Folder for the returns of every seed")
        ->type_name("DIR")
        ->capture_default_str();
    command
        ->add_option("--update-docs",
                     arguments->page,
                     "Put every problem's table between its marks in this page")
        ->type_name("FILE");
    command->add_option("--problem", arguments->problems, "Only this one; may be repeated")
        ->type_name("NAME");
    command
        ->add_option(
            "--seeds", arguments->seeds, "Trainings of every problem; default: 3 to 10, as it says")
        ->check(CLI::Range(1, 1000));
    command
        ->add_option(
            "--jobs", arguments->jobs, "Trainings at a time; default: one for each processor")
        ->check(CLI::Range(1, 1024));
    command->add_flag("--quick", arguments->isQuick, "Only what takes seconds, three seeds");
    std::string names;
    for (const LearningProblem& problem : LearningProblems())
    {
        names += "\n  " + problem.name + ": " + problem.title;
    }
    command->footer("Returns depend on the seed and the processor, not on --jobs. Needs no "
                    "LibTorch.\n\nProblems:" +
                    names +
                    "\n\nExamples:\n"
                    "  edgeward validate learning --quick\n"
                    "  edgeward validate learning --problem cart-pole-zoo-decay --seeds 20");
    command->callback([arguments, &chosen] { chosen = [arguments] { RunStudy(*arguments); }; });
}

} // namespace edgeward
