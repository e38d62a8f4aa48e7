/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/simulation-run.h"

#include "net/flow-access.h"
#include "net/flow-transport.h"
#include "scenario/access-maker.h"
#include "scenario/huge-pages.h"
#include "scenario/ladder-queue-scheduler.h"
#include "scenario/object-maker.h"
#include "scenario/processor-maker.h"
#include "scenario/source-maker.h"
#include "scenario/stream-plan.h"

#include "ns3/constant-position-mobility-model.h"
#include "ns3/mobility-model.h"
#include "ns3/names.h"
#include "ns3/object-factory.h"
#include "ns3/position-allocator.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

using namespace ns3;

namespace
{

/** A duration from the scenario, rounded to the nanosecond. */
Time
FromSeconds(double seconds)
{
    return NanoSeconds(std::llround(1e9 * seconds));
}

/** No event and no name of another simulation is left. */
void
ResetSimulator()
{
    Simulator::Destroy();
    Names::Clear();
}

/** Take the event queue that is fastest (measured: docs/reference/benchmarks.md). All execute
 * events in the same order. */
void
UseFastQueue()
{
    ObjectFactory factory;
    factory.SetTypeId(LadderQueueScheduler::GetTypeId());
    Simulator::SetScheduler(factory);
}

// Batteries are looked at this often; at 10 W a device is then off by at most 1 J.
constexpr std::int64_t BATTERY_CHECK_MS = 100;

} // namespace

SimulationRun::SimulationRun(const ScenarioConfig& config,
                             const ScenarioWorld& world,
                             VariableMakers& variables,
                             Policy& policy,
                             RecordSink& sink,
                             std::uint64_t seed,
                             std::uint64_t run)
    : m_config(config)
    , m_world(world)
    , m_settings(config.defaults, seed, run)
{
    ResetSimulator();
    UseFastQueue();
    PlaceNodes();
    BuildNetwork();
    BuildProcessors();
    BuildOffload(policy, sink, seed, run);
    BuildSources(variables);
    ScheduleFailures();
}

SimulationRun::~SimulationRun()
{
    // Events may hold pointers into the system: destroy the simulator first.
    ResetSimulator();
}

void
SimulationRun::PlaceNodes()
{
    m_gateway = CreateObject<Node>();
    m_gateway->AggregateObject(CreateObject<ConstantPositionMobilityModel>());
    for (const DeviceGroupConfig& group : m_config.devices)
    {
        const Ptr<PositionAllocator> positions = MakeObject<PositionAllocator>(group.position);
        positions->AssignStreams(StreamPlan::Of(StreamPlan::MOBILITY, m_devices.GetN()) +
                                 StreamPlan::STREAMS_PER_NODE / 2);
        for (std::uint32_t i = 0; i < group.count; ++i)
        {
            const Ptr<Node> node = CreateObject<Node>();
            const Ptr<MobilityModel> mobility = MakeObject<MobilityModel>(group.mobility);
            mobility->SetPosition(positions->GetNext());
            mobility->AssignStreams(StreamPlan::Of(StreamPlan::MOBILITY, m_devices.GetN()));
            node->AggregateObject(mobility);
            m_devices.Add(node);
            m_batteryJoule.push_back(group.batteryJoule);
        }
    }
}

void
SimulationRun::BuildNetwork()
{
    m_access = MakeAccess(m_config);
    if (m_config.fidelity == Fidelity::FLOW)
    {
        const Ptr<FlowAccess> flows = m_access->MakeFlowAccess(m_devices, m_gateway);
        flows->Tune(m_config.flowTuning);
        m_access = flows;
    }
    m_topology = std::make_unique<Topology>(m_access, m_devices, m_gateway);
    for (const ServerConfig& server : m_config.servers)
    {
        // A server hangs at the gateway, or at a server that stands earlier in the file.
        int via = -1;
        for (std::size_t i = 0; i < m_servers.size(); ++i)
        {
            via = m_config.servers[i].name == server.via ? static_cast<int>(i) : via;
        }
        BackhaulConfig link;
        link.rate = DataRate(server.linkRate);
        link.delay = FromSeconds(server.linkDelaySeconds);
        link.extraEgressDelay = FromSeconds(server.extraDelaySeconds);
        link.loss = server.lossRate;
        m_servers.push_back(CreateObject<Node>());
        m_topology->AddServer(m_servers.back(), via, link);
    }
    BuildTransport();
}

void
SimulationRun::BuildTransport()
{
    m_transport = MakeObject<Transport>(m_config.transport);
    if (m_config.fidelity == Fidelity::FLOW)
    {
        m_transport = FlowTransport::StandIn(*m_transport, *m_topology, StreamPlan::CHANNEL);
    }
    else
    {
        m_topology->Build();
        m_topology->AssignStreams(StreamPlan::CHANNEL);
    }
    for (NodeId id = 0; id < m_topology->GetN(); ++id)
    {
        m_transport->AddNode(id, m_topology->GetNode(id), m_topology->GetAddress(id));
    }
}

void
SimulationRun::BuildProcessors()
{
    ProcessorMaker maker(*m_world.costs, m_config.preloaded);
    const auto add = [this, &maker](const ObjectConfig& config, std::uint32_t count) {
        const auto first = static_cast<NodeId>(m_processors.size());
        maker.Begin(config, first);
        for (NodeId id = first; id < first + count; ++id)
        {
            m_processors.push_back(maker.Make());
            m_processors.back()->AssignStreams(StreamPlan::Of(StreamPlan::COMPUTE, id));
        }
    };
    for (const DeviceGroupConfig& group : m_config.devices)
    {
        add(group.processor, group.count);
    }
    for (const ServerConfig& server : m_config.servers)
    {
        add(server.processor, 1);
    }
}

void
SimulationRun::BuildOffload(Policy& policy, RecordSink& sink, std::uint64_t seed, std::uint64_t run)
{
    OffloadParts parts;
    parts.transport = m_transport;
    parts.policy = &policy;
    parts.environment = m_world.environment;
    parts.environment.seed = seed;
    parts.environment.run = run;
    parts.costs = m_world.costs;
    parts.processors = m_processors;
    parts.probe = MakeProbe();

    const DecisionConfig& decision = m_config.decision;
    for (const NodeInfo& node : parts.environment.nodes)
    {
        const DeviceProfile& profile = m_world.costs->Device(node.id);
        // Deciding keeps one core busy.
        parts.decisionWatt.push_back((profile.busyWatt - profile.idleWatt) /
                                     std::max(1U, profile.cores));
        if (node.name == decision.host)
        {
            parts.settings.decisionHost = node.id;
        }
    }
    parts.settings.decisionWindow = FromSeconds(decision.windowSeconds);
    parts.settings.decisionTime = FromSeconds(decision.decisionSeconds);
    parts.settings.reportInterval = FromSeconds(decision.reportIntervalSeconds);
    parts.settings.timeout = FromSeconds(decision.timeoutSeconds);

    parts.tracker = CreateObject<RequestTracker>();
    if (m_access->HasRadio())
    {
        parts.tracker->SetRadioMeter(m_devices.GetN(),
                                     [this](NodeId device) { return RadioActiveJoule(device); });
    }
    parts.tracker->SetEndCallback([this, &policy, &sink](const RequestRecord& record) {
        m_report.completed += record.outcome == Outcome::COMPLETED ? 1 : 0;
        m_report.rejected += record.outcome == Outcome::REJECTED ? 1 : 0;
        m_report.dropped += record.outcome == Outcome::DROPPED ? 1 : 0;
        m_report.unfinished += record.outcome == Outcome::UNFINISHED ? 1 : 0;
        policy.Learn(record);
        sink.Write(record);
    });
    m_system = std::make_unique<OffloadSystem>(std::move(parts));
}

void
SimulationRun::BuildSources(VariableMakers& variables)
{
    variables.BeginRun();
    for (std::size_t k = 0; k < m_config.devices.size(); ++k)
    {
        const DeviceGroupConfig& group = m_config.devices[k];
        const WorkloadConfig& workload = group.workload;
        SourceMaker maker(workload, variables);
        for (std::uint32_t i = 0; i < group.count; ++i)
        {
            const auto device = static_cast<NodeId>(m_sources.size());
            const Ptr<RequestSource> source =
                maker.Make(StreamPlan::Of(StreamPlan::WORKLOAD, device));
            source->SetDnn(m_world.dnnPerGroup.at(k));
            source->SetTaker([this, device](const InferenceRequest& request) {
                m_system->Submit(device, request);
            });
            source->SetStartTime(FromSeconds(workload.startSeconds));
            m_devices.Get(device)->AddApplication(source);
            m_sources.push_back(source);
        }
    }
}

void
SimulationRun::ScheduleFailures()
{
    for (const FailureConfig& failure : m_config.failures)
    {
        for (const NodeInfo& node : m_world.environment.nodes)
        {
            if (node.name != failure.node)
            {
                continue;
            }
            const auto set = [this, id = node.id](bool isUp) { m_system->SetNodeUp(id, isUp); };
            Simulator::Schedule(FromSeconds(failure.atSeconds), [set] { set(false); });
            if (failure.forSeconds > 0.0)
            {
                Simulator::Schedule(FromSeconds(failure.atSeconds + failure.forSeconds),
                                    [set] { set(true); });
            }
        }
    }
    if (HasBatteries())
    {
        Simulator::Schedule(MilliSeconds(BATTERY_CHECK_MS), &SimulationRun::CheckBatteries, this);
    }
}

bool
SimulationRun::HasBatteries() const
{
    return std::any_of(
        m_batteryJoule.begin(), m_batteryJoule.end(), [](double joule) { return joule > 0.0; });
}

NetworkProbe
SimulationRun::MakeProbe()
{
    NetworkProbe probe;
    probe.transferSeconds =
        [this](NodeId from, NodeId to, std::uint64_t bytes, std::uint64_t otherBytes) {
            return m_topology->ExpectTransferSeconds(from, to, bytes, otherBytes);
        };
    probe.cell = [this](NodeId device) { return m_access->GetCell(device); };
    probe.linkRateBps = [this](NodeId device) { return m_access->GetLinkRateBps(device); };
    probe.radioTxWatt = [this](NodeId) { return m_access->GetRadioTxWatt(); };
    if (!HasBatteries())
    {
        probe.batteryFraction = [](NodeId) { return 1.0; };
        return probe;
    }
    probe.batteryFraction = [this](NodeId device) {
        const double capacity = m_batteryJoule[device];
        return capacity > 0.0 ? std::max(0.0, 1.0 - ConsumedJoule(device) / capacity) : 1.0;
    };
    return probe;
}

double
SimulationRun::RadioActiveJoule(NodeId device) const
{
    return m_access->GetRadioJoule(device) -
           m_access->GetRadioIdleWatt() * Simulator::Now().GetSeconds();
}

double
SimulationRun::ConsumedJoule(NodeId device) const
{
    return m_processors[device]->GetBusyJoule() + m_processors[device]->GetIdleJoule() +
           m_system->Parts().tracker->GetDecisionJoule(device) + m_access->GetRadioJoule(device);
}

void
SimulationRun::CheckBatteries()
{
    for (NodeId device = 0; device < m_devices.GetN(); ++device)
    {
        if (m_batteryJoule[device] > 0.0 && ConsumedJoule(device) >= m_batteryJoule[device])
        {
            m_system->SetNodeUp(device, false);
        }
    }
    Simulator::Schedule(MilliSeconds(BATTERY_CHECK_MS), &SimulationRun::CheckBatteries, this);
}

NodeEnergy
SimulationRun::EnergyOf(NodeId node) const
{
    NodeEnergy energy;
    energy.node = node;
    energy.name = m_world.environment.nodes[node].name;
    energy.role = m_world.environment.nodes[node].role;
    energy.computeBusyJoule =
        m_processors[node]->GetBusyJoule() + m_system->Parts().tracker->GetDecisionJoule(node);
    energy.computeIdleJoule = m_processors[node]->GetIdleJoule();
    if (node < m_devices.GetN())
    {
        energy.radioActiveJoule = RadioActiveJoule(node);
        energy.radioIdleJoule = m_access->GetRadioJoule(node) - energy.radioActiveJoule;
    }
    return energy;
}

RunReport
SimulationRun::Execute(double seconds)
{
    m_system->Start();
    for (const Ptr<RequestSource>& source : m_sources)
    {
        source->SetStopTime(FromSeconds(seconds));
    }
    UseHugePagesDuringRun(m_devices.GetN(), seconds);
    Simulator::Stop(FromSeconds(seconds + m_config.drainSeconds));
    Simulator::Run();
    m_system->Finish();

    m_report.generated = m_system->Parts().tracker->GetGenerated();
    m_report.events = Simulator::GetEventCount();
    m_report.simulatedSeconds = Simulator::Now().GetSeconds();
    for (NodeId node = 0; node < m_processors.size(); ++node)
    {
        m_report.energy.push_back(EnergyOf(node));
    }
    return m_report;
}

} // namespace edgeward
