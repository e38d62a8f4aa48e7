/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The keys themselves; what is done with them stands in scenario-config-keys.cc.
 */
#include "scenario/scenario-config-keys.h"

namespace edgeward
{

namespace
{

constexpr double LEAST_SECONDS = 1e-9; ///< the simulator's clock ticks in nanoseconds
constexpr double MOST_SECONDS = 1e8;   ///< three years; the clock itself ends at 9.2e9 s

ScenarioKey
Text(const std::string& table,
     const std::string& name,
     KeyType type,
     const std::string& fallback,
     const std::string& help)
{
    ScenarioKey key;
    key.table = table;
    key.name = name;
    key.type = type;
    key.fallback = fallback;
    key.help = help;
    return key;
}

ScenarioKey
Required(ScenarioKey key)
{
    key.isRequired = true;
    return key;
}

ScenarioKey
Number(const std::string& table,
       const std::string& name,
       KeyType type,
       double low,
       double high,
       const std::string& fallback,
       const std::string& help)
{
    ScenarioKey key = Text(table, name, type, fallback, help);
    key.low = low;
    key.high = high;
    return key;
}

ScenarioKey
Seconds(const std::string& table,
        const std::string& name,
        double low,
        const std::string& fallback,
        const std::string& help)
{
    return Number(table, name, KeyType::NUMBER, low, MOST_SECONDS, fallback, help);
}

ScenarioKey
Choice(const std::string& table,
       const std::string& name,
       const std::vector<std::string>& choices,
       const std::string& fallback,
       const std::string& help)
{
    ScenarioKey key = Text(table, name, KeyType::CHOICE, fallback, help);
    key.choices = choices;
    return key;
}

// A table: one key after the other.
// clang-format off

std::vector<ScenarioKey>
GeneralKeys()
{
    return {
        Text("", "title", KeyType::TEXT, "", "One line for people."),
        Text("", "description", KeyType::TEXT, "", "What the scenario asks and why its numbers are what they are."),
        Choice("", "fidelity", {"packet", "flow"}, "packet",
             "How messages travel: packet by packet through ns-3's stacks, or as flows, some hundred times faster "
             "(docs/models/flow.md), tuned by `NAME.flow.toml` beside the scenario if `edgeward calibrate` made one; "
             "`--fidelity` overrides it."),
        Required(Seconds("run", "duration_s", LEAST_SECONDS, "", "Simulated time in which requests arrive (s).")),
        Seconds("run", "drain_s", 0, "0", "Simulated time after that for requests in flight (s)."),
        Seconds("run", "warmup_s", 0, "0", "Requests that arrive earlier do not enter summaries (s)."),
        Number("run", "record_share", KeyType::NUMBER, 0, 1, "1",
             "Share of the requests that is recorded, for runs of millions: drawn at random, the same requests for "
             "all policies. Tables and figures are then of these; nodes' energies are of all. 0 records none: "
             "tables and figures are of all requests, percentiles within 1 % (docs/explanation/statistics.md), in "
             "bounded memory."),
        Number("run", "seed", KeyType::INTEGER, 1, 4294967295.0, "1",
             "Seed of every random stream; `--seed` overrides it."),
        Number("run", "runs", KeyType::INTEGER, 1, 100000, "1",
             "Replications of each policy; `--runs` overrides it."),
        Required(Text("network", "dnn", KeyType::TEXT, "", "A network of the catalogue (`edgeward list dnns`).")),
        Text("network", "variants", KeyType::TEXTS, "the network's",
             "Variants that policies may choose, in the order of their numbers."),
        Text("network", "latency_model", KeyType::SPEC, "learned",
             "Says how long a variant takes on a device (`edgeward list latency-models`)."),
        Text("network", "energy_model", KeyType::SPEC, "power",
             "Says how much energy that takes (`edgeward list energy-models`, docs/models/energy.md)."),
        Text("network", "preloaded", KeyType::BOOLEAN, "false",
             "All variants are in every node's memory from the start, together or not. Otherwise a node loads a "
             "variant when it first uses it, where its device's file says how fast."),
    };
}

std::vector<ScenarioKey>
DeviceKeys()
{
    const std::string load = "devices.workload";
    return {
        Required(Text("devices", "name", KeyType::TEXT, "",
             "Devices are called NAME-0, NAME-1, ...; NAME alone if there is one.")),
        Number("devices", "count", KeyType::INTEGER, 1, 10000, "1", "How many equal devices."),
        Required(Text("devices", "profile", KeyType::TEXT, "",
             "A device of the catalogue (`edgeward list devices`).")),
        Text("devices", "level", KeyType::TEXT, "",
             "Frequency level of the processor by its name in the device's file, e.g. `\"600 MHz\"`: its clock, "
             "powers and latency factor hold. Without it the level at which its latencies were taken."),
        Number("devices", "battery_j", KeyType::NUMBER, 0, 1e9, "0", "Battery capacity (J); 0: on mains."),
        Text("devices.mobility", "type", KeyType::TYPE, "ns3::ConstantPositionMobilityModel",
             "An ns3::MobilityModel."),
        Text("devices.mobility", "*", KeyType::ATTRIBUTES, "", "Its attributes."),
        Text("devices.position", "type", KeyType::TYPE, "ns3::UniformDiscPositionAllocator",
             "An ns3::PositionAllocator; it places the devices around the gateway, which stands at the "
             "origin (m)."),
        Text("devices.position", "*", KeyType::ATTRIBUTES, "rho = 10",
             "Its attributes; without a type of your own, a disc of 10 m."),
        Text("devices.processor", "*", KeyType::ATTRIBUTES, "",
             "Attributes of edgeward::Processor (docs/models/processor.md)."),
        Number(load, "rate_per_s", KeyType::NUMBER, 1e-6, 1e6, "",
             "Poisson arrivals (1/s). Give this or `interarrival_s`."),
        Number(load, "interarrival_s", KeyType::RANDOM, 0, MOST_SECONDS, "",
             "Time between requests (s). Give this or `rate_per_s`."),
        Number(load, "deadline_s", KeyType::RANDOM, LEAST_SECONDS, MOST_SECONDS, "none",
             "Latest useful latency (s)."),
        Text(load, "dnn", KeyType::TEXT, "network.dnn",
             "The network that these devices' requests ask for, where groups of devices ask for different ones."),
        Text(load, "variants", KeyType::TEXTS, "the network's",
             "Variants of it that policies may choose for these devices; those of `[network]` if it is the same "
             "network."),
        Number(load, "accuracy_floors", KeyType::NUMBERS, 0, 1, "none",
             "Least acceptable accuracies (0..1), one of which each request draws."),
        Number(load, "accuracy_floor_weights", KeyType::NUMBERS, 1e-9, 1e9, "equal",
             "How often each of `accuracy_floors` is drawn, in proportion."),
        Required(Number(load, "input_bytes", KeyType::RANDOM, 1, 1e9, "",
             "Bytes of a request's input as sent (bytes).")),
        Number(load, "result_bytes", KeyType::INTEGER, 1, 1e9, "100",
             "Bytes of the answer (bytes). 100: five labels with scores."),
        Number(load, "load_profile", KeyType::NUMBERS, 0, 1e6, "none",
             "Factors on how often requests come, each for an equal part of `load_period_s`, over and over: `[0.2, 1, "
             "1.8]` is a quiet third, a usual one and a busy one."),
        Seconds(load, "load_period_s", LEAST_SECONDS, "86400", "Period of `load_profile` (s); a day."),
        Seconds(load, "start_s", 0, "0", "No request before that (s)."),
    };
}

std::vector<ScenarioKey>
NetworkKeys()
{
    return {
        Required(Text("access", "type", KeyType::TYPE, "",
             "An edgeward::AccessNetwork: how devices reach the gateway (`edgeward list access`).")),
        Number("access", "cells", KeyType::INTEGER, 1, 10000, "1",
             "How many of it, to which the devices are dealt in turn (device i to cell i modulo `cells`). Cells "
             "do not disturb one another, and all end in the gateway. At most 128 with packets."),
        Text("access", "*", KeyType::ATTRIBUTES, "", "Its attributes."),
        Required(Text("servers", "name", KeyType::TEXT, "", "Name of the server.")),
        Choice("servers", "role", {"edge", "cloud"}, "edge", "What the server is to the policies."),
        Required(Text("servers", "profile", KeyType::TEXT, "",
             "A device of the catalogue (`edgeward list devices`).")),
        Text("servers", "level", KeyType::TEXT, "",
             "Frequency level of the processor by its name in the device's file, as of `[[devices]]`."),
        Text("servers", "via", KeyType::TEXT, "gateway",
             "Where its link leads: `gateway`, or the name of an earlier server."),
        Text("servers", "link_rate", KeyType::DATA_RATE, "1Gbps",
             "Rate of the link, each direction. 1Gbps: the Ethernet port of an access point."),
        Seconds("servers", "link_delay_s", 0, "0", "Propagation delay of the link, one way (s)."),
        Seconds("servers", "extra_delay_s", 0, "0",
             "Added to every packet of the link, one way (s), as `tc ... netem delay` does."),
        Number("servers", "loss_rate", KeyType::NUMBER, 0, 0.999, "0",
             "Probability that the link loses a packet, each direction (0..1)."),
        Text("servers.processor", "*", KeyType::ATTRIBUTES, "",
             "Attributes of edgeward::Processor (docs/models/processor.md)."),
        Text("transport", "type", KeyType::TYPE, "tcp", "An edgeward::Transport."),
        Text("transport", "*", KeyType::ATTRIBUTES, "", "Its attributes."),
        Required(Text("failures", "node", KeyType::TEXT, "", "Name of the device or server that fails.")),
        Required(Seconds("failures", "at_s", 0, "", "When it fails (s).")),
        Seconds("failures", "for_s", 0, "0", "How long it is away (s); 0: for good."),
        Text("ns3", "*", KeyType::ATTRIBUTES, "",
             "Defaults of any ns-3 attribute, set before anything is built: "
             "`\"ns3::TcpSocket::SegmentSize\" = 1448`."),
    };
}

std::vector<ScenarioKey>
DecisionKeys()
{
    return {
        Text("decision", "host", KeyType::TEXT, "device",
             "Who decides: `device`, or the name of a server that decides for all devices."),
        Seconds("decision", "window_s", 0, "0",
             "A server collects requests that long before it decides for all of them (s)."),
        Seconds("decision", "report_interval_s", 0, "0.5",
             "Servers report their state that often (s); 0: only with results."),
        Seconds("decision", "decision_s", 0, "0", "Processor time of one decision, charged to the host (s)."),
        Seconds("decision", "timeout_s", LEAST_SECONDS, "10",
             "A request without answer for so long is dropped (s)."),
        Number("decision", "discount", KeyType::NUMBER, 0, 0.999999, "0",
             "Discount per `discount_unit_s` for policies that learn; 0: each decision for itself."),
        Seconds("decision", "discount_unit_s", LEAST_SECONDS, "1",
             "Time in which a future reward shrinks by `discount` (s)."),
        Required(Text("reward", "name", KeyType::TEXT, "",
             "What a request's end is worth (`edgeward list rewards`).")),
        Text("reward", "*", KeyType::PARAMETERS, "", "Its parameters."),
        Text("evaluate", "policies", KeyType::SPECS, "",
             "Policies to compare, e.g. `[\"local\", \"edge\", \"greedy\"]`; `--policy` overrides it."),
        Text("training", "policy", KeyType::SPEC, "",
             "The policy that is trained, e.g. `dqn(learningRate=0.001)`, and then compared with the others."),
        Number("training", "episodes", KeyType::INTEGER, 1, 1e6, "100", "Simulations to learn from."),
        Seconds("training", "episode_s", LEAST_SECONDS, "duration_s", "Simulated time of one of them (s)."),
        Text("training", "shared_network", KeyType::BOOLEAN, "true", "One network for all devices, or one each."),
    };
}

// clang-format on

} // namespace

const std::vector<ScenarioKey>&
ScenarioKeys()
{
    static const std::vector<ScenarioKey> keys = [] {
        std::vector<ScenarioKey> all;
        for (const auto& part : {GeneralKeys(), DeviceKeys(), NetworkKeys(), DecisionKeys()})
        {
            all.insert(all.end(), part.begin(), part.end());
        }
        return all;
    }();
    return keys;
}

} // namespace edgeward
