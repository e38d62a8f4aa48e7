/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
/**
 * Device, edge and cloud as an ns-3 script: you build nodes, networks and processors with ns-3's
 * means, and hand them to an OffloadSystem. Scenario files do the same for you; write a script
 * where they end.
 *
 *     build/bin/three-tier [--policy=greedy] [--devices=3] [--seconds=10] [--RngRun=1]
 */
#include "base/errors.h"
#include "dnn/catalog.h"
#include "dnn/latency-model.h"
#include "net/topology.h"
#include "offload/offload-system.h"
#include "offload/request-source.h"

#include "ns3/command-line.h"
#include "ns3/constant-position-mobility-model.h"
#include "ns3/double.h"
#include "ns3/object-factory.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <iostream>
#include <numeric>

using namespace ns3;

namespace
{

/** Nodes in a row, 3 m apart: something for the radio to work with. */
NodeContainer
PlacedNodes(std::uint32_t count)
{
    NodeContainer nodes(count);
    for (std::uint32_t i = 0; i < count; ++i)
    {
        Ptr<MobilityModel> position = CreateObject<ConstantPositionMobilityModel>();
        position->SetPosition(Vector(3.0 * (i + 1), 0.0, 1.0));
        nodes.Get(i)->AggregateObject(position);
    }
    return nodes;
}

/** What policies must know of the nodes; costs come from the catalogue. */
edgeward::PolicyEnvironment
Describe(std::uint32_t devices, const edgeward::Dnn& dnn, const edgeward::CostTable& costs)
{
    edgeward::PolicyEnvironment environment;
    for (edgeward::NodeId id = 0; id < devices + 2; ++id)
    {
        edgeward::NodeInfo node;
        node.id = id;
        node.role = id < devices    ? edgeward::NodeRole::DEVICE
                    : id == devices ? edgeward::NodeRole::EDGE
                                    : edgeward::NodeRole::CLOUD;
        node.name = std::string(edgeward::ToString(node.role)) + "-" + std::to_string(id);
        std::vector<double> seconds;
        std::vector<double> joule;
        for (edgeward::VariantId variant = 0; variant < dnn.variants.size(); ++variant)
        {
            seconds.push_back(costs.Whole(id, variant).meanSeconds);
            joule.push_back(costs.Joule(id, variant));
        }
        node.serviceSeconds = seconds;
        node.computeJoule = joule;
        environment.nodes.push_back(node);
    }
    std::vector<edgeward::VariantId> mayAnswer;
    for (edgeward::VariantId variant = 0; variant < dnn.variants.size(); ++variant)
    {
        environment.variants.push_back(
            {dnn.variants[variant].name, dnn.Accuracy(variant), dnn.variants[variant].macs});
        mayAnswer.push_back(variant);
    }
    environment.dnns = {{dnn.name, mayAnswer}}; // every request asks for the same network
    environment.reward =
        edgeward::Registry<edgeward::Reward>::Create(edgeward::Spec::Parse("weighted-cost"));
    return environment;
}

void
Simulate(const std::string& policyText, std::uint32_t devices, double seconds)
{
    // Costs: which device of the catalogue stands at which node.
    const edgeward::Catalog catalog(edgeward::Catalog::DefaultFolder());
    const edgeward::Dnn dnn = catalog.GetDnn("mobilenet-v1").Select({}); // its eight usual variants
    std::vector<std::string> hardware(devices, "raspberry-pi-4");
    hardware.insert(hardware.end(), {"jetson-orin-nano", "cloud-gpu-v100"});
    std::vector<edgeward::VariantId> variants(dnn.variants.size());
    std::iota(variants.begin(), variants.end(), edgeward::VariantId{0});
    const auto model =
        edgeward::Registry<edgeward::LatencyModel>::Create(edgeward::Spec::Parse("learned"));
    const auto costs =
        std::make_shared<edgeward::CostTable>(catalog, hardware, dnn, variants, *model);

    // Network: a Wi-Fi cell, the edge server at the access point, the cloud 20 ms behind it.
    const NodeContainer stations = PlacedNodes(devices);
    const Ptr<Node> accessPoint = PlacedNodes(1).Get(0);
    const Ptr<edgeward::AccessNetwork> wifi =
        ObjectFactory("edgeward::WifiAccess").Create<edgeward::AccessNetwork>();
    edgeward::Topology topology(wifi, stations, accessPoint);
    edgeward::BackhaulConfig wan;
    wan.rate = DataRate("100Mbps");
    wan.delay = MilliSeconds(20);
    const std::uint32_t edge =
        topology.AddServer(CreateObject<Node>(), -1, edgeward::BackhaulConfig());
    topology.AddServer(CreateObject<Node>(), static_cast<int>(edge), wan);
    topology.Build();
    topology.AssignStreams(1000);

    // The protocol's parts.
    edgeward::OffloadParts parts;
    parts.transport = ObjectFactory("edgeward::TcpTransport").Create<edgeward::Transport>();
    parts.environment = Describe(devices, dnn, *costs);
    parts.costs = costs;
    for (edgeward::NodeId id = 0; id < topology.GetN(); ++id)
    {
        parts.transport->AddNode(id, topology.GetNode(id), topology.GetAddress(id));
        Ptr<edgeward::Processor> processor = CreateObject<edgeward::Processor>();
        processor->SetAttribute("IdlePower", DoubleValue(costs->Device(id).idleWatt));
        processor->SetAttribute("BusyPower", DoubleValue(costs->Device(id).busyWatt));
        processor->AssignStreams(10000 + 10 * id);
        parts.processors.push_back(processor);
        parts.decisionWatt.push_back(0.0);
    }
    parts.settings.reportInterval = MilliSeconds(500);
    parts.settings.timeout = Seconds(5);
    parts.probe.transferSeconds = [&topology](auto... arguments) {
        return topology.ExpectTransferSeconds(arguments...);
    };
    parts.probe.linkRateBps = [&wifi](edgeward::NodeId device) {
        return wifi->GetLinkRateBps(device);
    };
    parts.probe.radioTxWatt = [&wifi](edgeward::NodeId) { return wifi->GetRadioTxWatt(); };
    parts.probe.batteryFraction = [](edgeward::NodeId) { return 1.0; };
    const auto policy =
        edgeward::Registry<edgeward::Policy>::Create(edgeward::Spec::Parse(policyText));
    parts.policy = policy.get();

    // Every end of a request is one line.
    parts.tracker = CreateObject<edgeward::RequestTracker>();
    parts.tracker->SetEndCallback([&parts](const edgeward::RequestRecord& record) {
        std::cout << record.request.arrivalNs / 1000000
                  << " ms: " << parts.environment.nodes[record.request.device].name << " "
                  << edgeward::ToString(record.outcome) << " at "
                  << parts.environment.nodes[record.stages.at(0).stage.node].name << " with "
                  << parts.environment.variants[record.stages.at(0).stage.variant].name << " in "
                  << record.LatencyNs() / 1000 << " us\n";
    });
    edgeward::OffloadSystem system(parts);

    // Workload: Poisson, two requests a second and device.
    for (edgeward::NodeId device = 0; device < devices; ++device)
    {
        Ptr<edgeward::RequestSource> source = CreateObject<edgeward::RequestSource>();
        source->SetAttribute("Interarrival",
                             StringValue("ns3::ExponentialRandomVariable[Mean=0.5]"));
        source->SetTaker([&system, device](const edgeward::InferenceRequest& request) {
            system.Submit(device, request);
        });
        source->AssignStreams(100 * device);
        source->SetStartTime(Seconds(1));
        source->SetStopTime(Seconds(seconds));
        stations.Get(device)->AddApplication(source);
    }

    system.Start();
    Simulator::Stop(Seconds(seconds + 1));
    Simulator::Run();
    system.Finish();
    std::cout << parts.tracker->GetGenerated() << " requests\n";
    Simulator::Destroy();
}

} // namespace

int
main(int argc, char** argv)
{
    std::string policy = "greedy";
    std::uint32_t devices = 3;
    double seconds = 10.0;
    CommandLine commandLine(__FILE__);
    commandLine.AddValue("policy", "a registered policy, name(key=value,...)", policy);
    commandLine.AddValue("devices", "number of Raspberry Pi 4", devices);
    commandLine.AddValue("seconds", "simulated time of arrivals (s)", seconds);
    commandLine.Parse(argc, argv);
    try
    {
        Simulate(policy, devices, seconds);
        return 0;
    }
    catch (const edgeward::UserError& error)
    {
        std::cerr << error.what() << "\n";
        return 2;
    }
}
