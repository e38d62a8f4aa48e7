/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Groups of devices that ask for different networks, from the scenario to the records.
 */
#include "base/registry.h"
#include "support/tiny-world.h"

#include <gtest/gtest.h>

#include <set>

using namespace edgeward;

namespace
{

constexpr DnnId MOBILENET = 0;
constexpr DnnId SQUEEZENET = 1;

/** The tiny scenario with a second device, "sensor", that asks for SqueezeNet. */
std::string
TwoNetworks()
{
    const std::string text = TinyScenarioText();
    return text.substr(0, text.find("[access]")) + R"([[devices]]
name = "sensor"
profile = "raspberry-pi-4"
[devices.workload]
dnn = "squeezenet-1.1"
interarrival_s = 1.0
input_bytes = 10000
)" + text.substr(text.find("[access]"));
}

TinyRun
RunTwo(Policy& policy, const std::vector<Override>& overrides = {})
{
    const ScenarioConfig config =
        ScenarioConfig::Parse(TwoNetworks(), "two", overrides, TestCatalog());
    const Simulation simulation(config, TestCatalog());
    VectorSink sink;
    TinyRun result;
    result.report = simulation.Run(policy, sink, 1, 0);
    result.records = sink.records;
    return result;
}

} // namespace

TEST(SeveralNetworks, EveryRequestIsAnsweredByTheNetworkOfItsDevice)
{
    for (const std::string host : {"device", "edge"})
    {
        for (const std::string fidelity : {"packet", "flow"})
        {
            SCOPED_TRACE(host + " " + fidelity);
            ScriptedPolicy policy([&](const DecisionContext& context) {
                const std::vector<VariantId>& mine =
                    policy.environment.dnns.at(context.request.dnn).variants;
                return Plan::Whole(context.nodes.at(1).id, mine.back());
            });
            const TinyRun run = RunTwo(
                policy,
                {{"decision.host", host}, {"fidelity", fidelity}, {"run.duration_s", "3.5"}});
            ASSERT_EQ(policy.environment.dnns.size(), 2U);
            EXPECT_EQ(policy.environment.dnns[SQUEEZENET].name, "squeezenet-1.1");
            EXPECT_EQ(run.report.completed, run.report.generated);
            std::set<DnnId> asked;
            for (const RequestRecord& record : run.records)
            {
                asked.insert(record.request.dnn);
                EXPECT_EQ(record.request.dnn, record.request.device == 0 ? MOBILENET : SQUEEZENET);
                const VariantInfo& variant = policy.environment.variants.at(record.variant);
                EXPECT_EQ(variant.name.substr(0, variant.name.find('/')),
                          policy.environment.dnns[record.request.dnn].name);
                EXPECT_EQ(record.accuracy, variant.accuracy);
            }
            EXPECT_EQ(asked.size(), 2U);
        }
    }
}

TEST(SeveralNetworks, CostsAreThoseOfTheNetwork)
{
    ScriptedPolicy policy([&](const DecisionContext& context) {
        return Plan::Whole(context.request.device,
                           policy.environment.dnns.at(context.request.dnn).variants.at(0));
    });
    const TinyRun two = RunTwo(policy);
    ScriptedPolicy alone([](const DecisionContext&) { return Plan::Whole(0, 0); });
    const TinyRun one = RunTiny(alone, {{"network.dnn", "squeezenet-1.1"}});
    ASSERT_FALSE(one.records.empty());
    for (const RequestRecord& record : two.records)
    {
        if (record.request.dnn == SQUEEZENET)
        {
            EXPECT_EQ(record.LatencyNs(), one.records.front().LatencyNs());
        }
    }
}

TEST(SeveralNetworks, AVariantOfAnotherNetworkIsThePolicysMistake)
{
    ScriptedPolicy policy([](const DecisionContext& context) {
        return Plan::Whole(context.request.device, 0); // of MobileNet
    });
    try
    {
        RunTwo(policy);
        FAIL() << "was executed";
    }
    catch (const UserError& error)
    {
        EXPECT_EQ(std::string(error.what()),
                  "the policy returned a plan that cannot be executed: variant mobilenet-v1/d0 is "
                  "none of the network that the request asks for; see docs/how-to/add-a-policy.md");
    }
}
