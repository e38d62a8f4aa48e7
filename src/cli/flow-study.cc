/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/file-writer.h"
#include "base/text.h"
#include "cli/flow-errors.h"
#include "cli/study.h"
#include "dnn/catalog.h"
#include "results/table.h"
#include "scenario/network-outcome.h"

#include <filesystem>
#include <iostream>
#include <memory>
#include <unistd.h>

namespace edgeward
{

namespace
{

/** A network with some traffic, on which flows are compared with packets. */
struct FlowCase
{
    const char* name;
    const char* access; ///< lines of [access]
    const char* transport;
    std::uint32_t devices;
    const char* inputBytes; ///< a number, or a random variable
    double ratePerSecond;   ///< of each device
    const char* linkRate;   ///< to the server
    double linkDelaySeconds;
};

constexpr char WIFI_N[] = "type = \"wifi\"";
constexpr char WIFI_AC[] = "type = \"wifi\"\nStandard = \"802.11ac\"\nChannelWidth = \"80\"";
constexpr char WIFI_AX[] = "type = \"wifi\"\nStandard = \"802.11ax\"";
constexpr char LINKS[] = "type = \"p2p\"\nRate = \"100Mbps\"";
constexpr char SEGMENT[] = "type = \"csma\"";
constexpr char MIXED[] = "\"ns3::UniformRandomVariable[Min=1000|Max=300000]\"";

const FlowCase CASES[] = {
    {"p2p, 5 x 20 kB x 3/s", LINKS, "tcp", 5, "20000", 3, "1Gbps", 0.0001},
    {"p2p, 5 x 150 kB x 1/s, 20 Mbit/s 20 ms", LINKS, "tcp", 5, "150000", 1, "20Mbps", 0.02},
    {"csma, 5 x 20 kB x 3/s", SEGMENT, "tcp", 5, "20000", 3, "1Gbps", 0.0001},
    {"csma, 5 x 150 kB x 6/s", SEGMENT, "tcp", 5, "150000", 6, "1Gbps", 0.0001},
    {"802.11n, 1 x 20 kB x 3/s", WIFI_N, "udp", 1, "20000", 3, "1Gbps", 0.0001},
    {"802.11n, 5 x 20 kB x 3/s", WIFI_N, "udp", 5, "20000", 3, "1Gbps", 0.0001},
    {"802.11n, 5 x 20 kB x 3/s", WIFI_N, "tcp", 5, "20000", 3, "1Gbps", 0.0001},
    {"802.11n, 5 x 20 kB x 3/s, 50 Mbit/s 15 ms", WIFI_N, "tcp", 5, "20000", 3, "50Mbps", 0.015},
    {"802.11n, 5 x 1 to 300 kB x 3/s", WIFI_N, "tcp", 5, MIXED, 3, "1Gbps", 0.0001},
    {"802.11n, 20 x 150 kB x 0.5/s", WIFI_N, "tcp", 20, "150000", 0.5, "1Gbps", 0.0001},
    {"802.11n, 20 x 150 kB x 1.2/s", WIFI_N, "tcp", 20, "150000", 1.2, "1Gbps", 0.0001},
    {"802.11ac 80 MHz, 5 x 150 kB x 5/s", WIFI_AC, "tcp", 5, "150000", 5, "1Gbps", 0.0001},
    {"802.11ax, 5 x 150 kB x 3/s", WIFI_AX, "tcp", 5, "150000", 3, "1Gbps", 0.0001},
};

struct FlowStudyArguments
{
    std::string out = "results/validate-flow";
    std::string page;
    double seconds = 30.0;
};

std::string
ScenarioOf(const FlowCase& test, double seconds)
{
    return "[run]\nduration_s = " + FormatDouble(seconds) +
           "\ndrain_s = 5\n[network]\ndnn = \"mobilenet-v1\"\nvariants = [\"d0\"]\npreloaded = "
           "true\n[[devices]]\nname = \"camera\"\nprofile = \"raspberry-pi-4\"\ncount = " +
           std::to_string(test.devices) +
           "\n[devices.position]\ntype = \"ns3::UniformDiscPositionAllocator\"\nrho = "
           "10\n[devices.workload]\nrate_per_s = " +
           FormatDouble(test.ratePerSecond) + "\ninput_bytes = " + test.inputBytes +
           "\nstart_s = 1\n[access]\n" + test.access +
           "\n[[servers]]\nname = \"edge\"\nrole = \"edge\"\nprofile = "
           "\"cloud-gpu-v100\"\nlink_rate = \"" +
           test.linkRate + "\"\nlink_delay_s = " + FormatDouble(test.linkDelaySeconds) +
           "\n[transport]\ntype = \"" + test.transport +
           "\"\n[decision]\nreport_interval_s = 0\n[reward]\nname = \"weighted-cost\"\n";
}

NetworkOutcome
RunCase(const FlowCase& test, const std::string& fidelity, double seconds)
{
    const Catalog catalog(Catalog::DefaultFolder());
    const ScenarioConfig config =
        ScenarioConfig::Parse(ScenarioOf(test, seconds), test.name, {{"fidelity", fidelity}});
    return MeasureNetwork(Simulation(config, catalog), Spec::Parse("edge"), 1, 0, seconds);
}

std::vector<std::string>
RowOf(const FlowCase& test, const NetworkOutcome& packet, const NetworkOutcome& flow)
{
    return {test.name,
            test.transport,
            std::to_string(packet.seconds.size()),
            FixedText(1e3 * packet.MeanSeconds(), 2),
            FlowErrorText(flow.MeanSeconds(), packet.MeanSeconds()),
            FlowErrorText(flow.QuantileSeconds(0.5), packet.QuantileSeconds(0.5)),
            FlowErrorText(flow.QuantileSeconds(0.95), packet.QuantileSeconds(0.95)),
            FlowErrorText(flow.radioJoule, packet.radioJoule),
            FixedText(packet.events / flow.events, 0),
            FixedText(packet.cpuSeconds / flow.cpuSeconds, 0)};
}

void
RunStudy(const FlowStudyArguments& arguments)
{
    const std::vector<std::string> header{"network",
                                          "transport",
                                          "requests",
                                          "packet mean (ms)",
                                          "mean (%)",
                                          "p50 (%)",
                                          "p95 (%)",
                                          "radio energy (%)",
                                          "events, times",
                                          "CPU time, times"};
    Table table(header);
    std::string csv = Join(header, ";") + "\n";
    for (const FlowCase& test : CASES)
    {
        const NetworkOutcome packet = RunCase(test, "packet", arguments.seconds);
        const NetworkOutcome flow = RunCase(test, "flow", arguments.seconds);
        const std::vector<std::string> row = RowOf(test, packet, flow);
        table.AddRow(row);
        csv += Join(row, ";") + "\n";
    }
    std::cout << "Time on the network with flows, in percent of what packets say:\n\n"
              << table.Render(StyleFor(STDOUT_FILENO));
    std::filesystem::create_directories(arguments.out);
    WriteFileAtomically(arguments.out + "/flow.csv", csv);
    if (!arguments.page.empty())
    {
        ReplaceInPage(arguments.page,
                      "validate flow",
                      "Made with `edgeward validate flow` on " + MachineText() + ".\n\n" +
                          table.Render(TableStyle::MARKDOWN));
        std::cout << "updated: " << arguments.page << '\n';
    }
    std::cout << "results: " << arguments.out << "/flow.csv\n";
}

} // namespace

void
AddFlowStudy(CLI::App& validate, Action& chosen)
{
    CLI::App* command =
        validate.add_subcommand("flow", "Flows against packets: latency, radio energy, speed");
    auto arguments = std::make_shared<FlowStudyArguments>();
    command->add_option("--out", arguments->out, "Folder for the table")
        ->type_name("DIR")
        ->capture_default_str();
    command->add_option("--seconds", arguments->seconds, "Simulated time of each run")
        ->check(CLI::Range(2.0, 1e6))
        ->type_name("S")
        ->capture_default_str();
    command
        ->add_option(
            "--update-docs", arguments->page, "Put the table into this page: docs/models/flow.md")
        ->type_name("FILE");
    command->footer("Runs the same small scenarios with either fidelity, one after the other.\n\n"
                    "Examples:\n"
                    "  edgeward validate flow --seconds 10\n"
                    "  edgeward validate flow --update-docs docs/models/flow.md");
    command->callback([arguments, &chosen] { chosen = [arguments] { RunStudy(*arguments); }; });
}

} // namespace edgeward
