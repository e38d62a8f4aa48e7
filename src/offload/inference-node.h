/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_OFFLOAD_INFERENCE_NODE_H
#define EDGEWARD_OFFLOAD_INFERENCE_NODE_H

#include "offload/decision-host.h"
#include "offload/device-client.h"
#include "offload/stage-executor.h"
#include "offload/state-view.h"

#include "ns3/event-id.h"

#include <memory>
#include <optional>

namespace edgeward
{

/**
 * The protocol's side of one node: takes messages in, and hands each to the part that it concerns.
 * Every node executes stages; devices ask; servers report their state; one of them may decide for
 * all.
 */
class InferenceNode
{
  public:
    /** @param parts outlives this */
    InferenceNode(const OffloadParts& parts, NodeId self);

    /** Begin state reports. @param first delay of the first one */
    void Start(ns3::Time first);

    /** A device asks for an inference now. @pre the node is a device */
    void Submit(const InferenceRequest& request);

    /** The node fails, or comes back with nothing in memory. */
    void SetUp(bool isUp);
    bool IsUp() const;

    /** Messages that were none of ours, or damaged. */
    std::uint64_t GetForeignMessages() const;

  private:
    void Send(NodeId to, WireMessage&& message, std::uint64_t payloadBytes);
    void Receive(NodeId from, const Message& message);
    void Handle(NodeId from, const WireMessage& message, std::uint64_t payloadBytes);
    /** Whether the request and plan that came along, if any, can be executed in this scenario. */
    bool IsExecutable(const WireMessage& message) const;
    void Report();
    void CountRadio(NodeId to, const WireMessage& message, std::uint64_t bytes);

    const OffloadParts& m_parts;
    NodeId m_self;
    bool m_isUp = true;
    StateView m_view;
    std::optional<DeviceClient> m_client; ///< devices only
    StageExecutor m_executor;
    std::unique_ptr<DecisionHost> m_host; ///< the deciding server only
    ns3::EventId m_report;
    std::uint64_t m_foreign = 0;
};

} // namespace edgeward

#endif // EDGEWARD_OFFLOAD_INFERENCE_NODE_H
