/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_BASE_PLAN_H
#define EDGEWARD_BASE_PLAN_H

#include "base/ids.h"

#include <string>
#include <vector>

namespace edgeward
{

/** A half-open range [first, last) of a variant's layers; the whole network is {0, ALL_LAYERS}. */
struct LayerRange
{
    static constexpr std::uint16_t ALL_LAYERS = 0xffff;
    std::uint16_t first = 0;
    std::uint16_t last = ALL_LAYERS; ///< one past the last layer; ALL_LAYERS: to the end
};

/** The part of a layer range's rows that a stage computes (spatial partition), as fractions. */
struct Slice
{
    double begin = 0.0; ///< 0 <= begin < end
    double end = 1.0;   ///< begin < end <= 1
};

/** Whether an inference may end after a stage, and who says so. */
struct ExitRule
{
    enum class Kind : std::uint8_t
    {
        NONE,       ///< go on with the next stages
        CONFIDENCE, ///< end when the exit's confidence (max softmax) >= threshold
        ENTROPY,    ///< end when the exit's entropy (nats) <= threshold
        ASK_POLICY  ///< ask the policy again, which answers with a new plan or "stop here"
    };
    Kind kind = Kind::NONE;
    double threshold = 0.0; ///< confidence 0..1, or entropy (nats) >= 0
};

/** Compression of what crosses an edge of the plan. */
struct Codec
{
    double ratio = 1.0;         ///< bytes before / bytes after, >= 1
    double encodeSeconds = 0.0; ///< processor time at the sender (s)
    double decodeSeconds = 0.0; ///< processor time at the receiver (s)
};

/** Execution of a range of layers of one variant on one node. */
struct Stage
{
    NodeId node = NO_NODE;
    VariantId variant = 0;
    LayerRange layers;
    Slice slice;
    ExitRule exit;
    std::uint8_t dvfsLevel = 0; ///< 0: the device's nominal frequency
};

/** Bytes from one stage to a later one. */
struct PlanEdge
{
    std::uint16_t from = 0;  ///< index of the producing stage
    std::uint16_t to = 0;    ///< index of the consuming stage, > from
    std::uint64_t bytes = 0; ///< bytes that cross before compression
    Codec codec;
};

/**
 * The answer to "where does this inference run, with which variant": admit or reject, and a DAG of
 * stages.
 *
 * Stages stand in topological order. A stage without incoming edge reads the request's input, which
 * the device sends to it unless it runs there. Stages without outgoing edge send the result to the
 * device. Every published system of the field is a restriction of this type
 * (docs/explanation/architecture.md).
 */
struct Plan
{
    bool admit = true;
    std::vector<Stage> stages;
    std::vector<PlanEdge> edges;
    std::int32_t action =
        -1; ///< index in the policy's action space, for records; -1: not enumerated

    /** The plan that runs the whole of @p variant on @p node. */
    static Plan Whole(NodeId node, VariantId variant);

    /** The plan that turns the request away. */
    static Plan Reject();

    /** Chain: stage k feeds stage k+1 with @p bytes[k]; @pre bytes.size() + 1 == stages.size(). */
    static Plan Chain(std::vector<Stage> stages, const std::vector<std::uint64_t>& bytes);

    /** Indices of the edges that end in @p stage. */
    std::vector<std::uint16_t> Incoming(std::uint16_t stage) const;

    /** Indices of the edges that start in @p stage. */
    std::vector<std::uint16_t> Outgoing(std::uint16_t stage) const;

    /**
     * What makes the plan impossible to execute: no stage, a node or variant out of range, an edge
     * backwards or out of range, an empty layer range or slice, a codec ratio below 1, a threshold
     * out of range.
     *
     * @param nodes    number of nodes of the scenario
     * @param variants number of variants of the scenario
     * @return empty if the plan is sound, else one sentence.
     */
    std::string Problem(NodeId nodes, VariantId variants) const;
};

} // namespace edgeward

#endif // EDGEWARD_BASE_PLAN_H
