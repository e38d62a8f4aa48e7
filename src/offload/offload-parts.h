/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_OFFLOAD_OFFLOAD_PARTS_H
#define EDGEWARD_OFFLOAD_OFFLOAD_PARTS_H

#include "compute/processor.h"
#include "dnn/cost-table.h"
#include "dnn/exit-trace.h"
#include "net/transport.h"
#include "offload/request-tracker.h"
#include "policy/policy.h"

#include <functional>
#include <memory>
#include <vector>

namespace edgeward
{

/** When things happen in the protocol. */
struct ProtocolSettings
{
    NodeId decisionHost = NO_NODE; ///< NO_NODE: every device decides for itself
    ns3::Time
        decisionWindow;     ///< a host collects queries that long before it decides for all of them
    ns3::Time decisionTime; ///< processor time of one decision
    ns3::Time
        reportInterval; ///< between a server's state reports; 0: state travels with results only
    ns3::Time timeout;  ///< a request without answer for so long is dropped
};

/** What the network says of itself: to nodes about their own links, to oracles about everything. */
struct NetworkProbe
{
    /** True expected time to move @p bytes with @p otherBytes of others under way (s). */
    std::function<double(NodeId from, NodeId to, std::uint64_t bytes, std::uint64_t otherBytes)>
        transferSeconds;

    /** Cell of a device: what others of it have under way competes for the same medium.
     * Null: all are in one. */
    std::function<std::uint32_t(NodeId device)> cell;

    /** Rate of a device's access link as the device knows it (bit/s). */
    std::function<double(NodeId device)> linkRateBps;

    /** Power of a device's radio above idle while sending (W). */
    std::function<double(NodeId device)> radioTxWatt;

    /** Remaining energy of a device, 0..1; 1 on mains. */
    std::function<double(NodeId device)> batteryFraction;
};

/** What the nodes of one simulation share. */
struct OffloadParts
{
    ns3::Ptr<Transport> transport;
    ns3::Ptr<RequestTracker> tracker;
    Policy* policy = nullptr; ///< outlives the simulation
    PolicyEnvironment environment;
    std::shared_ptr<const CostTable> costs; ///< by NodeId and VariantId
    std::shared_ptr<const ExitTrace>
        exits; ///< null: confidence is uniform, drawn from the sample's number
    std::vector<ns3::Ptr<Processor>> processors; ///< by NodeId
    std::vector<double> decisionWatt;            ///< power above idle of deciding, by NodeId (W)
    ProtocolSettings settings;
    NetworkProbe probe;
    /** The last context of a device that decided for itself: its memory is used again. */
    std::shared_ptr<std::vector<DecisionContext>> asked =
        std::make_shared<std::vector<DecisionContext>>(1);
};

} // namespace edgeward

#endif // EDGEWARD_OFFLOAD_OFFLOAD_PARTS_H
