/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_SOURCE_MAKER_H
#define EDGEWARD_SCENARIO_SOURCE_MAKER_H

#include "offload/request-source.h"
#include "scenario/scenario-config.h"

#include "ns3/object-factory.h"
#include "ns3/random-variable-stream.h"

#include <optional>
#include <string>

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
    /** Makes the random variables of one kind. */
    class Variable
    {
      public:
        /** @param text "ns3::UniformRandomVariable[Min=0|Max=1]" */
        explicit Variable(const std::string& text);

        /** One that draws from @p stream; of a constant, which draws nothing, the same for all. */
        ns3::Ptr<ns3::RandomVariableStream> Make(std::int64_t stream);

      private:
        ns3::ObjectFactory m_factory;
        ns3::Ptr<ns3::RandomVariableStream> m_constant;
    };

    ns3::Ptr<RequestSource> m_model; ///< of all sources
    Variable m_interarrival;
    Variable m_inputBytes;
    std::optional<Variable> m_deadline; ///< nothing: none
};

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_SOURCE_MAKER_H
