/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-access.h"

#include <algorithm>
#include <stdexcept>

namespace edgeward
{

using namespace ns3;

NS_OBJECT_ENSURE_REGISTERED(FlowAccess);

TypeId
FlowAccess::GetTypeId()
{
    static TypeId tid =
        TypeId("edgeward::FlowAccess").SetParent<AccessNetwork>().SetGroupName("Edgeward");
    return tid;
}

void
FlowAccess::Attach(FlowProgress& progress, const FlowProtocol& protocol)
{
    m_progress = &progress;
    m_protocol = protocol;
    DoAttach();
}

void
FlowAccess::Begin(FlowHop&)
{
}

double
FlowAccess::ExpectTransferSeconds(std::uint32_t device,
                                  std::uint64_t bytes,
                                  std::uint64_t otherBytes) const
{
    const FlowHop own = Describe(device, true, bytes);
    // They take turns: until our last byte each of the others moves at most as much as we do.
    const auto others = std::min<std::uint64_t>(otherBytes, (CountSharers() - 1) * bytes);
    return own.seconds + own.delaySeconds +
           (others > 0 ? Describe(device, true, others).seconds : 0.0);
}

void
FlowAccess::DoInstall(const NodeContainer&, Ptr<Node>)
{
    throw std::logic_error("FlowAccess has no network devices");
}

} // namespace edgeward
