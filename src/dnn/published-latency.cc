/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/published-latency.h"

#include "dnn/catalog.h"
#include "dnn/host-latency.h"
#include "dnn/latency-model.h"
#include "dnn/layer-share.h"

namespace edgeward
{

std::optional<LatencyCost>
FindPublished(const DeviceProfile& device, const Dnn& dnn, const DnnVariant& variant)
{
    const VariantKey key = KeyOf(dnn.name, variant);
    for (const PublishedLatency& latency : device.latencies)
    {
        if (latency.threads == device.threads && KeyOf(latency) == key)
        {
            LatencyCost cost;
            cost.meanSeconds = latency.seconds;
            cost.provenance = Provenance::PUBLISHED;
            cost.source = latency.source;
            return cost;
        }
    }
    return std::nullopt;
}

namespace
{

/** Nothing but the catalogue's published numbers; layers take the shares they have on the host. */
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
        std::optional<LatencyCost> whole = FindPublished(device, dnn, variant);
        if (!whole)
        {
            throw ConfigError(
                {},
                "",
                "no published latency of " + dnn.name + " " + variant.name + " on " + device.name +
                    " with " + std::to_string(device.threads) + " threads",
                "add a [[latency]] to the device's file, or use the latency model 'learned'");
        }
        const HostTimes& host = catalog.Derived<HostLatency>().Get(KeyOf(dnn.name, variant));
        // Sources give no spread; the host's is the nearest thing measured.
        whole->variation = host.variation;
        return PartOf(*whole, host.seconds, range);
    }
};

const Registry<LatencyModel>::Entry ENTRY(
    "published",
    "only what the device catalogue cites; anything else is an error",
    {},
    [](const Spec&) { return std::make_unique<PublishedModel>(); });

} // namespace

} // namespace edgeward
