/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_OFFLOAD_DECISION_HOST_H
#define EDGEWARD_OFFLOAD_DECISION_HOST_H

#include "offload/stage-executor.h"
#include "offload/state-view.h"

#include <vector>

namespace edgeward
{

/**
 * A server that decides for all devices: collects queries for the decision window, decides for the
 * set at once, replies to each device. Devices tell it what they know of themselves; of the servers
 * it knows what StateView heard.
 */
class DecisionHost
{
  public:
    /** @param parts and @p view outlive this; @param view is the host's own */
    DecisionHost(const OffloadParts& parts, const StateView& view, StageExecutor::Sender send);

    void OnQuery(const DecisionQuery& query);

  private:
    void DecideAll();

    const OffloadParts& m_parts;
    const StateView& m_view;
    StageExecutor::Sender m_send;
    std::vector<DecisionContext> m_waiting;
};

} // namespace edgeward

#endif // EDGEWARD_OFFLOAD_DECISION_HOST_H
