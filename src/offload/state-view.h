/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_OFFLOAD_STATE_VIEW_H
#define EDGEWARD_OFFLOAD_STATE_VIEW_H

#include "offload/offload-parts.h"
#include "offload/wire.h"

#include <vector>

namespace edgeward
{

/**
 * What one node knows about the servers: only what messages brought it, with their age, and what it
 * measured itself.
 */
class StateView
{
  public:
    /** @param owner the node that knows; @param parts outlives this */
    StateView(const OffloadParts& parts, NodeId owner);

    /** A server's own word about its state. */
    void OnState(NodeId server, const WireState& state);

    /** A transfer of @p bytes to @p server took @p seconds. */
    void OnUpload(NodeId server, std::uint64_t bytes, double seconds);

    /** The result's way back from @p server took @p seconds. */
    void OnReturn(NodeId server, double seconds);

    /** @p server did not answer in time: it counts as unreachable until it is heard of, or for the
     * timeout. */
    void OnSilence(NodeId server);

    /**
     * Knowledge about a server for a request.
     * @param nowNs   the present time; @param rateBps of the access link of the request's device
     * (bit/s)
     */
    NodeState Describe(NodeId server,
                       const InferenceRequest& request,
                       double rateBps,
                       std::int64_t nowNs) const;

    /** The node that knows. */
    NodeId Owner() const;

    /** The least number of a server. */
    NodeId FirstServer() const;

  private:
    struct Knowledge
    {
        WireState state;
        std::int64_t heardNs = -1;       ///< -1: never
        std::int64_t silentSinceNs = -1; ///< -1: it answers
        double uploadSeconds = -1.0;     ///< smoothed; -1: none measured
        double uploadBytes = 0.0;        ///< smoothed size that belongs to uploadSeconds
        double returnSeconds = -1.0;     ///< smoothed; -1: none measured
    };

    /** Null for devices: nothing is kept about peers. */
    Knowledge* Find(NodeId node);

    const OffloadParts& m_parts;
    NodeId m_owner;
    NodeId m_devices;
    std::vector<Knowledge> m_servers; ///< index: NodeId minus number of devices
};

/** The part of a context that a device knows of itself: nodes[0], battery, link. */
NodeState DescribeSelf(const OffloadParts& parts, NodeId node);

/**
 * What the owner of @p view may know: its own true state and what it heard of the others. Of a
 * device that is not the owner it knows only that it was there when the request arrived.
 * @param context receives request, time, battery, link and nodes; its memory is used again
 */
void BuildContext(const OffloadParts& parts,
                  const StateView& view,
                  const InferenceRequest& request,
                  DecisionContext& context);

/** What oracles see: the true state of everything, now. @param context as BuildContext() */
void BuildTrueContext(const OffloadParts& parts,
                      const InferenceRequest& request,
                      DecisionContext& context);

/** The one of both that the policy wants. @param context as BuildContext() */
void BuildContextForPolicy(const OffloadParts& parts,
                           const StateView& view,
                           const InferenceRequest& request,
                           DecisionContext& context);

/** Age of the oldest state of a node that @p plan uses (ns). */
std::int64_t StateAgeNs(const DecisionContext& context, const Plan& plan);

} // namespace edgeward

#endif // EDGEWARD_OFFLOAD_STATE_VIEW_H
