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
#include <functional>
#include <iostream>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

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

/** A problem and the returns of its seeds, from 1 on. */
struct Trainings
{
    LearningProblem problem;
    std::vector<double> returns;
    std::size_t missing = 0; ///< how many of them are still to come
};

/** The trainings of a study, several at a time; a training depends on its seed alone. */
class TrainingPool
{
  public:
    /** @param done called with every problem whose trainings are over, one call at a time */
    TrainingPool(std::vector<Trainings>& all, std::function<void(const Trainings&)> done)
        : m_done(std::move(done))
    {
        for (Trainings& trainings : all)
        {
            for (std::size_t index = 0; index < trainings.returns.size(); ++index)
            {
                m_queue.emplace_back(&trainings, index);
            }
        }
    }

    /** @throws what a training or the call at its end threw; the others have been left then */
    void
    Run(unsigned jobs)
    {
        std::vector<std::thread> threads;
        for (unsigned k = 1; k < std::min<std::size_t>(jobs, m_queue.size()); ++k)
        {
            threads.emplace_back([this] { Work(); });
        }
        Work();
        for (std::thread& thread : threads)
        {
            thread.join();
        }
        if (m_failure)
        {
            std::rethrow_exception(m_failure);
        }
    }

  private:
    void
    Work()
    {
        // Not problem by problem: the others would wait for the last training of each.
        for (std::size_t place = m_next++; place < m_queue.size(); place = m_next++)
        {
            auto& [trainings, index] = m_queue[place];
            try
            {
                const double result = trainings->problem.train(index + 1);
                const std::lock_guard lock(m_mutex);
                End(*trainings, index, result);
            }
            catch (...)
            {
                const std::lock_guard lock(m_mutex);
                m_failure = std::current_exception();
                m_next = m_queue.size();
            }
        }
    }

    void
    End(Trainings& trainings, std::size_t index, double result)
    {
        trainings.returns[index] = result;
        std::cerr << fmt::format("{}: seed {} of {}, {:.2f}\n",
                                 trainings.problem.name,
                                 index + 1,
                                 trainings.returns.size(),
                                 result);
        if (--trainings.missing == 0)
        {
            m_done(trainings);
        }
    }

    std::function<void(const Trainings&)> m_done;
    std::vector<std::pair<Trainings*, std::size_t>> m_queue;
    std::atomic<std::size_t> m_next{0};
    std::mutex m_mutex; ///< of the results and the failure
    std::exception_ptr m_failure;
};

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
    std::vector<Trainings> all;
    for (const LearningProblem& problem : Chosen(arguments))
    {
        const std::uint64_t usual = arguments.isQuick ? QUICK_SEEDS : problem.seeds;
        const std::uint64_t seeds = arguments.seeds > 0 ? arguments.seeds : usual;
        all.push_back({problem, std::vector<double>(seeds), seeds});
    }
    // Into the page at once: the whole study takes hours.
    TrainingPool pool(all, [&arguments](const Trainings& trainings) {
        if (!arguments.page.empty())
        {
            ReplaceInPage(arguments.page,
                          "validate learning " + trainings.problem.name,
                          SectionOf(trainings.problem, trainings.returns));
        }
    });
    pool.Run(arguments.jobs);
    std::string csv = "problem,steps,seed,return\n";
    std::string table = "| problem | " + HEAD + "|---|---|---|---|---|---|---|---|\n";
    for (const auto& [problem, returns, missing] : all)
    {
        for (std::size_t k = 0; k < returns.size(); ++k)
        {
            csv += fmt::format(
                "{},{},{},{}\n", problem.name, problem.steps, k + 1, FormatDouble(returns[k]));
        }
        table += "| " + problem.title + " " + RowOf(problem, returns);
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
