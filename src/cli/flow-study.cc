/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/file-writer.h"
#include "base/registry.h"
#include "base/text.h"
#include "cli/study.h"
#include "dnn/catalog.h"
#include "policy/policy.h"
#include "results/table.h"
#include "scenario/simulation.h"

#include <algorithm>
#include <cmath>
#include <ctime>
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

/** What a case gave with one fidelity. */
struct FlowOutcome
{
    std::vector<double> seconds; ///< on the network, by request, sorted
    double radioJoule = 0.0;     ///< of all devices, above idle
    double cpuSeconds = 0.0;
    double events = 0.0;
};

struct FlowStudyArguments
{
    std::string out = "results/validate-flow";
    std::string page;
    double seconds = 30.0;
};

/** Keeps how long each request was on the network. */
class NetworkTimes : public RecordSink
{
  public:
    void
    Write(const RequestRecord& record) override
    {
        std::int64_t ns = 0;
        for (const Segment& segment : record.CriticalPath())
        {
            const bool isNetwork =
                segment.kind == SegmentKind::TRANSFER || segment.kind == SegmentKind::RETURN;
            ns += isNetwork ? segment.ns : 0;
        }
        if (record.outcome == Outcome::COMPLETED)
        {
            seconds.push_back(1e-9 * static_cast<double>(ns));
        }
    }

    std::vector<double> seconds;
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

FlowOutcome
RunCase(const FlowCase& test, const std::string& fidelity, double seconds)
{
    const Catalog catalog(Catalog::DefaultFolder());
    const ScenarioConfig config =
        ScenarioConfig::Parse(ScenarioOf(test, seconds), test.name, {{"fidelity", fidelity}});
    const Simulation simulation(config, catalog);
    const auto policy = Registry<Policy>::Create(Spec::Parse("edge"));
    NetworkTimes sink;
    const std::clock_t begin = std::clock();
    const RunReport report = simulation.Run(*policy, sink, 1, 0);
    FlowOutcome outcome;
    outcome.cpuSeconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    outcome.events = static_cast<double>(report.events);
    for (const NodeEnergy& node : report.energy)
    {
        outcome.radioJoule += node.radioActiveJoule;
    }
    outcome.seconds = std::move(sink.seconds);
    std::sort(outcome.seconds.begin(), outcome.seconds.end());
    return outcome;
}

double
MeanOf(const std::vector<double>& values)
{
    double sum = 0.0;
    for (const double value : values)
    {
        sum += value;
    }
    return values.empty() ? std::nan("") : sum / static_cast<double>(values.size());
}

double
QuantileOf(const std::vector<double>& sorted, double share)
{
    return sorted.empty() ? std::nan("")
                          : sorted[static_cast<std::size_t>(share * (sorted.size() - 1))];
}

/** "12.3" */
std::string
Fixed(double value, int digits)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

/** "+1.2", in percent of the packets' value. */
std::string
ErrorOf(double flow, double packet)
{
    if (!(packet > 0.0))
    {
        return "-";
    }
    const double percent = 100.0 * (flow / packet - 1.0);
    return (percent < 0.0 ? "" : "+") + Fixed(percent, 1);
}

std::vector<std::string>
RowOf(const FlowCase& test, const FlowOutcome& packet, const FlowOutcome& flow)
{
    const auto& a = packet.seconds;
    const auto& b = flow.seconds;
    return {test.name,
            test.transport,
            std::to_string(a.size()),
            Fixed(1e3 * MeanOf(a), 2),
            ErrorOf(MeanOf(b), MeanOf(a)),
            ErrorOf(QuantileOf(b, 0.5), QuantileOf(a, 0.5)),
            ErrorOf(QuantileOf(b, 0.95), QuantileOf(a, 0.95)),
            ErrorOf(flow.radioJoule, packet.radioJoule),
            Fixed(packet.events / flow.events, 0),
            Fixed(packet.cpuSeconds / flow.cpuSeconds, 0)};
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
        const FlowOutcome packet = RunCase(test, "packet", arguments.seconds);
        const FlowOutcome flow = RunCase(test, "flow", arguments.seconds);
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
