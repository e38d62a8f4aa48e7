/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/file-writer.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/flow-errors.h"
#include "cli/scenario-arguments.h"
#include "dnn/catalog.h"
#include "results/table.h"
#include "scenario/flow-calibration.h"
#include "scenario/flow-calibrator.h"
#include "scenario/manifest.h"

#include <iostream>
#include <memory>
#include <unistd.h>

namespace edgeward
{

namespace
{

struct CalibrateArguments
{
    ScenarioArguments scenario;
    double seconds = 20.0;
    std::uint32_t replications = 3;
};

Table
ErrorTable(const std::vector<FlowCheck>& checks)
{
    std::vector<std::string> header = FlowErrorHeader();
    header.insert(header.begin(), "probe");
    Table table(header);
    for (const FlowCheck& check : checks)
    {
        std::vector<std::string> row = FlowErrorCells(check);
        row.insert(row.begin(), check.policy);
        table.AddRow(row);
    }
    return table;
}

FlowCalibration
DescribeCalibration(const ScenarioConfig& config, const FlowTuning& tuning, double seconds)
{
    FlowCalibration made;
    made.tuning = tuning;
    made.scenario = config.name;
    made.networkHash = NetworkHash(config);
    made.command = CommandLine();
    made.createdUtc = UtcNow();
    made.edgeward = EdgewardVersion();
    made.git = GitVersion();
    made.ns3 = Ns3Version();
    made.seed = config.seed;
    made.seconds = seconds;
    return made;
}

void
Calibrate(const CalibrateArguments& arguments)
{
    const ScenarioConfig config = arguments.scenario.Load();
    const Catalog catalog(Catalog::DefaultFolder());
    const auto progress = [&arguments](const std::string& what) {
        if (!arguments.scenario.IsQuiet())
        {
            std::cerr << what << '\n';
        }
    };
    FlowCalibrator calibrator(config, catalog, arguments.seconds, arguments.replications);
    const FlowTuning tuning = calibrator.Fit(progress);
    const Table table = ErrorTable(calibrator.Check(tuning, progress));
    const std::string about =
        "Time on the network, goodput and radio energy: flows less packets in percent of packets, "
        "with default\nparameters -> with these, on other replications than those they were "
        "fitted to.\n\n";
    const std::string path = FlowCalibrationPath(config);
    WriteFileAtomically(path,
                        DescribeCalibration(config, tuning, arguments.seconds)
                            .ToToml("\n" + about + table.Render(TableStyle::PLAIN)));
    std::cout << about << table.Render(StyleFor(STDOUT_FILENO)) << "\ngoodput "
              << FixedText(tuning.goodput, 4) << ", contention " << FixedText(tuning.contention, 4)
              << ", latency " << FixedText(1e3 * tuning.latencySeconds, 4)
              << " ms\ncalibration: " << path << '\n';
}

} // namespace

void
AddCalibrateCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command = program.add_subcommand(
        "calibrate", "Fit the flow model of a scenario's network to packets");
    auto arguments = std::make_shared<CalibrateArguments>();
    arguments->scenario.AddCalibrationTo(*command);
    command->add_option("--seconds", arguments->seconds, "Simulated time of each probe (s)")
        ->check(CLI::Range(1.0, 1e6))
        ->type_name("S")
        ->capture_default_str();
    command
        ->add_option("--replications",
                     arguments->replications,
                     "Replications of each probe to fit to, and as many to check with")
        ->check(CLI::Range(1, 100))
        ->type_name("N")
        ->capture_default_str();
    command->footer(
        "Writes NAME.flow.toml beside the scenario, where runs with fidelity flow find it.\n\n"
        "Examples:\n"
        "  edgeward calibrate my.toml\n"
        "  edgeward calibrate my.toml --seconds 60 --set access.type=csma");
    command->callback([arguments, &chosen] { chosen = [arguments] { Calibrate(*arguments); }; });
}

} // namespace edgeward
