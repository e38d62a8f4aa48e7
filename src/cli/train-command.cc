/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "cli/command.h"
#include "cli/run-report.h"
#include "cli/scenario-arguments.h"

namespace edgeward
{

void
AddTrainCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command =
        program.add_subcommand("train", "Train the policy of a scenario and keep it in a folder");
    auto arguments = std::make_shared<ScenarioArguments>();
    arguments->AddTo(*command);
    command->footer("The policy is in DIR/policy. Ctrl-C ends early and keeps what was learned.\n\n"
                    "Examples:\n"
                    "  edgeward train quickstart --out trained\n"
                    "  edgeward train quickstart --set training.episodes=200 --seed 3");
    command->callback([arguments, &chosen] {
        chosen = [arguments] {
            const ScenarioConfig config = arguments->Load();
            if (config.training.policy.Name().empty())
            {
                throw ConfigError({config.path},
                                  "training",
                                  "is missing: there is nothing to train",
                                  "add [training] with policy = \"dqn\"");
            }
            ExperimentOptions options = arguments->Options(config);
            options.evaluates = false;
            RunAndReport(config, options, arguments->IsQuiet());
        };
    });
}

} // namespace edgeward
