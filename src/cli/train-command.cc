/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "cli/command.h"
#include "cli/run-report.h"
#include "cli/scenario-arguments.h"

#include <iostream>
#include <set>

namespace edgeward
{

namespace
{

/** Evaluate what was trained, and the policies of the scenario beside it, with a fidelity. */
void
Confirm(const ScenarioArguments& arguments,
        const ExperimentOptions& training,
        const std::string& fidelity)
{
    const ScenarioConfig config = arguments.LoadWith(fidelity);
    ExperimentOptions options = training;
    options.folder = training.folder + "/" + fidelity;
    options.checkpoint = training.folder + "/policy";
    options.evaluates = true;
    std::cout << "\nevaluated with fidelity \"" << fidelity << "\":\n\n" << std::flush;
    RunAndReport(config, options, arguments.IsQuiet());
}

} // namespace

void
AddTrainCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command =
        program.add_subcommand("train", "Train the policy of a scenario and keep it in a folder");
    auto arguments = std::make_shared<ScenarioArguments>();
    auto confirm = std::make_shared<std::string>();
    arguments->AddTo(*command);
    command
        ->add_option("--confirm",
                     *confirm,
                     "Then evaluate it beside the scenario's policies, as it was trained and with "
                     "this fidelity: packet or flow")
        ->check(CLI::IsMember({"packet", "flow"}))
        ->type_name("F");
    command->footer(
        "The policy is in DIR/policy, what --confirm computes in DIR/flow and DIR/packet. Ctrl-C "
        "ends early and keeps what was learned.\n\n"
        "Examples:\n"
        "  edgeward train quickstart --out trained\n"
        "  edgeward train quickstart --fidelity flow --confirm packet\n"
        "  edgeward train quickstart --set training.episodes=200 --seed 3");
    command->callback([arguments, confirm, &chosen] {
        chosen = [arguments, confirm] {
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
            if (!confirm->empty())
            {
                const bool isFlow = config.fidelity == Fidelity::FLOW;
                for (const std::string& fidelity :
                     std::set<std::string>{isFlow ? "flow" : "packet", *confirm})
                {
                    Confirm(*arguments, options, fidelity);
                }
            }
        };
    });
}

} // namespace edgeward
