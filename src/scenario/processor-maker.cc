/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/processor-maker.h"

#include "scenario/object-maker.h"

namespace edgeward
{

using namespace ns3;

ProcessorMaker::ProcessorMaker(const CostTable& costs, bool isPreloaded)
    : m_costs(costs)
    , m_isPreloaded(isPreloaded)
    , m_plain(CreateObject<Processor>())
{
}

void
ProcessorMaker::Begin(const ObjectConfig& config, NodeId node)
{
    m_config = &config;
    m_node = node;
    m_model = MakeLike(config, node);
}

Ptr<Processor>
ProcessorMaker::Make() const
{
    // Random variables of background load cannot be copied.
    return m_model->CanCopy() ? m_model->CopyIdle() : MakeLike(*m_config, m_node);
}

Ptr<Processor>
ProcessorMaker::MakeLike(const ObjectConfig& config, NodeId node) const
{
    const Ptr<Processor> processor =
        m_plain->CanCopy() ? m_plain->CopyIdle() : CreateObject<Processor>();
    const DeviceProfile& profile = m_costs.Device(node);
    processor->SetIdlePower(profile.idleWatt);
    processor->SetBusyPower(m_costs.BusyWatt(node));
    processor->SetMemorySize(profile.memoryBytes);
    processor->SetLoadRate(m_isPreloaded ? 0.0 : profile.loadRate);
    // The catalogue knows powers and memory; the scenario may say otherwise.
    ApplyAttributes(config.attributes, processor);
    return processor;
}

} // namespace edgeward
