/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Bad input, one by one, with the exact message.
 */
#include "unit/scenario/scenario-text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeward
{

namespace
{

using ::testing::HasSubstr;
using ::testing::StartsWith;

/** One mistake: what is replaced by what, and what is said about it. */
struct Mistake
{
    std::string name;
    std::string from;
    std::string to;
    std::string message;
    bool isWhole = true; ///< false: the message only begins so
};

class BadScenario : public ::testing::TestWithParam<Mistake>
{
};

} // namespace

TEST_P(BadScenario, IsRefusedWithPlaceKeyAndRemedy)
{
    const Mistake& mistake = GetParam();
    const std::string complaint = ComplaintWith(mistake.from, mistake.to);
    if (mistake.isWhole)
    {
        EXPECT_EQ(complaint, mistake.message);
    }
    else
    {
        EXPECT_THAT(complaint, StartsWith(mistake.message));
    }
}

const std::vector<Mistake> MISTAKES{
    {"UnknownKey",
     "count = 2",
     "cuont = 2",
     "s.toml:13:1: devices.0.cuont: is no key here; did you mean 'count'?",
     false},
    {"UnknownTable",
     "[decision]",
     "[desicion]",
     "s.toml:42:2: desicion: is no key here; did you mean 'decision'?",
     false},
    {"SyntaxError", "title = \"small\"", "title = ", "s.toml:1:", false},
    {"WrongType",
     "duration_s = 10",
     "duration_s = \"long\"",
     "s.toml:3:1: run.duration_s: is 'long', not a number from 1e-09 to 1e+08"},
    {"ZeroDuration",
     "duration_s = 10",
     "duration_s = 0",
     "s.toml:3:1: run.duration_s: is 0, not a number from 1e-09 to 1e+08"},
    {"MissingKey",
     "duration_s = 10",
     "",
     "s.toml:2:2: run.duration_s: is missing; set it to a number from 1e-09 to 1e+08"},
    {"WarmupTooLong",
     "warmup_s = 1",
     "warmup_s = 10",
     "s.toml:5:1: run.warmup_s: leaves nothing of duration_s; make it smaller than duration_s"},
    {"NegativeRate",
     "rate_per_s = 2",
     "rate_per_s = -2",
     "s.toml:21:1: devices.0.workload.rate_per_s: is -2, not a number from 1e-06 to 1e+06"},
    {"TwoRates",
     "rate_per_s = 2",
     "rate_per_s = 2\ninterarrival_s = 1",
     "s.toml:21:1: devices.0.workload.rate_per_s: stands beside interarrival_s; give rate_per_s "
     "(Poisson) or interarrival_s"},
    {"NoRate",
     "rate_per_s = 2",
     "",
     "s.toml:20:10: devices.0.workload: says nothing about when requests arrive; give rate_per_s "
     "(Poisson) or interarrival_s"},
    {"ZeroInterarrival",
     "rate_per_s = 2",
     "interarrival_s = 0",
     "s.toml:21:1: devices.0.workload.interarrival_s: is 0, not a number above 0 to 1e+08"},
    {"RandomVariableOfNothing",
     "rate_per_s = 2",
     "interarrival_s = \"ns3::ConstantRandomVariable[Constant=0]\"",
     "s.toml:21:1: devices.0.workload.interarrival_s: 'ns3::ConstantRandomVariable[Constant=0]' "
     "draws nothing but 0"},
    {"RandomVariableBelowZero",
     "deadline_s = 0.5",
     "deadline_s = \"ns3::ConstantRandomVariable[Constant=-1]\"",
     "s.toml:22:1: devices.0.workload.deadline_s: 'ns3::ConstantRandomVariable[Constant=-1]' draws "
     "-1, which is not from 1e-09 to 1e+08"},
    {"UnknownRandomVariable",
     "deadline_s = 0.5",
     "deadline_s = \"ns3::ConstantRandomVariabel[Constant=1]\"",
     "s.toml:22:1: devices.0.workload.deadline_s: 'ns3::ConstantRandomVariabel' is no "
     "ns3::RandomVariableStream; did you mean 'ns3::ConstantRandomVariable'?",
     false},
    {"UnknownRandomVariableAttribute",
     "deadline_s = 0.5",
     "deadline_s = \"ns3::ConstantRandomVariable[Value=1]\"",
     "s.toml:22:1: devices.0.workload.deadline_s: 'Value' is no attribute of "
     "ns3::ConstantRandomVariable; known: Antithetic, Constant, Stream"},
    {"UnclosedRandomVariable",
     "deadline_s = 0.5",
     "deadline_s = \"ns3::ConstantRandomVariable[Constant=1\"",
     "s.toml:22:1: devices.0.workload.deadline_s: 'ns3::ConstantRandomVariable[Constant=1' is no "
     "ns-3 object; write \"ns3::Type[Attribute=value|Attribute=value]\" without blanks"},
    {"MalformedRandomVariableValue",
     "deadline_s = 0.5",
     "deadline_s = \"ns3::ConstantRandomVariable[Constant=abc]\"",
     "s.toml:22:1: devices.0.workload.deadline_s: 'abc' is no value for "
     "ns3::ConstantRandomVariable::Constant (double -1.79769e+308:1.79769e+308)",
     false},
    {"FloorAboveOne",
     "[0.5, 0.6]",
     "[0.5, 60]",
     "s.toml:23:1: devices.0.workload.accuracy_floors: element 1 is no number in range; set it to "
     "an array of numbers from 0 to 1"},
    {"FloorOutOfReach",
     "[0.5, 0.6]",
     "[0.5, 0.999]",
     "s.toml:12:1: devices.0.workload.accuracy_floors: 0.999 is above every variant's accuracy; "
     "the "
     "best variant has ",
     false},
    {"TooManyWeights",
     "[0.5, 0.6]",
     "[0.5, 0.6]\naccuracy_floor_weights = [1, 1, 1]",
     "s.toml:24:1: devices.0.workload.accuracy_floor_weights: has 3 elements, but accuracy_floors "
     "has 2; give one weight a floor"},
    {"UnknownDnn",
     "\"mobilenet-v1\"",
     "\"mobilnet-v1\"",
     "s.toml:9:1: unknown network 'mobilnet-v1'; did you mean 'mobilenet-v1'?",
     false},
    {"UnknownVariant", "\"d3\"", "\"e3\"", "s.toml:10:1: ", false},
    {"VariantWithoutAccuracy",
     "dnn = \"mobilenet-v1\"\nvariants = [\"d0\", \"d3\"]",
     "dnn = \"squeezenet-1.1\"\nvariants = [\"int8\"]",
     "s.toml:10:1: nobody published the top1 accuracy of variant 'int8' of squeezenet-1.1, and "
     "decisions weigh accuracy; choose among fp32; or measure it and add top1",
     false},
    {"NoVariants",
     "variants = [\"d0\", \"d3\"]",
     "variants = []",
     "s.toml:10:1: network.variants: is empty; name at least one variant, or leave the key out for "
     "the network's usual ones"},
    {"UnknownLatencyModel",
     "variants = ",
     "latency_model = \"lerned\"\nvariants = ",
     "s.toml:10:1: unknown latency model 'lerned'; did you mean 'learned'?",
     false},
    {"UnknownDevice",
     "\"raspberry-pi-4\"",
     "\"raspbery-pi-4\"",
     "s.toml:14:1: unknown device 'raspbery-pi-4'; did you mean 'raspberry-pi-4'?",
     false},
    {"UnknownServerProfile",
     "\"edge-server-epyc\"",
     "\"edge-server-epic\"",
     "s.toml:29:1: unknown device 'edge-server-epic'; did you mean 'edge-server-epyc'?",
     false},
    {"NameTaken",
     "name = \"cloud\"",
     "name = \"camera\"",
     "s.toml:32:1: servers.1.name: is 'camera', which is taken; choose another name"},
    {"NameWithBlank",
     "name = \"camera\"",
     "name = \"my camera\"",
     "s.toml:12:1: devices.0.name: is 'my camera'; use letters, digits, - and _ only"},
    {"ViaNobody",
     "via = \"edge\"",
     "via = \"egde\"",
     "s.toml:32:1: servers.1.via: 'egde' is no earlier server; did you mean 'edge'? known: "
     "gateway, "
     "edge"},
    {"BadRole",
     "role = \"cloud\"",
     "role = \"clout\"",
     "s.toml:33:1: servers.1.role: is 'clout', which is none of its choices; did you mean 'cloud'? "
     "known: edge, cloud"},
    {"BadLinkRate",
     "\"1Gbps\"",
     "\"1Gbits\"",
     "s.toml:30:1: servers.0.link_rate: '1Gbits' is no data rate above 0"},
    {"ZeroLinkRate",
     "\"1Gbps\"",
     "\"0bps\"",
     "s.toml:30:1: servers.0.link_rate: '0bps' is no data rate above 0"},
    {"UnknownAccess",
     "type = \"p2p\"",
     "type = \"wify\"",
     "s.toml:26:1: access.type: 'wify' is no edgeward::AccessNetwork; did you mean 'wifi'? known: "
     "csma, p2p, wifi"},
    {"UnknownAttribute",
     "type = \"p2p\"",
     "type = \"p2p\"\nRat = 5",
     "s.toml:27:1: access.Rat: is no attribute of edgeward::PointToPointAccess that can be "
     "set; did you mean 'Rate'?",
     false},
    {"AttributeThatKillsNs3",
     "Workers = 1",
     "Workers = \"1x\"",
     "s.toml:19:1: devices.0.processor.Workers: '1x' is no value for edgeward::Processor::Workers "
     "(uint32_t 1:",
     false},
    {"AttributeOutOfRange",
     "Workers = 1",
     "Workers = 0",
     "s.toml:19:1: devices.0.processor.Workers: '0' is no value for edgeward::Processor::Workers "
     "(uint32_t 1:",
     false},
    {"AttributeThatIsATable",
     "Workers = 1",
     "Workers = { a = 1 }",
     "s.toml:19:1: devices.0.processor.Workers: is a table, not a number, a boolean or a string",
     false},
    {"AttributeThatOnlyTheObjectUnderstands",
     "Workers = 1",
     "Noise = \"gama\"",
     "s.toml:19:1: devices.0.processor.Noise: unknown distribution 'gama'; did you mean 'gamma'?",
     false},
    {"BadBatchCurve",
     "Workers = 1",
     "BatchCurve = \"1:21ms,2:9ms\"",
     "s.toml:19:1: devices.0.processor.BatchCurve: '1:21ms,2:9ms': a larger batch cannot take less "
     "time",
     false},
    {"UnknownRadio",
     "type = \"p2p\"",
     "type = \"p2p\"\nRadio = \"4gg\"",
     "s.toml:27:1: access.Radio: '4gg' is no radio; did you mean '4g'?",
     false},
    {"UnknownEnergyModel",
     "dnn = \"mobilenet-v1\"",
     "dnn = \"mobilenet-v1\"\nenergy_model = \"per-mack\"",
     "s.toml:10:1: unknown energy model 'per-mack'; did you mean 'per-mac'?",
     false},
    {"BadEnergyModelParameter",
     "dnn = \"mobilenet-v1\"",
     "dnn = \"mobilenet-v1\"\nenergy_model = \"kappa-f2(kappa=-1)\"",
     "s.toml:10:1: kappa-f2.kappa: '-1' is not a number from 0 to 1e-18",
     false},
    {"EnergyModelWithoutClock",
     "dnn = \"mobilenet-v1\"",
     "dnn = \"mobilenet-v1\"\nenergy_model = \"kappa-f2\"",
     "s.toml:15:1: devices.0.profile: energy model 'kappa-f2' needs the clock of device "
     "'raspberry-pi-4'; ",
     false},
    {"LevelOfADeviceWithoutLevels",
     "battery_j = 100",
     "level = \"1 GHz\"",
     "s.toml:15:1: devices.0.level: device 'raspberry-pi-4' has no frequency level '1 GHz'; it has "
     "none: leave the key out, or add [[dvfs]] to its file"},
    {"UnknownLevel",
     "profile = \"raspberry-pi-4\"",
     "profile = \"jetson-nano-gpu\"\nlevel = \"50 W\"",
     "s.toml:15:1: devices.0.level: device 'jetson-nano-gpu' has no frequency level '50 W'; ",
     false},
    {"ModelLargerThanMemory",
     "Workers = 1",
     "MemorySize = 1e6",
     "s.toml:14:1: devices.0.profile: variant 'd0' needs ",
     false},
    {"UnknownMobility",
     "ns3::ConstantPositionMobilityModel",
     "ns3::ConstantPositionMobilityMode",
     "s.toml:17:1: devices.0.mobility.type: 'ns3::ConstantPositionMobilityMode' is no "
     "ns3::MobilityModel; ",
     false},
    {"UnknownTransport",
     "type = \"udp\"",
     "type = \"upd\"",
     "s.toml:38:1: transport.type: 'upd' is no edgeward::Transport; did you mean 'udp'? known: "
     "tcp, udp"},
    {"FailureOfNobody",
     "node = \"edge\"",
     "node = \"egde\"",
     "s.toml:40:1: failures.0.node: 'egde' is no device or server; did you mean 'edge'? known: "
     "camera-0, camera-1, edge, cloud"},
    {"HostNobody",
     "host = \"device\"",
     "host = \"devise\"",
     "s.toml:43:1: decision.host: 'devise' is no server; did you mean 'device'? known: device, "
     "edge, cloud"},
    {"DiscountTooBig",
     "discount = 0.5",
     "discount = 1",
     "s.toml:44:1: decision.discount: is 1, not a number from 0 to 0.999999"},
    {"UnknownReward",
     "\"weighted-cost\"",
     "\"waited-cost\"",
     "s.toml:46:1: unknown reward 'waited-cost'; did you mean 'weighted-cost'?",
     false},
    {"UnknownRewardParameter",
     "latencyWeight = 2",
     "latencyWaight = 2",
     "s.toml:47:1: weighted-cost.latencyWaight: is no parameter of weighted-cost; did you mean "
     "'latencyWeight'?",
     false},
    {"BadRewardParameter",
     "latencyWeight = 2",
     "latencyWeight = -2",
     "s.toml:47:1: weighted-cost.latencyWeight: '-2' is not a number from 0 to ",
     false},
    {"UnknownPolicy",
     "\"greedy\"",
     "\"gready\"",
     "s.toml:49:1: unknown policy 'gready'; did you mean 'greedy'?",
     false},
    {"MalformedPolicy",
     "\"greedy\"",
     "\"greedy(\"",
     "s.toml:49:1: 'greedy(' has no closing parenthesis; write name or name(key=value,key=value)"},
    {"UntrainedPolicy",
     "\"greedy\"",
     "\"dqn\"",
     "s.toml:49:1: policy 'dqn' has to be trained; add [training] with policy = \"dqn\", or act "
     "from a trained one with dqn(checkpoint=FOLDER)"},
    {"MissingCheckpoint", "\"greedy\"", "\"dqn(checkpoint=nowhere)\"", "nowhere", false},
    {"UnknownNs3Type",
     "ns3::TcpSocket::SegmentSize",
     "ns3::TcpSoket::SegmentSize",
     "s.toml:51:1: ns3.\"ns3::TcpSoket::SegmentSize\": names no ns-3 type; write "
     "\"ns3::Type::Attribute\" = value; did you mean 'ns3::TcpSocket'?"},
    {"UnknownNs3Attribute",
     "ns3::TcpSocket::SegmentSize",
     "ns3::TcpSocket::SegmentSise",
     "s.toml:51:1: ns3.\"ns3::TcpSocket::SegmentSise\": is no attribute of ns3::TcpSocket that can "
     "be set; did you mean 'SegmentSize'?",
     false},
    {"BadNs3Value",
     "= 1448",
     "= \"big\"",
     "s.toml:51:1: ns3.\"ns3::TcpSocket::SegmentSize\": 'big' is no value for "
     "ns3::TcpSocket::SegmentSize (uint32_t 0:4294967295)"},
};

INSTANTIATE_TEST_SUITE_P(, BadScenario, ::testing::ValuesIn(MISTAKES), [](const auto& info) {
    return info.param.name;
});

TEST(BadScenarios, AllProblemsAreSaidAtOnce)
{
    std::string text = Replaced(GoodScenario(), "rate_per_s = 2", "rate_per_s = -2");
    text = Replaced(text, "count = 2", "cuont = 2");
    text = Replaced(text, "\"edge-server-epyc\"", "\"abacus\"");
    text = Replaced(text, "Workers = 1", "Workers = \"1x\"");
    text = Replaced(text, "= 1448", "= \"2x\"");
    const std::string complaint = Complaint(text);
    for (const char* part : {"rate_per_s", "cuont", "abacus", "1x", "2x"})
    {
        EXPECT_THAT(complaint, HasSubstr(part));
    }
}

TEST(BadScenarios, AnOverrideIsNamedAsTheSource)
{
    EXPECT_THAT(Complaint(GoodScenario(), {{"devices.0.cuont", "2"}}),
                StartsWith("--set: devices.0.cuont: is no key here; did you mean 'count'?"));
    EXPECT_THAT(Complaint(GoodScenario(), {{"run.duration_s", "fast"}}),
                StartsWith("--set: run.duration_s: is 'fast', not a number"));
    EXPECT_THAT(Complaint(GoodScenario(), {{"devices.7.count", "2"}}),
                StartsWith("--set: devices.7.count: "));
}

TEST(BadScenarios, AMissingFileIsNamed)
{
    try
    {
        ScenarioConfig::Load("nowhere.toml", {});
        FAIL() << "no error";
    }
    catch (const IoError& error)
    {
        EXPECT_THAT(error.what(), StartsWith("nowhere.toml: "));
    }
}

} // namespace edgeward
