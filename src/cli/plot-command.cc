/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/errors.h"
#include "cli/command.h"
#include "cli/run-report.h"

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
    const fs::path store =
        fs::is_directory(results) ? fs::path(results) / "results.sqlite" : fs::path(results);
    if (!fs::exists(store))
    {
        throw IoError(store.string(),
                      "there are no results",
                      "give the folder that 'edgeward run' wrote, or its results.sqlite");
    }
    const std::string folder = out.empty() ? (store.parent_path() / "figures").string() : out;
    const std::size_t count = DrawInto(store.string(), folder);
    std::cout << count << " figures: " << folder << "/*.png, *.svg\n";
}

} // namespace

void
AddPlotCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command = program.add_subcommand("plot", "Draw the figures of results again");
    auto results = std::make_shared<std::string>();
    auto out = std::make_shared<std::string>();
    command->add_option("RESULTS", *results, "Folder of results, or a results.sqlite")->required();
    command
        ->add_option("--out", *out, "Folder for the figures; default: figures/ beside the results")
        ->type_name("DIR");
    command->footer("Each figure comes with its data and gnuplot script, to be edited.\n\n"
                    "Example:\n"
                    "  edgeward plot results/quickstart-20261121T101500Z");
    command->callback(
        [results, out, &chosen] { chosen = [results, out] { Plot(*results, *out); }; });
}

} // namespace edgeward
