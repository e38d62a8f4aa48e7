/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_BASE_RECORD_H
#define EDGEWARD_BASE_RECORD_H

#include "base/ids.h"
#include "base/plan.h"
#include "base/request.h"

#include <string>
#include <vector>

namespace edgeward
{

/** How a request ended. Every request ends exactly once. */
enum class Outcome : std::uint8_t
{
    COMPLETED, ///< the result reached the device
    REJECTED,  ///< the policy, or a full queue with admission control, turned it away
    DROPPED,   ///< lost: timeout, dead node, lost message
    UNFINISHED ///< still in flight when the simulation ended
};

/** "completed", "rejected", "dropped" or "unfinished". */
const char* ToString(Outcome outcome);

/** "device", "edge" or "cloud". */
const char* ToString(NodeRole role);

/** What drew energy. */
enum class EnergyComponent : std::uint8_t
{
    COMPUTE, ///< processor, above its idle power
    RADIO    ///< network interface, above its idle power
};

/** "compute" or "radio". */
const char* ToString(EnergyComponent component);

/** Energy that one request caused at one component of one node, above idle (J). */
struct EnergyShare
{
    NodeId node = NO_NODE;
    EnergyComponent component = EnergyComponent::COMPUTE;
    double joule = 0.0;
};

/** What happened to one stage; times are simulated ns, -1 where the stage did not get so far. */
struct StageRecord
{
    Stage stage;                  ///< as planned
    std::uint64_t inputBytes = 0; ///< bytes that crossed the network for its input, 0: none needed
    std::int32_t feeder = -1;  ///< the stage whose output arrived last; -1: the request's own input
    std::int64_t sentNs = -1;  ///< the last input's transfer began
    std::int64_t readyNs = -1; ///< all inputs are there
    std::int64_t startNs = -1; ///< service began (after queueing and batch wait)
    std::int64_t endNs = -1;   ///< service ended
    std::int64_t loadingNs = 0; ///< of the service, at its beginning: loading the model (ns)
    bool exited = false;        ///< its exit rule ended the inference
};

/** The part of a request's life that a time went into. */
enum class SegmentKind : std::uint8_t
{
    DECISION, ///< arrival until the plan is known at the device
    TRANSFER, ///< bytes under way to a stage
    QUEUE,    ///< waiting for a processor
    COMPUTE,  ///< being executed
    RETURN    ///< result under way to the device
};

/** "decision", "transfer", "queue", "compute" or "return". */
const char* ToString(SegmentKind kind);

/** One piece of the critical path of a request. */
struct Segment
{
    SegmentKind kind = SegmentKind::DECISION;
    NodeId node = NO_NODE; ///< where (for a transfer: to where)
    std::int64_t ns = 0;   ///< how long (ns), >= 0
};

/** Everything known about one request after its end. Rewards and metrics are pure functions of
 * this. */
struct RequestRecord
{
    InferenceRequest request;
    Outcome outcome = Outcome::UNFINISHED;
    std::string reason;             ///< why it was rejected or dropped; empty otherwise
    std::int32_t action = -1;       ///< index in the policy's action space; -1: not enumerated
    std::int64_t decidedNs = -1;    ///< the plan is known at the device (ns)
    std::int64_t endNs = -1;        ///< completed, rejected, dropped, or horizon (ns)
    std::int64_t stateAgeNs = 0;    ///< age of the oldest state of a node that the plan uses (ns)
    std::int64_t resultSentNs = -1; ///< the final stage's node began to send the result (ns)
    std::int32_t finalStage = -1;   ///< the stage whose output is the result; -1: none
    VariantId variant = NO_VARIANT; ///< variant that produced the result
    double accuracy =
        0.0; ///< published or measured accuracy of the result (0..1); 0 unless completed
    std::uint64_t txBytes = 0;       ///< bytes the device sent for it
    std::uint64_t rxBytes = 0;       ///< bytes the device received for it
    std::vector<StageRecord> stages; ///< as executed, in plan order
    std::vector<EnergyShare> energy; ///< by node and component, above idle

    /** End minus arrival (ns), >= 0. */
    std::int64_t LatencyNs() const;

    /** Whether it completed within its deadline (a request without deadline only has to complete).
     */
    bool MetDeadline() const;

    /** Energy that it caused at the device that asked (J). */
    double DeviceJoule() const;

    /** Energy that it caused at all nodes (J). */
    double TotalJoule() const;

    /**
     * Where the time went: consecutive segments from arrival to end along the path that determined
     * the end. Of a completed request their sum equals LatencyNs() exactly. Empty unless completed.
     */
    std::vector<Segment> CriticalPath() const;
};

} // namespace edgeward

#endif // EDGEWARD_BASE_RECORD_H
