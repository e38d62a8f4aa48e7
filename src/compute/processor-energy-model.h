/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_COMPUTE_PROCESSOR_ENERGY_MODEL_H
#define EDGEWARD_COMPUTE_PROCESSOR_ENERGY_MODEL_H

#include "compute/processor.h"

#include "ns3/device-energy-model.h"
#include "ns3/energy-source.h"
#include "ns3/event-id.h"

// The energy classes moved from ns3 to ns3::energy in ns-3.42.
namespace ns3
{
namespace energy
{
}
} // namespace ns3

namespace edgeward
{

/** Names of ns-3's energy classes, whichever namespace this ns-3 has them in. */
namespace energy_names
{
using namespace ns3;
using namespace ns3::energy;
using DeviceModel = DeviceEnergyModel;
using Source = EnergySource;
} // namespace energy_names

/**
 * Lets a processor drain an ns-3 energy source: current = power / supply voltage. When the source
 * is depleted the processor goes down; when it is recharged a processor that went down for that
 * reason comes back.
 */
class ProcessorEnergyModel : public energy_names::DeviceModel
{
  public:
    static ns3::TypeId GetTypeId();

    /** Make a model and append it to @p source. Several devices may share a source; a processor has
     * one model. */
    static ns3::Ptr<ProcessorEnergyModel> Install(ns3::Ptr<Processor> processor,
                                                  ns3::Ptr<energy_names::Source> source);

    ~ProcessorEnergyModel() override;

    /** The processor whose power is drawn. */
    void SetProcessor(ns3::Ptr<Processor> processor);

    void SetEnergySource(ns3::Ptr<energy_names::Source> source) override;

    /** Energy that the processor drew since SetProcessor() (J). */
    double GetTotalEnergyConsumption() const override;

    /** Does nothing: the state is the processor's. */
    void ChangeState(int newState) override;

    /** Takes the processor down, in an event of its own at the same time. */
    void HandleEnergyDepletion() override;

    void HandleEnergyRecharged() override;
    void HandleEnergyChanged() override;

  private:
    double DoGetCurrentA() const override;
    void DoDispose() override;

    void TakeDown();

    ns3::Ptr<Processor> m_processor;
    ns3::Ptr<energy_names::Source> m_source;
    double m_jouleBefore = 0.0; ///< drawn before SetProcessor()
    bool m_isDepleted = false;  ///< the processor is down because of the source
    ns3::EventId m_takeDown;
};

} // namespace edgeward

#endif // EDGEWARD_COMPUTE_PROCESSOR_ENERGY_MODEL_H
