/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_OFFLOAD_WIRE_H
#define EDGEWARD_OFFLOAD_WIRE_H

#include "base/plan.h"
#include "base/request.h"
#include "net/message.h"
#include "policy/decision-context.h"

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace edgeward
{

/** What a node says about itself: own reports, and carried along with results. */
struct WireState
{
    double backlogSeconds = 0.0;
    double utilization = 0.0;
    std::int64_t measuredNs = 0; ///< when it was so (sender's clock; clocks agree)
};

/** Input of a stage: the request's own input, or what an earlier stage produced. The payload is the
 * data. */
struct StageInput
{
    InferenceRequest request;
    std::shared_ptr<const Plan> plan; ///< never null
    std::uint16_t stage = 0;          ///< to execute on the receiver
    std::int32_t feeder = -1;         ///< stage whose output this is; -1: the request's own input
    std::int32_t origin =
        -1; ///< the stage at which the policy extended the plan; -1: as first decided
    std::int64_t sentNs = 0; ///< when the sender handed it to its transport
};

/** Answer of a stage that ends the inference, or the news that it was turned away. The payload is
 * the answer. */
struct StageResult
{
    RequestId request = 0;
    std::uint16_t stage = 0;
    std::uint16_t expected = 0; ///< the stage of the first plan whose result this is instead of
    bool isRejected = false;    ///< the executing node's queue was full
    bool isExit = false;        ///< an exit rule ended it: no other result will follow
    double accuracy = 0.0;      ///< 0..1
    std::uint64_t inputBytes =
        0; ///< payload of the stage input that the device sent; 0: none came from it
    std::int64_t inputSentNs = 0;    ///< when the device sent it
    std::int64_t inputArrivedNs = 0; ///< when it had arrived
    std::int64_t sentNs = 0;         ///< when this result was handed to the transport
    WireState state;
};

/** A server's periodic report. */
struct StateReport
{
    WireState state;
};

/** A device asks the deciding server; what it knows travels along. */
struct DecisionQuery
{
    DecisionContext context;
};

/** The deciding server's answer. */
struct DecisionReply
{
    RequestId request = 0;
    Plan plan;
    std::int64_t stateAgeNs = 0;
    WireState state; ///< of the deciding server
};

using WireMessage =
    std::variant<StageInput, StageResult, StateReport, DecisionQuery, DecisionReply>;

/** The header bytes of a message; version 1. */
std::vector<std::uint8_t> EncodeWire(const WireMessage& message);

/** How many bytes EncodeWire() makes. */
std::uint32_t CountWireBytes(const WireMessage& message);

/** @return nothing if @p bytes are no message of this version: foreign, truncated, too long, or out
 * of range. */
std::optional<WireMessage> DecodeWire(const std::vector<std::uint8_t>& bytes);

/** A message of ours as a transport carries it. */
class WireContent final : public MessageContent
{
  public:
    explicit WireContent(WireMessage wire);
    std::vector<std::uint8_t> Encode() const override;

    const WireMessage message;
};

} // namespace edgeward

#endif // EDGEWARD_OFFLOAD_WIRE_H
