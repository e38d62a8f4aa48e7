/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/text.h"
#include "cli/flow-report.h"
#include "cli/study.h"
#include "dnn/catalog.h"

#include <algorithm>
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
constexpr char MIXED[] = "\"ns3::UniformRandomVariable[Min=1000|Max=1000000]\"";

const FlowCase CASES[] = {
    {"p2p, 5 x 20 kB x 3/s", LINKS, "tcp", 5, "20000", 3, "1Gbps", 0.0001},
    {"p2p, 5 x 150 kB x 1/s, 20 Mbit/s 20 ms", LINKS, "tcp", 5, "150000", 1, "20Mbps", 0.02},
    {"csma, 5 x 20 kB x 3/s", SEGMENT, "tcp", 5, "20000", 3, "1Gbps", 0.0001},
    {"csma, 5 x 150 kB x 6/s", SEGMENT, "tcp", 5, "150000", 6, "1Gbps", 0.0001},
    {"802.11n, 1 x 20 kB x 3/s", WIFI_N, "udp", 1, "20000", 3, "1Gbps", 0.0001},
    {"802.11n, 5 x 20 kB x 3/s", WIFI_N, "udp", 5, "20000", 3, "1Gbps", 0.0001},
    {"802.11n, 5 x 20 kB x 3/s", WIFI_N, "tcp", 5, "20000", 3, "1Gbps", 0.0001},
    {"802.11n, 5 x 20 kB x 3/s, 50 Mbit/s 15 ms", WIFI_N, "tcp", 5, "20000", 3, "50Mbps", 0.015},
    {"802.11n, 5 x 1 to 1000 kB x 0.8/s", WIFI_N, "tcp", 5, MIXED, 0.8, "1Gbps", 0.0001},
    {"802.11n, 5 x 150 kB x 4/s", WIFI_N, "tcp", 5, "150000", 4, "1Gbps", 0.0001},
    {"802.11n, 20 x 20 kB x 3/s", WIFI_N, "tcp", 20, "20000", 3, "1Gbps", 0.0001},
    {"802.11n, 20 x 150 kB x 0.5/s", WIFI_N, "tcp", 20, "150000", 0.5, "1Gbps", 0.0001},
    {"802.11n, 20 x 150 kB x 1/s", WIFI_N, "tcp", 20, "150000", 1, "1Gbps", 0.0001},
    {"802.11ac 80 MHz, 5 x 150 kB x 5/s", WIFI_AC, "tcp", 5, "150000", 5, "1Gbps", 0.0001},
    {"802.11ax, 1 x 150 kB x 3/s", WIFI_AX, "tcp", 1, "150000", 3, "1Gbps", 0.0001},
    {"802.11ax, 5 x 150 kB x 3/s", WIFI_AX, "tcp", 5, "150000", 3, "1Gbps", 0.0001},
};

/** Fewer say too little: 40 of 800 are beyond a 95th percentile, and those in one busy spell are
 * late together. */
constexpr double LEAST_REQUESTS = 800;

struct FlowStudyArguments
{
    std::string out = "results/validate-flow";
    std::string page;
    std::string only;
    double seconds = 30.0;
    std::uint32_t replications = 3;
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

/** Calibrate on some replications, compare on others: at the network's load and where it is
 * saturated. */
std::vector<FlowFinding>
StudyCase(const FlowCase& test, const Catalog& catalog, const FlowStudyArguments& arguments)
{
    const double seconds =
        std::max(arguments.seconds, LEAST_REQUESTS / (test.devices * test.ratePerSecond));
    const ScenarioConfig config =
        ScenarioConfig::Parse(ScenarioOf(test, seconds), test.name, {{"fidelity", "flow"}});
    FlowCalibrator calibrator(config, catalog, seconds, arguments.replications);
    const auto quiet = [](const std::string&) {};
    const FlowTuning tuning = calibrator.Fit(quiet);
    std::vector<FlowFinding> findings;
    for (FlowCheck& check : calibrator.Check(tuning, quiet, 1.0))
    {
        findings.push_back({test.name, test.transport, std::move(check)});
    }
    return findings;
}

void
RunStudy(const FlowStudyArguments& arguments)
{
    const Catalog catalog(Catalog::DefaultFolder());
    std::vector<FlowFinding> findings;
    for (const FlowCase& test : CASES)
    {
        if (std::string(test.name).find(arguments.only) == std::string::npos)
        {
            continue;
        }
        std::cerr << test.name << '\n';
        for (FlowFinding& finding : StudyCase(test, catalog, arguments))
        {
            findings.push_back(std::move(finding));
        }
        WriteFlowReport(findings, arguments.out); // a long study that is cut off leaves something
    }
    std::cout << "Flows less packets in percent of packets, with default parameters -> calibrated "
                 "on other replications:\n\n"
              << RenderFlowReport(findings, StyleFor(STDOUT_FILENO));
    WriteFlowReport(findings, arguments.out);
    if (!arguments.page.empty())
    {
        ReplaceInPage(arguments.page,
                      "validate flow",
                      "Made with `edgeward validate flow --seconds " +
                          FormatDouble(arguments.seconds) + " --replications " +
                          std::to_string(arguments.replications) + "` on " + MachineText() +
                          ".\n\n" + RenderFlowReport(findings, TableStyle::MARKDOWN));
        std::cout << "updated: " << arguments.page << '\n';
    }
    std::cout << "results: " << arguments.out << "/flow.csv\n";
    DrawFlowReport(findings, arguments.out);
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
    command
        ->add_option(
            "--only", arguments->only, "Networks with this in their names, as in the table")
        ->type_name("TEXT");
    command
        ->add_option("--seconds",
                     arguments->seconds,
                     "Simulated time of each probe; longer if it has less than 800 requests")
        ->check(CLI::Range(2.0, 1e6))
        ->type_name("S")
        ->capture_default_str();
    command
        ->add_option("--replications",
                     arguments->replications,
                     "Replications of each probe to fit to, and as many to compare with")
        ->check(CLI::Range(1, 100))
        ->type_name("N")
        ->capture_default_str();
    command
        ->add_option(
            "--update-docs", arguments->page, "Put the table into this page: docs/models/flow.md")
        ->type_name("FILE");
    command->footer("Calibrates small scenarios on some replications and tests on others.\n\n"
                    "Examples:\n"
                    "  edgeward validate flow --seconds 10\n"
                    "  edgeward validate flow --update-docs docs/models/flow.md");
    command->callback([arguments, &chosen] { chosen = [arguments] { RunStudy(*arguments); }; });
}

} // namespace edgeward
