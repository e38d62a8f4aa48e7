/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "compute/processor-energy-model.h"

#include "ns3/simulator.h"

namespace edgeward
{

using namespace ns3;

NS_OBJECT_ENSURE_REGISTERED(ProcessorEnergyModel);

TypeId
ProcessorEnergyModel::GetTypeId()
{
    static TypeId tid = TypeId("edgeward::ProcessorEnergyModel")
                            .SetParent<energy_names::DeviceModel>()
                            .SetGroupName("Edgeward")
                            .AddConstructor<ProcessorEnergyModel>();
    return tid;
}

Ptr<ProcessorEnergyModel>
ProcessorEnergyModel::Install(Ptr<Processor> processor, Ptr<energy_names::Source> source)
{
    const auto model = CreateObject<ProcessorEnergyModel>();
    model->SetProcessor(processor);
    model->SetEnergySource(source);
    source->AppendDeviceEnergyModel(model);
    return model;
}

ProcessorEnergyModel::~ProcessorEnergyModel() = default;

void
ProcessorEnergyModel::DoDispose()
{
    m_takeDown.Cancel();
    if (m_processor)
    {
        m_processor->SetPowerObserver(nullptr);
    }
    m_processor = nullptr;
    m_source = nullptr;
    energy_names::DeviceModel::DoDispose();
}

void
ProcessorEnergyModel::SetProcessor(Ptr<Processor> processor)
{
    m_processor = processor;
    m_jouleBefore = processor->GetBusyJoule() + processor->GetIdleJoule();
    // The source integrates the current until now, so it must look before the power changes.
    processor->SetPowerObserver([this] {
        if (m_source)
        {
            m_source->UpdateEnergySource();
        }
    });
}

void
ProcessorEnergyModel::SetEnergySource(Ptr<energy_names::Source> source)
{
    m_source = source;
}

double
ProcessorEnergyModel::GetTotalEnergyConsumption() const
{
    return m_processor->GetBusyJoule() + m_processor->GetIdleJoule() - m_jouleBefore;
}

double
ProcessorEnergyModel::DoGetCurrentA() const
{
    return m_processor ? m_processor->GetWatt() / m_source->GetSupplyVoltage() : 0.0;
}

void
ProcessorEnergyModel::ChangeState(int)
{
}

void
ProcessorEnergyModel::HandleEnergyDepletion()
{
    // The source may find out while the processor is amid a change of state; the failure comes
    // after it.
    if (m_processor && m_takeDown.IsExpired())
    {
        m_takeDown = Simulator::ScheduleNow(&ProcessorEnergyModel::TakeDown, this);
    }
}

void
ProcessorEnergyModel::TakeDown()
{
    m_isDepleted = m_isDepleted || m_processor->IsUp();
    m_processor->SetUp(false);
}

void
ProcessorEnergyModel::HandleEnergyRecharged()
{
    if (m_isDepleted && m_processor)
    {
        m_isDepleted = false;
        m_processor->SetUp(true);
    }
}

void
ProcessorEnergyModel::HandleEnergyChanged()
{
}

} // namespace edgeward
