/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_SIMULATION_RUN_H
#define EDGEWARD_SCENARIO_SIMULATION_RUN_H

#include "net/topology.h"
#include "offload/offload-system.h"
#include "offload/request-source.h"
#include "scenario/scenario-world.h"
#include "scenario/scoped-settings.h"
#include "scenario/simulation.h"
#include "scenario/variable-maker.h"

#include "ns3/node-container.h"

#include <memory>
#include <vector>

namespace edgeward
{

/**
 * The ns-3 objects of one run of a scenario. Construction sets seeds and defaults and builds
 * everything; destruction destroys the simulator and puts defaults back, also after an exception.
 */
class SimulationRun
{
  public:
    /** @param config and @p world, @p variables, @p policy and @p sink outlive this */
    SimulationRun(const ScenarioConfig& config,
                  const ScenarioWorld& world,
                  VariableMakers& variables,
                  Policy& policy,
                  RecordSink& sink,
                  std::uint64_t seed,
                  std::uint64_t run);
    ~SimulationRun();
    SimulationRun(const SimulationRun&) = delete;
    SimulationRun& operator=(const SimulationRun&) = delete;

    /** Let requests arrive for @p seconds, drain, and report. Call once. */
    RunReport Execute(double seconds);

  private:
    void PlaceNodes();
    void BuildNetwork();
    void BuildTransport();
    void BuildProcessors();
    void BuildOffload(Policy& policy, RecordSink& sink, std::uint64_t seed, std::uint64_t run);
    void BuildSources(VariableMakers& variables);
    void ScheduleFailures();
    NetworkProbe MakeProbe();
    double ConsumedJoule(NodeId device) const;
    double RadioActiveJoule(NodeId device) const;
    bool HasBatteries() const;
    void CheckBatteries();
    NodeEnergy EnergyOf(NodeId node) const;

    const ScenarioConfig& m_config;
    const ScenarioWorld& m_world;
    ScopedSettings m_settings; ///< before all objects
    RunReport m_report;
    ns3::NodeContainer m_devices;
    ns3::Ptr<ns3::Node> m_gateway;
    std::vector<ns3::Ptr<ns3::Node>> m_servers;
    std::vector<double> m_batteryJoule; ///< capacity by device, 0: on mains
    ns3::Ptr<AccessNetwork> m_access;
    std::unique_ptr<Topology> m_topology;
    ns3::Ptr<Transport> m_transport;
    std::vector<ns3::Ptr<Processor>> m_processors; ///< by NodeId
    std::unique_ptr<OffloadSystem> m_system;
    std::vector<ns3::Ptr<RequestSource>> m_sources;
};

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_SIMULATION_RUN_H
