/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The overhead benchmark's Edgeward side: five devices on one Wi-Fi cell have every request
 * executed at the edge. overhead-bare.cc moves the same bytes with ns-3 alone.
 */
#include "base/errors.h"
#include "dnn/catalog.h"
#include "scenario/simulation.h"

#include "overhead-traffic.h"

#include "ns3/command-line.h"

#include <algorithm>
#include <iostream>

using namespace edgeward;

namespace
{

std::string
ScenarioText(const std::string& transport, double seconds)
{
    return R"(
[run]
duration_s = )" +
           std::to_string(overhead::FIRST_ARRIVAL_SECONDS + seconds) + R"(
drain_s = )" +
           std::to_string(overhead::DRAIN_SECONDS) + R"(
[network]
dnn = "mobilenet-v1"
[[devices]]
name = "camera"
count = )" +
           std::to_string(overhead::DEVICES) + R"(
profile = "raspberry-pi-4"
[devices.position]
type = "ns3::GridPositionAllocator"
MinX = )" + std::to_string(overhead::SPACING_METRE) +
           R"(
DeltaX = )" +
           std::to_string(overhead::SPACING_METRE) + R"(
GridWidth = )" +
           std::to_string(overhead::DEVICES) + R"(
[devices.workload]
rate_per_s = 3
input_bytes = "ns3::UniformRandomVariable[Min=12000|Max=28000]"
result_bytes = 100
start_s = )" +
           std::to_string(overhead::FIRST_ARRIVAL_SECONDS) + R"(
[access]
type = "wifi"
Standard = "802.11n"
[[servers]]
name = "edge"
role = "edge"
profile = "jetson-orin-nano"
link_rate = "1Gbps"
link_delay_s = 0.0001
[transport]
type = ")" +
           transport +
           R"("
[decision]
report_interval_s = 0
timeout_s = 2
[reward]
name = "weighted-cost"
)";
}

/** The policy "edge", which starts when the nodes exist: the moment to connect a counter. */
class CountingPolicy : public Policy
{
  public:
    explicit CountingPolicy(overhead::PacketCounter* counter)
        : m_policy(Registry<Policy>::Create(Spec::Parse("edge")))
        , m_counter(counter)
    {
    }

    void
    Start(const PolicyEnvironment& environment) override
    {
        m_policy->Start(environment);
        if (m_counter)
        {
            m_counter->Connect();
        }
    }

    std::vector<Plan>
    Decide(const std::vector<DecisionContext>& contexts) override
    {
        return m_policy->Decide(contexts);
    }

  private:
    std::unique_ptr<Policy> m_policy;
    overhead::PacketCounter* m_counter;
};

/** Takes down what was sent, for the bare program. */
class MessageSink : public RecordSink
{
  public:
    void
    Write(const RequestRecord& record) override
    {
        if (record.stages.empty() || record.stages[0].sentNs < 0)
        {
            return;
        }
        const NodeId device = record.request.device;
        messages.push_back({device, true, record.stages[0].sentNs, record.txBytes});
        if (record.resultSentNs >= 0)
        {
            messages.push_back({device, false, record.resultSentNs, record.rxBytes});
        }
    }

    std::vector<overhead::Message> messages;
};

void
Simulate(const std::string& transport, double seconds, const std::string& path, bool isCounting)
{
    const ScenarioConfig config =
        ScenarioConfig::Parse(ScenarioText(transport, seconds), "overhead", {});
    const Catalog catalog(Catalog::DefaultFolder());
    const Simulation simulation(config, catalog);
    overhead::PacketCounter counter;
    CountingPolicy policy(isCounting ? &counter : nullptr);
    MessageSink sink;
    const RunReport report = simulation.Run(policy, sink, overhead::SEED, 1);
    overhead::Report(sink.messages.size(), report.dropped, counter, report.events);
    std::sort(sink.messages.begin(), sink.messages.end(), [](const auto& a, const auto& b) {
        return a.sentNs < b.sentNs;
    });
    if (!path.empty())
    {
        overhead::WriteMessages(path, sink.messages);
    }
}

} // namespace

int
main(int argc, char** argv)
{
    std::string transport = "udp";
    std::string messages;
    double seconds = 20.0;
    bool isCounting = false;
    ns3::CommandLine commandLine(__FILE__);
    commandLine.AddValue("transport", "udp or tcp", transport);
    commandLine.AddValue("seconds", "simulated time of arrivals (s)", seconds);
    commandLine.AddValue("messages", "file to write what was sent to", messages);
    commandLine.AddValue("count", "count packets", isCounting);
    commandLine.Parse(argc, argv);
    try
    {
        Simulate(transport, seconds, messages, isCounting);
        return 0;
    }
    catch (const std::exception& error)
    {
        std::cerr << error.what() << '\n';
        return 2;
    }
}
