/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_BASE_IDS_H
#define EDGEWARD_BASE_IDS_H

#include <cstdint>
#include <limits>

namespace edgeward
{

/**
 * Index of a node that can execute stages, dense from 0 in the order of the scenario: devices
 * first, then servers. It is not ns3::Node::GetId(): routers and access points have no NodeId.
 */
using NodeId = std::uint32_t;

/** Number of an inference request, unique in one simulation, dense from 0 in order of arrival. */
using RequestId = std::uint64_t;

/** Index of a DnnVariant: within its Dnn, or among all variants of a scenario. */
using VariantId = std::uint16_t;

/** Index of a network in the list of those that a scenario's requests ask for. */
using DnnId = std::uint16_t;

constexpr NodeId NO_NODE = std::numeric_limits<NodeId>::max();
constexpr VariantId NO_VARIANT = std::numeric_limits<VariantId>::max();

/** What a node is to the requests of the scenario. */
enum class NodeRole : std::uint8_t
{
    DEVICE, ///< issues requests, executes on battery or mains
    EDGE,   ///< server at or near the access network
    CLOUD   ///< server behind a wide-area link
};

} // namespace edgeward

#endif // EDGEWARD_BASE_IDS_H
