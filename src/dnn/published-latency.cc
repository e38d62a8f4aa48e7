/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/published-latency.h"

#include "dnn/latency-model.h"
#include "dnn/layer-share.h"

namespace edgeward
{

std::optional<LatencyCost>
FindPublished(const Catalog& catalog,
              const DeviceProfile& device,
              const Dnn& dnn,
              const DnnVariant& variant)
{
    for (const PublishedLatency& latency : device.latencies)
    {
        if (latency.dnn == dnn.name && latency.width == variant.width &&
            latency.resolution == variant.resolution && latency.precision == variant.precision &&
            latency.threads == device.threads)
        {
            // Sources give no spread; the host's is the nearest thing measured.
            const double variation = catalog.HasHostProfile(dnn.name, variant.name)
                                         ? catalog.GetHostProfile(dnn.name, variant.name).variation
                                         : 0.0;
            return LatencyCost{latency.seconds, variation, Provenance::PUBLISHED, latency.source};
        }
    }
    return std::nullopt;
}

LatencyCost
PartOf(const LatencyCost& whole,
       const Catalog& catalog,
       const Dnn& dnn,
       const DnnVariant& variant,
       LayerRange range)
{
    if (IsWhole(range))
    {
        return whole;
    }
    const LayerProfile& profile = catalog.GetHostProfile(dnn.name, variant.name);
    LatencyCost part = whole;
    part.meanSeconds *= LayerShare(profile, range);
    part.provenance = Provenance::PREDICTED;
    part.source = "share of these layers on " + profile.host + " of: " + whole.source;
    return part;
}

namespace
{

/** Nothing but the catalogue's published numbers. */
class PublishedModel : public LatencyModel
{
  public:
    LatencyCost
    Predict(const Catalog& catalog,
            const DeviceProfile& device,
            const Dnn& dnn,
            VariantId variantId,
            LayerRange range) const override
    {
        const DnnVariant& variant = dnn.variants.at(variantId);
        const std::optional<LatencyCost> whole = FindPublished(catalog, device, dnn, variant);
        if (!whole)
        {
            throw ConfigError(
                {},
                "",
                "no published latency of " + dnn.name + " " + variant.name + " on " + device.name +
                    " with " + std::to_string(device.threads) + " threads",
                "add a [[latency]] to the device's file, or use the latency model 'auto'");
        }
        return PartOf(*whole, catalog, dnn, variant, range);
    }
};

const Registry<LatencyModel>::Entry ENTRY(
    "published",
    "only what the device catalogue cites; anything else is an error",
    {},
    [](const Spec&) { return std::make_unique<PublishedModel>(); });

} // namespace

} // namespace edgeward
