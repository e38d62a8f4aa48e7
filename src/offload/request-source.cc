/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "offload/request-source.h"

#include "ns3/double.h"
#include "ns3/integer.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

using namespace ns3;

NS_OBJECT_ENSURE_REGISTERED(RequestSource);

TypeId
RequestSource::GetTypeId()
{
    static TypeId tid =
        TypeId("edgeward::RequestSource")
            .SetParent<Application>()
            .SetGroupName("Edgeward")
            .AddConstructor<RequestSource>()
            .AddAttribute("Interarrival",
                          "Time between two requests (s), > 0.",
                          StringValue("ns3::ExponentialRandomVariable[Mean=1.0]"),
                          MakePointerAccessor(&RequestSource::m_interarrival),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("Load",
                          "Requests come that many times as often as Interarrival says.",
                          DoubleValue(1.0), // as it says
                          MakeDoubleAccessor(&RequestSource::m_load),
                          MakeDoubleChecker<double>(1e-6, 1e6))
            .AddAttribute("Deadline",
                          "Latest useful latency of a request (s); null: none.",
                          PointerValue(),
                          MakePointerAccessor(&RequestSource::m_deadline),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("InputBytes",
                          "Size of a request's input (bytes); default: a 224 x 224 photo as JPEG.",
                          StringValue("ns3::ConstantRandomVariable[Constant=20000]"),
                          MakePointerAccessor(&RequestSource::m_inputBytes),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute(
                "ResultBytes",
                "Size of the answer (bytes); default: five classes with their probabilities.",
                UintegerValue(100),
                MakeUintegerAccessor(&RequestSource::m_resultBytes),
                MakeUintegerChecker<std::uint64_t>());
    return tid;
}

namespace
{

/** Draw from @p stream. Making a generator takes long, so not a second time. */
void
SetStreamOnce(const Ptr<RandomVariableStream>& variable, std::int64_t stream)
{
    if (variable && variable->GetStream() != stream)
    {
        variable->SetStream(stream);
    }
}

Ptr<UniformRandomVariable>
UniformOf(std::int64_t stream)
{
    return CreateObjectWithAttributes<UniformRandomVariable>("Stream", IntegerValue(stream));
}

} // namespace

RequestSource::RequestSource() = default;

RequestSource::~RequestSource() = default;

void
RequestSource::DoDispose()
{
    m_next.Cancel();
    m_taker = nullptr;
    Application::DoDispose();
}

void
RequestSource::SetTaker(Taker taker)
{
    m_taker = std::move(taker);
}

void
RequestSource::SetAccuracyFloors(const std::vector<std::pair<double, double>>& floors)
{
    m_floors = floors;
}

void
RequestSource::SetLoadProfile(LoadProfile profile)
{
    m_profile = std::move(profile);
}

void
RequestSource::SetVariables(Ptr<RandomVariableStream> interarrival,
                            Ptr<RandomVariableStream> deadline,
                            Ptr<RandomVariableStream> inputBytes)
{
    m_interarrival = interarrival;
    m_deadline = deadline;
    m_inputBytes = inputBytes;
}

void
RequestSource::SetDnn(DnnId dnn)
{
    m_dnn = dnn;
}

std::int64_t
RequestSource::AssignStreams(std::int64_t stream)
{
    // Five streams whether used or not, so that a missing deadline does not shift the others.
    SetStreamOnce(m_interarrival, stream + INTERARRIVAL_STREAM);
    SetStreamOnce(m_deadline, stream + DEADLINE_STREAM);
    SetStreamOnce(m_inputBytes, stream + INPUT_BYTES_STREAM);
    m_floor = m_floors.empty() ? nullptr : UniformOf(stream + FLOOR_STREAM);
    m_sample = UniformOf(stream + SAMPLE_STREAM);
    return 5;
}

void
RequestSource::StartApplication()
{
    constexpr std::int64_t CHOSEN_BY_NS3 = -1;
    if (!m_floor && !m_floors.empty())
    {
        m_floor = UniformOf(CHOSEN_BY_NS3);
    }
    m_sample = m_sample ? m_sample : UniformOf(CHOSEN_BY_NS3);
    ScheduleNext();
}

void
RequestSource::StopApplication()
{
    m_next.Cancel();
}

void
RequestSource::ScheduleNext()
{
    const double clock = std::max(0.0, m_interarrival->GetValue()) / m_load;
    const double seconds = m_profile.SecondsFor(Simulator::Now().GetSeconds(), clock);
    const std::int64_t ns = std::max<std::int64_t>(1, std::llround(1e9 * seconds));
    m_next = Simulator::Schedule(NanoSeconds(ns), &RequestSource::Arrive, this);
}

void
RequestSource::Arrive()
{
    InferenceRequest request;
    request.dnn = m_dnn;
    request.accuracyFloor = DrawFloor();
    request.inputBytes = static_cast<std::uint64_t>(
        std::max<std::int64_t>(1, std::llround(m_inputBytes->GetValue())));
    request.resultBytes = m_resultBytes;
    request.sample = m_sample->GetInteger(0, 0x7fffffff);
    if (m_deadline)
    {
        request.deadlineNs = std::max<std::int64_t>(1, std::llround(1e9 * m_deadline->GetValue()));
    }
    ScheduleNext();
    m_taker(request);
}

double
RequestSource::DrawFloor()
{
    if (m_floors.empty())
    {
        return 0.0;
    }
    double total = 0.0;
    for (const auto& [floor, weight] : m_floors)
    {
        total += weight;
    }
    double left = total * m_floor->GetValue(0.0, 1.0);
    for (const auto& [floor, weight] : m_floors)
    {
        left -= weight;
        if (left < 0.0)
        {
            return floor;
        }
    }
    return m_floors.back().first;
}

} // namespace edgeward
