/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "offload/request-source.h"

#include "ns3/double.h"
#include "ns3/pointer.h"
#include "ns3/rng-seed-manager.h"
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
                          MakePointerAccessor(&RequestSource::SetInterarrival,
                                              &RequestSource::GetInterarrival),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("Load",
                          "Requests come that many times as often as Interarrival says.",
                          DoubleValue(1.0), // as it says
                          MakeDoubleAccessor(&RequestSource::m_load),
                          MakeDoubleChecker<double>(1e-6, 1e6))
            .AddAttribute(
                "Deadline",
                "Latest useful latency of a request (s); null: none.",
                PointerValue(),
                MakePointerAccessor(&RequestSource::SetDeadline, &RequestSource::GetDeadline),
                MakePointerChecker<RandomVariableStream>())
            .AddAttribute(
                "InputBytes",
                "Size of a request's input (bytes); default: a 224 x 224 photo as JPEG.",
                StringValue("ns3::ConstantRandomVariable[Constant=20000]"),
                MakePointerAccessor(&RequestSource::SetInputBytes, &RequestSource::GetInputBytes),
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

constexpr std::int64_t CHOSEN_BY_NS3 = -1;

/** Draw from @p stream. Making a generator takes long, so not a second time, and not for what draws
 * nothing. */
void
SetStreamOnce(const Ptr<RandomVariableStream>& variable, std::int64_t stream)
{
    const bool isConstant =
        variable && variable->GetInstanceTypeId() == ConstantRandomVariable::GetTypeId();
    if (variable && !isConstant && variable->GetStream() != stream)
    {
        variable->SetStream(stream);
    }
}

/** The generator of a random variable with that stream, as ns3::RandomVariableStream::SetStream()
 * numbers them, without the object around it. */
RngStream
GeneratorOf(std::int64_t stream)
{
    constexpr std::uint64_t FIXED = std::uint64_t{1} << 63;
    const std::uint64_t number = stream < 0 ? RngSeedManager::GetNextStreamIndex()
                                            : FIXED + static_cast<std::uint64_t>(stream);
    return RngStream(RngSeedManager::GetSeed(), number, RngSeedManager::GetRun());
}

} // namespace

RequestSource::RequestSource() = default;

RequestSource::RequestSource(const RequestSource& other)
    : Application(other)
    , m_resultBytes(other.m_resultBytes)
    , m_dnn(other.m_dnn)
    , m_profile(other.m_profile)
    , m_load(other.m_load)
    , m_floors(other.m_floors)
{
}

RequestSource::~RequestSource() = default;

Ptr<RequestSource>
RequestSource::CopyWithoutVariables() const
{
    return Ptr<RequestSource>(new RequestSource(*this), false);
}

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
    SetInterarrival(interarrival);
    SetDeadline(deadline);
    SetInputBytes(inputBytes);
}

void
RequestSource::SetInterarrival(Ptr<RandomVariableStream> variable)
{
    m_interarrival = variable;
    m_at = AHEAD;
}

Ptr<RandomVariableStream>
RequestSource::GetInterarrival() const
{
    return m_interarrival;
}

void
RequestSource::SetDeadline(Ptr<RandomVariableStream> variable)
{
    m_deadline = variable;
    m_at = AHEAD;
}

Ptr<RandomVariableStream>
RequestSource::GetDeadline() const
{
    return m_deadline;
}

void
RequestSource::SetInputBytes(Ptr<RandomVariableStream> variable)
{
    m_inputBytes = variable;
    m_at = AHEAD;
}

Ptr<RandomVariableStream>
RequestSource::GetInputBytes() const
{
    return m_inputBytes;
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
    if (!m_floors.empty())
    {
        m_floor.emplace(GeneratorOf(stream + FLOOR_STREAM));
    }
    m_sample.emplace(GeneratorOf(stream + SAMPLE_STREAM));
    m_at = AHEAD;
    return 5;
}

void
RequestSource::StartApplication()
{
    if (!m_floor && !m_floors.empty())
    {
        m_floor.emplace(GeneratorOf(CHOSEN_BY_NS3));
    }
    if (!m_sample)
    {
        m_sample.emplace(GeneratorOf(CHOSEN_BY_NS3));
    }
    ScheduleNext();
}

void
RequestSource::StopApplication()
{
    m_next.Cancel();
}

void
RequestSource::DrawAhead()
{
    constexpr double SAMPLES = 0x1p31; // numbers 0 to 2^31 - 1
    for (Drawn& drawn : m_drawn)
    {
        drawn.clockSeconds = std::max(0.0, m_interarrival->GetValue()) / m_load;
        drawn.accuracyFloor = DrawFloor();
        drawn.inputBytes = static_cast<std::uint64_t>(
            std::max<std::int64_t>(1, std::llround(m_inputBytes->GetValue())));
        drawn.sample = static_cast<std::uint32_t>(SAMPLES * m_sample->RandU01());
        drawn.deadlineNs =
            m_deadline ? std::max<std::int64_t>(1, std::llround(1e9 * m_deadline->GetValue())) : 0;
    }
    m_at = 0;
}

void
RequestSource::ScheduleNext()
{
    if (m_at == AHEAD)
    {
        DrawAhead();
    }
    const double seconds =
        m_profile.SecondsFor(Simulator::Now().GetSeconds(), m_drawn[m_at].clockSeconds);
    const std::int64_t ns = std::max<std::int64_t>(1, std::llround(1e9 * seconds));
    m_next = Simulator::Schedule(NanoSeconds(ns), &RequestSource::Arrive, this);
}

void
RequestSource::Arrive()
{
    if (m_at == AHEAD)
    {
        DrawAhead(); // a variable has been replaced since
    }
    const Drawn& drawn = m_drawn[m_at++];
    InferenceRequest request;
    request.dnn = m_dnn;
    request.accuracyFloor = drawn.accuracyFloor;
    request.inputBytes = drawn.inputBytes;
    request.resultBytes = m_resultBytes;
    request.sample = drawn.sample;
    request.deadlineNs = drawn.deadlineNs;
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
    double left = total * m_floor->RandU01();
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
