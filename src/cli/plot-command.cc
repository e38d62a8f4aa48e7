/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/errors.h"
#include "cli/command.h"
#include "cli/results-files.h"
#include "cli/run-report.h"
#include "results/figures.h"
#include "results/learning-bands.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>

namespace edgeward
{

namespace
{

namespace fs = std::filesystem;

void
Plot(const std::string& results, const std::string& out)
{
    const std::string store = ResultsFileOf(results);
    const std::string folder =
        out.empty() ? (fs::path(store).parent_path() / "figures").string() : out;
    const std::size_t count = DrawInto(store, folder);
    std::cout << count << " figures: " << folder << "/*.png, *.svg\n";
}

/** What "plot learning" was asked for. */
struct LearningArguments
{
    std::vector<std::string> results;
    std::string quantity = "all";
    std::string centre = "mean";
    std::size_t window = 1;
    std::string out = "figures";
};

template <typename Choice>
Choice
ChoiceOf(const std::string& name, const std::vector<std::pair<std::string, Choice>>& choices)
{
    const auto found = std::find_if(
        choices.begin(), choices.end(), [&](const auto& choice) { return choice.first == name; });
    return found == choices.end() ? choices.front().second : found->second;
}

void
Print(const std::vector<LearningBand>& bands)
{
    for (const LearningBand& band : bands)
    {
        std::cout << band.label << ": " << band.trainings
                  << (band.trainings == 1 ? " training, " : " trainings, ") << band.episodes.size()
                  << " episodes\n";
    }
}

void
PlotLearning(const LearningArguments& arguments)
{
    std::vector<std::string> stores;
    for (const std::string& results : arguments.results)
    {
        stores.push_back(ResultsFileOf(results));
    }
    const std::vector<TrainingCurve> trainings = ReadTrainings(stores);
    if (trainings.empty())
    {
        throw ConfigError({stores.front()},
                          "",
                          "nothing was trained there",
                          "give the folder that 'edgeward train' wrote");
    }
    const auto centre = ChoiceOf<LearningCentre>(arguments.centre,
                                                 {{"mean", LearningCentre::MEAN},
                                                  {"median", LearningCentre::MEDIAN},
                                                  {"iqm", LearningCentre::IQM}});
    Print(BandsOf(trainings, LearningQuantity::REWARD, centre, arguments.window));
    FigureWriter writer(arguments.out);
    std::size_t count = 0;
    for (const LearningQuantity quantity : ALL_LEARNING_QUANTITIES)
    {
        if (arguments.quantity != "all" && arguments.quantity != NameOf(quantity))
        {
            continue;
        }
        const std::vector<LearningBand> bands =
            BandsOf(trainings, quantity, centre, arguments.window);
        count += writer.DrawLearningBands(bands, quantity, centre) ? 1 : 0;
    }
    std::cout << count << " figures: " << arguments.out << "/learning-*.png, *.svg\n";
}

const CLI::App*
AddPlotLearning(CLI::App& plot, Action& chosen)
{
    CLI::App* command = plot.add_subcommand(
        "learning", "Draw learning curves of several trainings with bands over their seeds");
    auto arguments = std::make_shared<LearningArguments>();
    std::vector<std::string> quantities{"all"};
    for (const LearningQuantity quantity : ALL_LEARNING_QUANTITIES)
    {
        quantities.emplace_back(NameOf(quantity));
    }
    command
        ->add_option("RESULTS", arguments->results, "Folders of results, or results.sqlite files")
        ->required();
    command->add_option("--quantity", arguments->quantity, "What to draw, one figure each")
        ->check(CLI::IsMember(quantities))
        ->capture_default_str();
    command
        ->add_option("--centre",
                     arguments->centre,
                     "What stands for the trainings: mean with Student t band, median or "
                     "interquartile mean with bootstrap band")
        ->check(CLI::IsMember({"mean", "median", "iqm"}))
        ->capture_default_str();
    command
        ->add_option("--window",
                     arguments->window,
                     "Episodes of the moving average that smooths each training")
        ->check(CLI::Range(1, 1000000))
        ->capture_default_str();
    command->add_option("--out", arguments->out, "Folder for the figures")
        ->type_name("DIR")
        ->capture_default_str();
    command->footer(
        "Trainings of the same scenario and policy that differ in the seed share a band. The curve "
        "is as\nlong as the shortest of them.\n\n"
        "Example:\n"
        "  for s in 1 2 3 4 5; do edgeward train quickstart --seed $s --out trained-$s; done\n"
        "  edgeward plot learning trained-* --window 5");
    command->callback([arguments, &chosen] { chosen = [arguments] { PlotLearning(*arguments); }; });
    return command;
}

} // namespace

void
AddPlotCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command = program.add_subcommand("plot", "Draw the figures of results again");
    auto results = std::make_shared<std::string>();
    auto out = std::make_shared<std::string>();
    // Not required(): "plot learning" has its own.
    command->add_option("RESULTS", *results, "Folder of results, or a results.sqlite");
    command
        ->add_option("--out", *out, "Folder for the figures; default: figures/ beside the results")
        ->type_name("DIR");
    command->footer("Each figure comes with its data and gnuplot script, to be edited.\n\n"
                    "Examples:\n"
                    "  edgeward plot results/quickstart-20261121T101500Z\n"
                    "  edgeward plot learning trained-1 trained-2 trained-3");
    const CLI::App* learning = AddPlotLearning(*command, chosen);
    command->callback([command, learning, results, out, &chosen] {
        if (command->got_subcommand(learning))
        {
            return;
        }
        if (results->empty())
        {
            throw CLI::RequiredError("RESULTS");
        }
        chosen = [results, out] { Plot(*results, *out); };
    });
}

} // namespace edgeward
