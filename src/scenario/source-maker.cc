/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/source-maker.h"

#include "ns3/double.h"
#include "ns3/object-factory.h"
#include "ns3/pointer.h"
#include "ns3/uinteger.h"

namespace edgeward
{

using namespace ns3;

SourceMaker::SourceMaker(const WorkloadConfig& workload, VariableMakers& variables)
    : m_interarrival(variables.Of(workload.interarrival))
    , m_inputBytes(variables.Of(workload.inputBytes))
    , m_deadline(workload.deadline.empty() ? nullptr : &variables.Of(workload.deadline))
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
