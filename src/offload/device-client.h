/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_OFFLOAD_DEVICE_CLIENT_H
#define EDGEWARD_OFFLOAD_DEVICE_CLIENT_H

#include "offload/stage-executor.h"
#include "offload/state-view.h"

#include <map>
#include <vector>

namespace edgeward
{

/**
 * The asking side of a device: has each request decided (here, or by the deciding server), starts
 * its plan, waits for the results, and gives up after the timeout.
 */
class DeviceClient
{
  public:
    /** @param parts and @p view outlive this; @param view is the device's own */
    DeviceClient(const OffloadParts& parts, StateView& view, StageExecutor::Sender send);

    /** The device asks for an inference now; id and arrival time are set here. */
    void Submit(InferenceRequest request);

    void OnReply(const DecisionReply& reply);
    void OnResult(NodeId from, const StageResult& result);

  private:
    /** A request that has not ended. */
    struct Pending
    {
        InferenceRequest request;
        std::shared_ptr<const Plan> plan;       ///< null until it is known
        std::vector<std::uint16_t> openResults; ///< stages whose result is still to come
    };

    void Ask(const InferenceRequest& request);
    void DecideHere();
    void Begin(RequestId request, const std::shared_ptr<const Plan>& plan, std::int64_t stateAgeNs);
    /** Be there when the oldest pending request is too old. */
    void Watch();
    /** Drop what is too old. */
    void GiveUpOld();
    void GiveUp(RequestId request);
    void Measure(NodeId from, const StageResult& result);
    void Forget(RequestId request);

    const OffloadParts& m_parts;
    StateView& m_view;
    bool m_isWatching = false; ///< an event is on its way, one for all: they wait equally long
    std::int64_t m_lastDecisionNs = 0;
    std::map<RequestId, Pending> m_pending; ///< oldest first, as ids go up
    StageExecutor::Sender m_send;
};

} // namespace edgeward

#endif // EDGEWARD_OFFLOAD_DEVICE_CLIENT_H
