/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_SCENARIO_CONFIG_H
#define EDGEWARD_SCENARIO_SCENARIO_CONFIG_H

#include "base/ids.h"
#include "base/spec.h"
#include "base/toml-reader.h"
#include "net/flow-tuning.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace edgeward
{

class Catalog;

/** A setting "path=value" of the command line. */
struct Override
{
    std::string path;
    std::string value;
};

/** ns-3 attributes as text: name (without the TypeId) to value, and where each was written. */
struct AttributeSettings
{
    struct Value
    {
        std::string text;
        SourceLocation where;
    };
    std::map<std::string, Value> values;
};

/** An ns-3 object from the scenario: TypeId and attributes. */
struct ObjectConfig
{
    std::string type;     ///< a TypeId name, or one of the short names the key's reference lists
    SourceLocation where; ///< of the type
    AttributeSettings attributes;
};

/** A network and those of its variants that policies may choose. */
struct NetworkConfig
{
    std::string dnn; ///< of the catalogue
    SourceLocation dnnWhere;
    std::vector<std::string> variants; ///< names; empty: those that the network's file says
    SourceLocation variantsWhere;      ///< unset if the scenario names none
};

/** What a device asks for, and how often. */
struct WorkloadConfig
{
    NetworkConfig network;    ///< the scenario's, or one of its own
    std::string interarrival; ///< an ns-3 random variable, seconds:
                              ///< "ns3::ExponentialRandomVariable[Mean=0.5]"
    std::string deadline;     ///< an ns-3 random variable, seconds > 0; empty: no deadline
    std::vector<std::pair<double, double>>
        accuracyFloors;     ///< (floor 0..1, weight > 0); empty: no floor
    std::string inputBytes; ///< an ns-3 random variable, bytes >= 1
    std::uint64_t resultBytes = 100;
    double startSeconds = 0.0;       ///< no request before that (s)
    std::vector<double> loadProfile; ///< factors on the rate over a period; empty: none
    double loadPeriodSeconds = 0.0;
    double load = 1.0; ///< requests come that many times as often; no key, probes set it
    std::map<std::string, SourceLocation> where; ///< of the keys that ns-3 has to check
};

/** A group of equal end devices. */
struct DeviceGroupConfig
{
    std::string name; ///< devices are called NAME-0, NAME-1, ...; NAME alone if count is 1
    std::uint32_t count = 1;
    std::string profile;  ///< a device of the catalogue
    std::string level;    ///< of its frequency levels; empty: its default
    SourceLocation where; ///< of the name
    SourceLocation profileWhere;
    SourceLocation levelWhere;
    ObjectConfig mobility;  ///< a ns3::MobilityModel
    ObjectConfig position;  ///< a ns3::PositionAllocator
    ObjectConfig processor; ///< edgeward::Processor
    WorkloadConfig workload;
    double batteryJoule = 0.0; ///< capacity (J); 0: on mains
};

/** A server and the link that leads to it. */
struct ServerConfig
{
    std::string name;
    NodeRole role = NodeRole::EDGE;
    std::string profile;
    std::string level;    ///< of the profile's frequency levels; empty: its default
    SourceLocation where; ///< of the name
    SourceLocation profileWhere;
    SourceLocation levelWhere;
    std::string via;               ///< "gateway", or the name of an earlier server
    ObjectConfig processor;        ///< edgeward::Processor
    std::string linkRate;          ///< ns-3 data rate, "1Gbps"
    double linkDelaySeconds = 0.0; ///< propagation, one way
    double extraDelaySeconds =
        0.0; ///< added to every packet sent from the server's side and to it (tc/netem), one way
    SourceLocation linkRateWhere;
    double lossRate = 0.0; ///< packet loss probability of the link, each direction
};

/** A node that fails and, perhaps, comes back. */
struct FailureConfig
{
    std::string node;
    double atSeconds = 0.0;
    double forSeconds = 0.0; ///< 0: for good
    SourceLocation where;    ///< of the node's name
};

/** Who decides, and what it may know. */
struct DecisionConfig
{
    std::string host = "device"; ///< "device", or the name of a server that decides for all devices
    double windowSeconds =
        0.0; ///< a server collects requests that long before it decides for all of them
    double reportIntervalSeconds = 0.5; ///< servers report their state to the devices (or host)
                                        ///< that often; 0: only with results
    double decisionSeconds = 0.0;       ///< processor time of one decision (s), charged to the host
    double timeoutSeconds = 10.0;       ///< a request without answer for so long is dropped
    double discount = 0.0;              ///< gamma per discountUnitSeconds for learners, 0..1
    double discountUnitSeconds = 1.0;
    SourceLocation where; ///< of the host
};

/** How a policy is trained. */
struct TrainingConfig
{
    Spec policy; ///< e.g. dqn(learningRate=0.001); empty name: nothing to train
    std::uint32_t episodes = 0;
    double episodeSeconds = 0.0; ///< simulated time of one episode
    bool sharedNetwork = true;   ///< one network for all devices, or one each
};

/** How messages travel. */
enum class Fidelity : std::uint8_t
{
    PACKET, ///< ns-3's stacks, packet by packet
    FLOW    ///< flows that share links and cells
};

/** A scenario file, checked. Every value has been validated; building the simulation from it cannot
 * fail on user input. */
struct ScenarioConfig
{
    std::string path; ///< as given
    std::string name; ///< file name without .toml
    std::string title;
    std::string description;
    std::string text; ///< the whole file after overrides, for the run manifest

    Fidelity fidelity = Fidelity::PACKET;
    FlowTuning flowTuning;           ///< of the calibration, or the defaults
    std::string flowCalibration;     ///< the calibration's text; empty: defaults
    std::string flowCalibrationPath; ///< where it stands; empty: defaults
    double durationSeconds = 60.0;   ///< simulated time in which requests arrive
    double drainSeconds = 0.0;       ///< extra simulated time for what is in flight
    double warmupSeconds = 0.0;      ///< requests that arrive earlier do not enter summaries
    double recordShare = 1.0; ///< of the requests whose records are kept, 0..1; 0: statistics
    std::uint64_t seed = 1;
    std::uint32_t runs = 1; ///< replications for evaluation

    NetworkConfig network;  ///< what devices ask for that name no other
    Spec latencyModel;      ///< registered LatencyModel
    Spec energyModel;       ///< registered EnergyModel
    bool preloaded = false; ///< no node ever has to load a variant

    std::vector<DeviceGroupConfig> devices;
    ObjectConfig access;     ///< an edgeward::AccessNetwork
    std::uint32_t cells = 1; ///< so many of it, to which the devices are dealt in turn
    SourceLocation cellsWhere;
    std::vector<ServerConfig> servers;
    ObjectConfig transport; ///< an edgeward::Transport
    std::vector<FailureConfig> failures;
    DecisionConfig decision;
    Spec reward;
    std::vector<Spec> policies; ///< what to compare
    TrainingConfig training;
    AttributeSettings
        defaults; ///< "ns3::TcpSocket::SegmentSize" = "1448": set before anything is built

    std::uint32_t DeviceCount() const;

    /** Names of all nodes, index = NodeId: "camera-0", "camera-1", ..., then the servers. */
    std::vector<std::string> NodeNames() const;

    /**
     * Read and check a scenario, and the calibration beside it if it asks for flows.
     * @param path      a .toml file
     * @param overrides of the command line, applied before checking
     * @param catalog   to check networks and devices with
     * @throws ConfigError naming file:line:column, key and remedy; all problems at once where
     * possible. IoError.
     */
    static ScenarioConfig Load(const std::string& path,
                               const std::vector<Override>& overrides,
                               const Catalog& catalog);

    /** With the models folder that belongs to this program. */
    static ScenarioConfig Load(const std::string& path, const std::vector<Override>& overrides);

    /** @param name stands for the file in messages. */
    static ScenarioConfig Parse(const std::string& text,
                                const std::string& name,
                                const std::vector<Override>& overrides,
                                const Catalog& catalog);

    /** With the models folder that belongs to this program. */
    static ScenarioConfig Parse(const std::string& text,
                                const std::string& name,
                                const std::vector<Override>& overrides);
};

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_SCENARIO_CONFIG_H
