/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/set-up-loss.h"

#include "ns3/mobility-model.h"
#include "ns3/simulator.h"

namespace edgeward
{

using namespace ns3;

NS_OBJECT_ENSURE_REGISTERED(SetUpLoss);

namespace
{

// 19 dB above the noise of 20 MHz (-174 dBm/Hz, noise figure 7 dB): enough for management frames,
// and no rate control begins with a rate that a weak link could not use.
constexpr double SET_UP_RX_DBM = -75.0;

} // namespace

TypeId
SetUpLoss::GetTypeId()
{
    static TypeId tid = TypeId("edgeward::SetUpLoss")
                            .SetParent<PropagationLossModel>()
                            .SetGroupName("Edgeward")
                            .AddConstructor<SetUpLoss>();
    return tid;
}

void
SetUpLoss::Wrap(Ptr<PropagationLossModel> inner, Time end)
{
    m_inner = inner;
    m_end = end;
}

double
SetUpLoss::DoCalcRxPower(double txPowerDbm, Ptr<MobilityModel> a, Ptr<MobilityModel> b) const
{
    return Simulator::Now() < m_end ? SET_UP_RX_DBM : m_inner->CalcRxPower(txPowerDbm, a, b);
}

std::int64_t
SetUpLoss::DoAssignStreams(std::int64_t stream)
{
    return m_inner->AssignStreams(stream);
}

void
SetUpLoss::DoDispose()
{
    m_inner = nullptr;
    PropagationLossModel::DoDispose();
}

} // namespace edgeward
