/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/source-maker.h"

#include "ns3/double.h"
#include "ns3/integer.h"
#include "ns3/pointer.h"
#include "ns3/uinteger.h"

#include <sstream>

namespace edgeward
{

using namespace ns3;

namespace
{

/** "ns3::UniformRandomVariable[Min=0|Max=1]" */
ObjectFactory
ReadFactory(const std::string& text)
{
    ObjectFactory factory;
    std::istringstream stream(text);
    stream >> factory;
    return factory;
}

} // namespace

SourceMaker::SourceMaker(const WorkloadConfig& workload)
    : m_workload(workload)
    , m_source("edgeward::RequestSource")
    , m_interarrival(ReadFactory(workload.interarrival))
    , m_inputBytes(ReadFactory(workload.inputBytes))
{
    m_source.Set("Load", DoubleValue(workload.load));
    m_source.Set("ResultBytes", UintegerValue(workload.resultBytes));
    // Every source gets variables of its own below; those of the default would be made in vain.
    m_source.Set("Interarrival", PointerValue());
    m_source.Set("InputBytes", PointerValue());
    if (!workload.deadline.empty())
    {
        m_deadline = ReadFactory(workload.deadline);
    }
}

Ptr<RandomVariableStream>
SourceMaker::MakeVariable(ObjectFactory& factory, std::int64_t stream)
{
    // As an attribute, because a generator that is replaced by SetStream() has been made in vain.
    factory.Set("Stream", IntegerValue(stream));
    return factory.Create<RandomVariableStream>();
}

Ptr<RequestSource>
SourceMaker::Make(std::int64_t stream)
{
    const Ptr<RequestSource> source = m_source.Create<RequestSource>();
    source->SetAccuracyFloors(m_workload.accuracyFloors);
    if (!m_workload.loadProfile.empty())
    {
        source->SetLoadProfile({m_workload.loadProfile, m_workload.loadPeriodSeconds});
    }
    Ptr<RandomVariableStream> deadline;
    if (!m_workload.deadline.empty())
    {
        deadline = MakeVariable(m_deadline, stream + RequestSource::DEADLINE_STREAM);
    }
    source->SetVariables(MakeVariable(m_interarrival, stream + RequestSource::INTERARRIVAL_STREAM),
                         deadline,
                         MakeVariable(m_inputBytes, stream + RequestSource::INPUT_BYTES_STREAM));
    source->AssignStreams(stream);
    return source;
}

} // namespace edgeward
