/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_LATENCY_CONTEXT_H
#define EDGEWARD_DNN_LATENCY_CONTEXT_H

#include "dnn/host-latency.h"
#include "dnn/latency-model.h"

#include <memory>

namespace edgeward
{

/**
 * Keeps what a latency model has worked out of a catalogue for as long as it is asked with the same
 * one. A model belongs to one thread.
 */
class LatencyContext
{
  public:
    /**
     * Host times of @p catalog.
     * @param isNew set to whether they were made by this call: another catalogue, or the first
     */
    const HostLatency& Host(const Catalog& catalog, bool* isNew = nullptr) const;

  private:
    mutable const Catalog* m_catalog = nullptr;
    mutable std::string m_folder;
    mutable std::unique_ptr<HostLatency> m_host;
};

/** The part of a cost that a range of layers takes. */
LatencyCost PartOf(const LatencyCost& whole,
                   const std::vector<double>& layerSeconds,
                   LayerRange range);

} // namespace edgeward

#endif // EDGEWARD_DNN_LATENCY_CONTEXT_H
