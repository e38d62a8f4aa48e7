/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/layer-share.h"

#include "base/errors.h"

namespace edgeward
{

bool
IsWhole(LayerRange range)
{
    return range.first == 0 && range.last == LayerRange::ALL_LAYERS;
}

double
LayerShare(const std::vector<double>& seconds, LayerRange range)
{
    const std::size_t count = seconds.size();
    const std::size_t last = range.last == LayerRange::ALL_LAYERS ? count : range.last;
    if (range.first > last || last > count)
    {
        throw ConfigError("layers " + std::to_string(range.first) + " to " + std::to_string(last) +
                          " of a network of " + std::to_string(count) + " layers");
    }
    double part = 0.0;
    double whole = 0.0;
    for (std::size_t k = 0; k < count; ++k)
    {
        whole += seconds[k];
        part += k >= range.first && k < last ? seconds[k] : 0.0;
    }
    return part / whole;
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
