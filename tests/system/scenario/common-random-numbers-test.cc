/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/registry.h"
#include "results/record-block.h"
#include "support/tiny-world.h"

#include <gtest/gtest.h>

#include <map>

using namespace edgeward;

namespace
{

/** A lossy, noisy, loaded scenario in which everything random is used. */
std::vector<Override>
EverythingRandom(const std::string& access)
{
    return {
        {"devices.0.count", "3"},
        {"devices.0.workload.interarrival_s", "\"ns3::ExponentialRandomVariable[Mean=0.2]\""},
        {"devices.0.workload.deadline_s", "\"ns3::UniformRandomVariable[Min=0.05|Max=0.3]\""},
        {"devices.0.workload.input_bytes", "\"ns3::UniformRandomVariable[Min=1000|Max=9000]\""},
        {"devices.0.workload.accuracy_floors", "[0.0, 0.8, 0.85]"},
        {"devices.0.processor.Noise", "gamma"},
        {"servers.0.processor.BackgroundInterarrival",
         "\"ns3::ExponentialRandomVariable[Mean=0.05]\""},
        {"servers.0.processor.BackgroundService", "\"ns3::ExponentialRandomVariable[Mean=0.03]\""},
        {"servers.0.loss_rate", "0.01"},
        {"decision.report_interval_s", "0.1"},
        {"access.type", access},
        {"run.duration_s", "2"}};
}

std::vector<RequestRecord>
RunNamed(const std::string& policyText,
         const std::string& access,
         std::uint64_t seed,
         std::uint64_t run)
{
    const auto policy = Registry<Policy>::Create(Spec::Parse(policyText));
    return RunTiny(*policy, EverythingRandom(access), seed, run).records;
}

/** Every field of every record, as the bytes that workers send. */
std::string
Bytes(const std::vector<RequestRecord>& records)
{
    RecordBlock block;
    for (const RequestRecord& record : records)
    {
        block.records.Add(record, 0.0);
    }
    return block.Serialize();
}

/** What arrived, in order of arrival: it must not depend on what became of it. */
std::map<RequestId, std::string>
Arrivals(const std::vector<RequestRecord>& records)
{
    std::map<RequestId, std::string> arrivals;
    for (const RequestRecord& record : records)
    {
        const InferenceRequest& request = record.request;
        arrivals[request.id] =
            std::to_string(request.device) + " " + std::to_string(request.arrivalNs) + " " +
            std::to_string(request.deadlineNs) + " " + std::to_string(request.inputBytes) + " " +
            std::to_string(request.accuracyFloor) + " " + std::to_string(request.sample);
    }
    return arrivals;
}

} // namespace

class CommonRandomNumbers : public ::testing::TestWithParam<const char*>
{
};

TEST_P(CommonRandomNumbers, SameSeedGivesTheSameBytesForEveryPolicy)
{
    for (const std::string& policy : Registry<Policy>::Names())
    {
        if (policy != "dqn" && policy != "bdq" &&
            policy != "sdqn") // need the length of a training; own tests
        {
            EXPECT_EQ(Bytes(RunNamed(policy, GetParam(), 3, 5)),
                      Bytes(RunNamed(policy, GetParam(), 3, 5)))
                << policy;
        }
    }
}

TEST_P(CommonRandomNumbers, AnotherSeedOrRunGivesOthers)
{
    const std::string first = Bytes(RunNamed("greedy", GetParam(), 3, 5));
    EXPECT_NE(first, Bytes(RunNamed("greedy", GetParam(), 4, 5)));
    EXPECT_NE(first, Bytes(RunNamed("greedy", GetParam(), 3, 6)));
}

TEST_P(CommonRandomNumbers, EveryPolicyFacesTheSameArrivals)
{
    const std::map<RequestId, std::string> first = Arrivals(RunNamed("local", GetParam(), 3, 5));
    EXPECT_GT(first.size(), 10U);
    for (const char* policy : {"edge", "cloud", "random", "greedy", "lin-ucb", "oracle"})
    {
        EXPECT_EQ(Arrivals(RunNamed(policy, GetParam(), 3, 5)), first) << policy;
    }
}

TEST_P(CommonRandomNumbers, WhatRanBeforeInTheProcessLeavesNoTrace)
{
    const std::string alone = Bytes(RunNamed("edge", GetParam(), 3, 5));
    RunNamed("cloud", "wifi", 9, 9);
    RunNamed("random", "csma", 1, 2);
    const auto policy = Registry<Policy>::Create(Spec::Parse("edge"));
    RunTiny(*policy, {{"ns3.edgeward::UdpTransport::FragmentSize", "500"}}, 1, 1);
    EXPECT_EQ(Bytes(RunNamed("edge", GetParam(), 3, 5)), alone);
}

TEST_P(CommonRandomNumbers, ASimulationThatIsRunAgainGivesTheSame)
{
    const Simulation simulation(
        ScenarioConfig::Parse(
            TinyScenarioText(), "tiny", EverythingRandom(GetParam()), TestCatalog()),
        TestCatalog());
    const auto policy = Registry<Policy>::Create(Spec::Parse("edge"));
    for (const std::uint64_t run : {5, 6, 5})
    {
        VectorSink sink;
        simulation.Run(*policy, sink, 3, run);
        EXPECT_EQ(Bytes(sink.records), Bytes(RunNamed("edge", GetParam(), 3, run))) << run;
    }
}

INSTANTIATE_TEST_SUITE_P(EveryAccess,
                         CommonRandomNumbers,
                         ::testing::Values("p2p", "csma", "wifi"),
                         [](const auto& info) { return std::string(info.param); });
