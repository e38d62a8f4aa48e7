/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_FLOW_NETWORK_H
#define EDGEWARD_NET_FLOW_NETWORK_H

#include "net/flow-access.h"
#include "net/topology.h"

#include <vector>

namespace edgeward
{

/** The links and the access network of a topology as resources, and what messages take of them. */
class FlowNetwork
{
  public:
    /**
     * @param topology after BuildForFlows(); its access network is a FlowAccess. Lives longer.
     * @throws std::logic_error if the access network is another
     */
    FlowNetwork(const Topology& topology, const FlowProtocol& protocol);

    ~FlowNetwork();
    FlowNetwork(const FlowNetwork&) = delete;
    FlowNetwork& operator=(const FlowNetwork&) = delete;

    FlowProgress& Progress();

    /** @param[out] hops of a message sent now; its memory is used again */
    void Describe(const std::vector<TopologyStep>& path,
                  std::uint64_t bytes,
                  std::vector<FlowHop>& hops) const;

    /** FlowAccess::DrawTurn() of the sender at the beginning of a way. */
    double DrawTurn(const std::vector<TopologyStep>& path, double waitedSeconds);

    /** FlowAccess::DrawInterruption() at the beginning of a way. */
    bool DrawInterruption(const std::vector<TopologyStep>& path,
                          std::uint64_t bytes,
                          std::uint32_t waiting);

    /** A message begins: what others do may add to the hops' times. */
    void Begin(std::vector<FlowHop>& hops, std::int64_t nowNs);

    /** A message has left. @param share that has been carried, 0..1; @param atNs when */
    void End(const std::vector<FlowHop>& hops, double share, std::int64_t atNs);

  private:
    /** The two directions of a server's link. */
    struct Link
    {
        FlowSharing::ResourceId up = 0;
        FlowSharing::ResourceId down = 0;
        double rateBps = 0.0;
        double delaySeconds = 0.0;
        double lossRate = 0.0;
    };

    FlowHop DescribeLink(const TopologyStep& step, std::uint64_t bytes) const;

    ns3::Ptr<FlowAccess> m_access;
    FlowProtocol m_protocol;
    FlowProgress m_progress;
    std::vector<Link> m_links; ///< by server
};

/** The hop that takes longest. @pre not empty */
const FlowHop& SlowestOf(const std::vector<FlowHop>& hops);

/** Time of a message that has the hops for itself (s), as ExpectPathSeconds(). */
double AloneSeconds(const std::vector<FlowHop>& hops);

} // namespace edgeward

#endif // EDGEWARD_NET_FLOW_NETWORK_H
