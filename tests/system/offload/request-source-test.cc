/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "offload/request-source.h"

#include "support/simulator-test.h"

#include "ns3/double.h"
#include "ns3/integer.h"
#include "ns3/node.h"
#include "ns3/pointer.h"
#include "ns3/random-variable-stream.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <gtest/gtest.h>

#include <cmath>

namespace edgeward
{
namespace
{

using namespace ns3;

class RequestSourceTest : public SimulatorTest
{
  protected:
    /** Let a source run, and note what it asks for. */
    void
    Run(const Ptr<RequestSource>& source, Time until)
    {
        source->SetTaker([this](const InferenceRequest& request) {
            m_requests.push_back(request);
            m_timesNs.push_back(Simulator::Now().GetNanoSeconds());
        });
        const auto node = CreateObject<Node>();
        node->AddApplication(source);
        Simulator::Stop(until);
        Simulator::Run();
    }

    std::vector<InferenceRequest> m_requests;
    std::vector<std::int64_t> m_timesNs;
};

TEST_F(RequestSourceTest, DrawsWhatVariablesOfItsStreamsDraw)
{
    const auto source = CreateObject<RequestSource>();
    source->SetAttribute("Interarrival", StringValue("ns3::ExponentialRandomVariable[Mean=0.1]"));
    source->SetAttribute("InputBytes",
                         StringValue("ns3::UniformRandomVariable[Min=1000|Max=9000]"));
    source->SetAttribute("Deadline", StringValue("ns3::UniformRandomVariable[Min=0.1|Max=0.9]"));
    source->SetAccuracyFloors({{0.2, 1.0}, {0.8, 3.0}});
    source->AssignStreams(40);

    const auto exponential = CreateObject<ExponentialRandomVariable>();
    exponential->SetAttribute("Mean", DoubleValue(0.1));
    exponential->SetStream(40 + RequestSource::INTERARRIVAL_STREAM);
    const auto uniform = [](std::int64_t stream) {
        const auto variable = CreateObject<UniformRandomVariable>();
        variable->SetStream(40 + stream);
        return variable;
    };
    const auto deadline = uniform(RequestSource::DEADLINE_STREAM);
    const auto bytes = uniform(RequestSource::INPUT_BYTES_STREAM);
    const auto floor = uniform(RequestSource::FLOOR_STREAM);
    const auto sample = uniform(RequestSource::SAMPLE_STREAM);

    Run(source, Seconds(10));
    ASSERT_GT(m_requests.size(), 50U);
    std::int64_t atNs = 0;
    for (std::size_t i = 0; i < m_requests.size(); ++i)
    {
        atNs += std::llround(1e9 * exponential->GetValue());
        EXPECT_EQ(m_timesNs[i], atNs) << i;
        EXPECT_EQ(m_requests[i].inputBytes,
                  static_cast<std::uint64_t>(std::llround(bytes->GetValue(1000.0, 9000.0))));
        EXPECT_EQ(m_requests[i].deadlineNs, std::llround(1e9 * deadline->GetValue(0.1, 0.9)));
        EXPECT_EQ(m_requests[i].accuracyFloor, floor->GetValue() < 0.25 ? 0.2 : 0.8);
        EXPECT_EQ(m_requests[i].sample, sample->GetInteger(0, 0x7fffffff));
    }
}

TEST_F(RequestSourceTest, AnotherVariableHoldsAtOnce)
{
    const auto source = CreateObject<RequestSource>();
    source->SetAttribute("Interarrival", StringValue("ns3::ConstantRandomVariable[Constant=1]"));
    source->AssignStreams(1);
    Simulator::Schedule(MilliSeconds(2500), [source] {
        source->SetAttribute("InputBytes",
                             StringValue("ns3::ConstantRandomVariable[Constant=777]"));
        source->SetAttribute("Interarrival",
                             StringValue("ns3::ConstantRandomVariable[Constant=0.5]"));
    });
    Run(source, MilliSeconds(4250));
    // 1, 2, 3 s (that one was under way), then every half second.
    ASSERT_EQ(
        m_timesNs,
        (std::vector<std::int64_t>{1000000000, 2000000000, 3000000000, 3500000000, 4000000000}));
    EXPECT_EQ(m_requests[1].inputBytes, 20000U);
    EXPECT_EQ(m_requests[2].inputBytes, 777U);
}

TEST_F(RequestSourceTest, ACopyAsksForTheSame)
{
    const auto model = CreateObject<RequestSource>();
    model->SetAttribute("Load", DoubleValue(2.0));
    model->SetAttribute("ResultBytes", StringValue("321"));
    model->SetAccuracyFloors({{0.6, 1.0}});
    model->SetLoadProfile({{1.0, 0.0}, 2.0}); // a second with, a second without
    model->SetDnn(3);
    const auto copy = model->CopyWithoutVariables();
    const auto constant = [](double value) {
        const auto variable = CreateObject<ConstantRandomVariable>();
        variable->SetAttribute("Constant", DoubleValue(value));
        return variable;
    };
    copy->SetVariables(constant(0.8), nullptr, constant(5000));
    copy->AssignStreams(9);
    Run(copy, MilliSeconds(2700));
    // Every 0.4 s of the clock: 0.4, 0.8, then 0.2 s of this slot and 0.2 s of the one after next.
    ASSERT_EQ(m_timesNs, (std::vector<std::int64_t>{400000000, 800000000, 2200000000, 2600000000}));
    for (const InferenceRequest& request : m_requests)
    {
        EXPECT_EQ(request.resultBytes, 321U);
        EXPECT_EQ(request.accuracyFloor, 0.6);
        EXPECT_EQ(request.dnn, 3U);
        EXPECT_EQ(request.deadlineNs, 0);
    }
}

} // namespace
} // namespace edgeward
