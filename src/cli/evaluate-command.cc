/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "cli/command.h"
#include "cli/run-report.h"
#include "cli/scenario-arguments.h"
#include "cli/statistics-report.h"
#include "policy/checkpoint-manifest.h"

namespace edgeward
{

namespace
{

/** The scenario with the checkpoint's policy as the trained one, or, without checkpoint, with none.
 */
void
UseCheckpoint(ScenarioConfig& config, const std::string& checkpoint)
{
    if (!checkpoint.empty())
    {
        const std::string policy = CheckpointManifest::Read(checkpoint).policy;
        if (config.training.policy.Name() != policy)
        {
            config.training.policy = Spec::Parse(policy, {"--checkpoint"});
        }
        return;
    }
    std::vector<Spec> others;
    for (const Spec& policy : config.policies)
    {
        if (policy.Name() != config.training.policy.Name() || policy.Has("checkpoint"))
        {
            others.push_back(policy);
        }
    }
    if (others.empty())
    {
        throw ConfigError({config.path},
                          "evaluate.policies",
                          "names no policy that needs no training",
                          "give --checkpoint DIR or --policy NAME");
    }
    ChoosePolicies(config, others);
}

} // namespace

void
AddEvaluateCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command = program.add_subcommand(
        "evaluate", "Compare the policies of a scenario without training; needs no LibTorch");
    auto arguments = std::make_shared<ScenarioArguments>();
    auto checkpoint = std::make_shared<std::string>();
    arguments->AddTo(*command);
    auto statistics = std::make_shared<StatisticsReport>();
    arguments->AddEvaluationTo(*command);
    statistics->AddTo(*command, true);
    command
        ->add_option(
            "--checkpoint", *checkpoint, "Folder of a trained policy to compare with the others")
        ->type_name("DIR");
    command->footer(
        "Examples:\n"
        "  edgeward evaluate quickstart --checkpoint trained/policy --runs 20 --seed 5\n"
        "  edgeward evaluate quickstart --policy greedy --policy oracle --percentiles 90,99");
    command->callback([arguments, checkpoint, statistics, &chosen] {
        chosen = [arguments, checkpoint, statistics] {
            ScenarioConfig config = arguments->Load();
            UseCheckpoint(config, *checkpoint);
            ExperimentOptions options = arguments->Options(config);
            options.checkpoint = *checkpoint;
            RunAndReport(config, options, arguments->IsQuiet(), statistics.get());
        };
    });
}

} // namespace edgeward
