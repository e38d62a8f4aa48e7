/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_OFFLOAD_STAGE_EXECUTOR_H
#define EDGEWARD_OFFLOAD_STAGE_EXECUTOR_H

#include "offload/offload-parts.h"
#include "offload/state-view.h"
#include "offload/wire.h"

#include <functional>
#include <map>
#include <utility>

namespace edgeward
{

/**
 * Runs the stages of plans that belong to one node: collects a stage's inputs, queues it at the
 * processor, applies its exit rule, and hands its output on, node to node, or its result back to
 * the device. Any Plan runs through it.
 */
class StageExecutor
{
  public:
    /** Sends a message to a node; to the own node it arrives at once. */
    using Sender =
        std::function<void(NodeId to, WireMessage&& message, std::uint64_t payloadBytes)>;

    /** @param parts outlives this; @param view what the executing node knows; outlives this */
    StageExecutor(const OffloadParts& parts, const StateView& view, Sender send);

    /** Input for a stage of this node is there. @param payloadBytes as it crossed the network, 0:
     * it did not */
    void OnInput(const StageInput& input, std::uint64_t payloadBytes);

    /** This node's word about itself. */
    WireState State() const;

  private:
    /** A stage whose inputs are gathering or that is queued. */
    struct Pending
    {
        StageInput input;             ///< the last one that came
        std::size_t missing = 0;      ///< inputs still to come
        std::uint64_t inputBytes = 0; ///< of the input that came from the device
        std::int64_t inputSentNs = 0;
        std::int64_t inputArrivedNs = 0;
    };
    using Key = std::pair<RequestId, std::uint16_t>;

    using Stages = std::map<Key, Pending>;

    void Queue(Stages::iterator entry);
    void OnDone(Stages::iterator entry, const ComputeResult& result);
    void HandOn(const Pending& done, bool mayStop);
    void SendResult(const Pending& done, bool isExit, bool isRejected);

    const OffloadParts& m_parts;
    const StateView& m_view;
    NodeId m_self;
    Sender m_send;
    Stages m_pending;
};

/** Sends the inputs of @p plan's stages that @p feeder feeds (-1: the request's own input), from
 * the node that has the data. */
void SendStageInputs(const OffloadParts& parts,
                     const InferenceRequest& request,
                     const std::shared_ptr<const Plan>& plan,
                     std::int32_t feeder,
                     NodeId from,
                     const StageExecutor::Sender& send,
                     std::int32_t origin = -1);

} // namespace edgeward

#endif // EDGEWARD_OFFLOAD_STAGE_EXECUTOR_H
