/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_SOURCE_MAKER_H
#define EDGEWARD_SCENARIO_SOURCE_MAKER_H

#include "offload/request-source.h"
#include "scenario/scenario-config.h"

#include "ns3/object-factory.h"

namespace edgeward
{

/**
 * Makes the request sources of a group of equal devices. What a scenario says as text is read once
 * for the group: with thousands of devices that is most of the time that building takes.
 */
class SourceMaker
{
  public:
    /** @param workload checked; lives longer */
    explicit SourceMaker(const WorkloadConfig& workload);

    /** @param stream first of the source's random streams, as RequestSource::AssignStreams() */
    ns3::Ptr<RequestSource> Make(std::int64_t stream);

  private:
    /** A random variable that draws from @p stream. */
    static ns3::Ptr<ns3::RandomVariableStream> MakeVariable(ns3::ObjectFactory& factory,
                                                            std::int64_t stream);

    const WorkloadConfig& m_workload;
    ns3::ObjectFactory m_source;
    ns3::ObjectFactory m_interarrival;
    ns3::ObjectFactory m_inputBytes;
    ns3::ObjectFactory m_deadline; ///< without a type: none
};

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_SOURCE_MAKER_H
