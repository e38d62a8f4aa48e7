/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_SOURCE_MAKER_H
#define EDGEWARD_SCENARIO_SOURCE_MAKER_H

#include "offload/request-source.h"
#include "scenario/scenario-config.h"
#include "scenario/variable-maker.h"

#include <cstdint>

namespace edgeward
{

/**
 * Makes the request sources of a group of equal devices. What a scenario says as text is read once
 * for the group: with thousands of devices that is most of the time that building takes.
 */
class SourceMaker
{
  public:
    /**
     * @param workload  checked
     * @param variables make its random variables; they live longer
     */
    SourceMaker(const WorkloadConfig& workload, VariableMakers& variables);

    /** @param stream first of the source's random streams, as RequestSource::AssignStreams() */
    ns3::Ptr<RequestSource> Make(std::int64_t stream);

  private:
    ns3::Ptr<RequestSource> m_model; ///< of all sources
    VariableMaker& m_interarrival;
    VariableMaker& m_inputBytes;
    VariableMaker* m_deadline; ///< null: none
};

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_SOURCE_MAKER_H
