/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/source-maker.h"

#include "ns3/double.h"
#include "ns3/integer.h"
#include "ns3/pointer.h"
#include "ns3/random-variable-stream.h"
#include "ns3/uinteger.h"

#include <sstream>

namespace edgeward
{

using namespace ns3;

SourceMaker::Variable::Variable(const std::string& text)
{
    std::istringstream stream(text);
    stream >> m_factory;
    if (m_factory.GetTypeId() == ConstantRandomVariable::GetTypeId())
    {
        m_constant = m_factory.Create<RandomVariableStream>();
    }
}

Ptr<RandomVariableStream>
SourceMaker::Variable::Make(std::int64_t stream)
{
    if (m_constant)
    {
        return m_constant;
    }
    // As an attribute, because a generator that is replaced by SetStream() has been made in vain.
    m_factory.Set("Stream", IntegerValue(stream));
    return m_factory.Create<RandomVariableStream>();
}

SourceMaker::SourceMaker(const WorkloadConfig& workload)
    : m_interarrival(workload.interarrival)
    , m_inputBytes(workload.inputBytes)
{
    ObjectFactory factory("edgeward::RequestSource");
    factory.Set("Load", DoubleValue(workload.load));
    factory.Set("ResultBytes", UintegerValue(workload.resultBytes));
    // Every source gets variables of its own below; those of the default would be made in vain.
    factory.Set("Interarrival", PointerValue());
    factory.Set("InputBytes", PointerValue());
    m_model = factory.Create<RequestSource>();
    m_model->SetAccuracyFloors(workload.accuracyFloors);
    if (!workload.loadProfile.empty())
    {
        m_model->SetLoadProfile({workload.loadProfile, workload.loadPeriodSeconds});
    }
    if (!workload.deadline.empty())
    {
        m_deadline.emplace(workload.deadline);
    }
}

Ptr<RequestSource>
SourceMaker::Make(std::int64_t stream)
{
    const Ptr<RequestSource> source = m_model->CopyWithoutVariables();
    Ptr<RandomVariableStream> deadline;
    if (m_deadline)
    {
        deadline = m_deadline->Make(stream + RequestSource::DEADLINE_STREAM);
    }
    source->SetVariables(m_interarrival.Make(stream + RequestSource::INTERARRIVAL_STREAM),
                         deadline,
                         m_inputBytes.Make(stream + RequestSource::INPUT_BYTES_STREAM));
    source->AssignStreams(stream);
    return source;
}

} // namespace edgeward
