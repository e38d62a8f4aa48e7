/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/latency-context.h"

#include "dnn/layer-share.h"

namespace edgeward
{

const HostLatency&
LatencyContext::Host(const Catalog& catalog, bool* isNew) const
{
    // An equal address alone may be another catalogue that took the place of the first.
    const bool isOther = m_catalog != &catalog || m_folder != catalog.Folder();
    if (isOther)
    {
        m_catalog = &catalog;
        m_folder = catalog.Folder();
        m_host = std::make_unique<HostLatency>(catalog);
    }
    if (isNew)
    {
        *isNew = isOther;
    }
    return *m_host;
}

LatencyCost
PartOf(const LatencyCost& whole, const std::vector<double>& layerSeconds, LayerRange range)
{
    if (IsWhole(range))
    {
        return whole;
    }
    LatencyCost part = whole;
    part.meanSeconds *= LayerShare(layerSeconds, range);
    part.provenance = Provenance::PREDICTED;
    part.source = "share of these layers of: " + whole.source;
    return part;
}

} // namespace edgeward
