/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_POLICY_DECISION_CONTEXT_H
#define EDGEWARD_POLICY_DECISION_CONTEXT_H

#include "base/request.h"
#include "base/shared-list.h"

#include <string>
#include <vector>

namespace edgeward
{

/** A variant as a policy sees it. */
struct VariantInfo
{
    std::string name;      ///< e.g. "d0"; "mobilenet-v1/d0" where there are several networks
    double accuracy = 0.0; ///< 0..1, published or measured
    double macs = 0.0;     ///< multiply-accumulates of one inference
};

/** A network as requests ask for it. */
struct DnnInfo
{
    std::string name;                ///< e.g. "mobilenet-v1"
    std::vector<VariantId> variants; ///< that may answer; never empty
};

/** A node as a policy sees it; fixed during a run. */
struct NodeInfo
{
    NodeId id = NO_NODE;
    std::string name; ///< e.g. "camera-0", "edge"
    NodeRole role = NodeRole::DEVICE;
    SharedList<double> serviceSeconds; ///< predicted time of one whole inference by variant (s)
    SharedList<double> computeJoule;   ///< energy of it above idle by variant (J)
};

/** What the deciding node knows about one node at the time of a decision. */
struct NodeState
{
    NodeId id = NO_NODE;
    bool isReachable = true;     ///< false: failed or out of range, as far as known
    double backlogSeconds = 0.0; ///< time until a job submitted now would start (s)
    double utilization = 0.0;    ///< share of busy workers, 0..1
    double uploadSeconds =
        0.0; ///< expected time until the request's input is there (s); 0 on the device itself
    double returnSeconds =
        0.0; ///< expected time of the result's way back (s); 0 on the device itself
    double uploadJoule = 0.0; ///< energy the device's radio spends on it above idle (J)
    double ageSeconds = 0.0;  ///< age of this knowledge (s); 0: own or true state
};

/**
 * Everything that may enter one decision: the request and what the deciding node knows.
 *
 * nodes[0] is the device that asks; then the servers in the order of the scenario. The positions
 * are the same for every device, so that one network can serve all of them.
 */
struct DecisionContext
{
    InferenceRequest request;
    std::int64_t nowNs = 0;
    std::vector<NodeState> nodes;
    double batteryFraction = 1.0; ///< remaining energy of the device, 0..1; 1 on mains
    double linkRateBps = 0.0; ///< rate of the device's access link as the device knows it (bit/s)
    double ownPending = 0.0;  ///< requests of the device in flight
    double secondsSinceLast = 0.0; ///< since the device's previous decision (s)
};

} // namespace edgeward

#endif // EDGEWARD_POLICY_DECISION_CONTEXT_H
