/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_PROCESSOR_MAKER_H
#define EDGEWARD_SCENARIO_PROCESSOR_MAKER_H

#include "compute/processor.h"
#include "dnn/cost-table.h"
#include "scenario/scenario-config.h"

namespace edgeward
{

/**
 * Makes the processors of a run: the powers and the memory that the catalogue knows, then what the
 * scenario says. All are copies of one wherever that is the same, because reading the defaults of
 * an ns-3 object takes twenty times as long as copying it.
 */
class ProcessorMaker
{
  public:
    /** @param costs      lives longer
     *  @param isPreloaded whether models are in memory from the start */
    ProcessorMaker(const CostTable& costs, bool isPreloaded);

    /** What follows is for devices like @p node whose processors are as @p config says. */
    void Begin(const ObjectConfig& config, NodeId node);

    /** One more of them. @pre Begin() */
    ns3::Ptr<Processor> Make() const;

  private:
    ns3::Ptr<Processor> MakeLike(const ObjectConfig& config, NodeId node) const;

    const CostTable& m_costs;
    bool m_isPreloaded;
    ns3::Ptr<Processor> m_plain; ///< as by default
    const ObjectConfig* m_config = nullptr;
    NodeId m_node = 0;
    ns3::Ptr<Processor> m_model; ///< of those that Make() makes
};

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_PROCESSOR_MAKER_H
