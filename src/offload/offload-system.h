/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_OFFLOAD_OFFLOAD_SYSTEM_H
#define EDGEWARD_OFFLOAD_OFFLOAD_SYSTEM_H

#include "offload/inference-node.h"
#include "offload/offload-parts.h"

#include <memory>
#include <vector>

namespace edgeward
{

/**
 * The running protocol of one simulation: one InferenceNode per node over a transport, a tracker
 * and a policy. Scenario files and scripts build the parts; this puts them to work.
 */
class OffloadSystem
{
  public:
    /**
     * Tells the policy that a run begins, and joins every node to the transport.
     * @param parts complete; processors and cost table cover every node of the environment
     * @throws ConfigError if the policy cannot work in this environment
     */
    explicit OffloadSystem(OffloadParts parts);

    /** Begin state reports and background loads; before the simulation runs. */
    void Start();

    /** Device @p device asks for an inference now; id, device and arrival time are set here. */
    void Submit(NodeId device, const InferenceRequest& request);

    /** A node fails now, or comes back. */
    void SetNodeUp(NodeId node, bool isUp);

    /** The horizon: what is in flight becomes unfinished, and the policy is told. */
    void Finish();

    const OffloadParts& Parts() const;

  private:
    OffloadParts m_parts;
    std::vector<std::unique_ptr<InferenceNode>> m_nodes;
};

} // namespace edgeward

#endif // EDGEWARD_OFFLOAD_OFFLOAD_SYSTEM_H
