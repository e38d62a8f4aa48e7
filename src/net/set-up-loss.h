/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_SET_UP_LOSS_H
#define EDGEWARD_NET_SET_UP_LOSS_H

#include "ns3/nstime.h"
#include "ns3/propagation-loss-model.h"

namespace edgeward
{

/**
 * Propagation loss that begins with a set-up phase, in which every frame arrives with the same fair
 * power; afterwards the models of the scenario rule.
 *
 * In that phase stations associate and agree on block acknowledgement. ns-3.37 aborts if the
 * acknowledgement of an ADDBA response is lost ("Invalid WifiPhy state": the recipient then answers
 * every MPDU of an A-MPDU by itself), so that exchange must not see fading.
 */
class SetUpLoss : public ns3::PropagationLossModel
{
  public:
    static ns3::TypeId GetTypeId();

    /** @param inner the models after the phase; @param end of the phase, in simulated time */
    void Wrap(ns3::Ptr<ns3::PropagationLossModel> inner, ns3::Time end);

  protected:
    void DoDispose() override;

  private:
    double DoCalcRxPower(double txPowerDbm,
                         ns3::Ptr<ns3::MobilityModel> a,
                         ns3::Ptr<ns3::MobilityModel> b) const override;
    std::int64_t DoAssignStreams(std::int64_t stream) override;

    ns3::Ptr<ns3::PropagationLossModel> m_inner;
    ns3::Time m_end;
};

} // namespace edgeward

#endif // EDGEWARD_NET_SET_UP_LOSS_H
