/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "cli/command.h"
#include "cli/run-report.h"
#include "cli/scenario-arguments.h"
#include "cli/statistics-report.h"

namespace edgeward
{

void
AddRunCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command = program.add_subcommand(
        "run", "Train and compare the policies of a scenario; table, CSV files, figures");
    auto arguments = std::make_shared<ScenarioArguments>();
    arguments->AddTo(*command);
    auto statistics = std::make_shared<StatisticsReport>();
    arguments->AddEvaluationTo(*command);
    statistics->AddTo(*command, false);
    command->footer(
        "Examples:\n"
        "  edgeward run quickstart\n"
        "  edgeward run quickstart --policy greedy --policy 'dqn(learningRate=0.0005)' --runs 3\n"
        "  edgeward run my.toml --set access.type=csma --set devices.0.count=10 --seed 7 --out "
        "wired");
    command->callback([arguments, statistics, &chosen] {
        chosen = [arguments, statistics] {
            const ScenarioConfig config = arguments->Load();
            RunAndReport(
                config, arguments->Options(config), arguments->IsQuiet(), statistics.get());
        };
    });
}

} // namespace edgeward
