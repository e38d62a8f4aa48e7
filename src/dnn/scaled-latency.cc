/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/text.h"
#include "dnn/latency-model.h"
#include "dnn/published-latency.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace edgeward
{

namespace
{

/** A published latency whose variant is also measured on the host. */
struct Anchor
{
    const PublishedLatency* latency = nullptr;
    const DnnVariant* variant = nullptr;
    const LayerProfile* profile = nullptr;
    std::tuple<bool, bool, double>
        distance; ///< other network, other precision, |ln of the ratio of MACs|
};

/** The variant of a network that a published latency is about; null if there is none. */
const DnnVariant*
VariantOf(const Dnn& dnn, const PublishedLatency& latency)
{
    for (const DnnVariant& variant : dnn.variants)
    {
        if (variant.width == latency.width && variant.resolution == latency.resolution &&
            variant.precision == latency.precision)
        {
            return &variant;
        }
    }
    return nullptr;
}

/** The latency as an anchor for @p variant of @p dnn; latency null if it cannot be one. */
Anchor
MakeAnchor(const Catalog& catalog,
           const PublishedLatency& latency,
           const Dnn& dnn,
           const DnnVariant& variant)
{
    Anchor anchor;
    const Dnn* network = &dnn;
    if (latency.dnn != dnn.name)
    {
        const std::vector<std::string> names = catalog.DnnNames();
        if (!std::binary_search(names.begin(), names.end(), latency.dnn))
        {
            return anchor;
        }
        network = &catalog.GetDnn(latency.dnn);
    }
    anchor.variant = VariantOf(*network, latency);
    if (!anchor.variant || !catalog.HasHostProfile(latency.dnn, anchor.variant->name))
    {
        return anchor;
    }
    anchor.profile = &catalog.GetHostProfile(latency.dnn, anchor.variant->name);
    anchor.latency = &latency;
    anchor.distance = {latency.dnn != dnn.name,
                       latency.precision != variant.precision,
                       std::abs(std::log(variant.macs / anchor.variant->macs))};
    return anchor;
}

/** The nearest anchor of the device; the first of the file among equals. @throws ConfigError if
 * there is none. */
Anchor
FindAnchor(const Catalog& catalog,
           const DeviceProfile& device,
           const Dnn& dnn,
           const DnnVariant& variant)
{
    Anchor best;
    for (const PublishedLatency& latency : device.latencies)
    {
        if (latency.threads != device.threads)
        {
            continue;
        }
        const Anchor candidate = MakeAnchor(catalog, latency, dnn, variant);
        if (candidate.latency && (!best.latency || candidate.distance < best.distance))
        {
            best = candidate;
        }
    }
    if (!best.latency)
    {
        throw ConfigError({},
                          "",
                          "device '" + device.name + "' has no published latency, with its " +
                              std::to_string(device.threads) +
                              " threads, of a variant that has a host profile",
                          "add a [[latency]] to its file, see docs/how-to/add-a-device.md");
    }
    return best;
}

std::string
Milliseconds(double seconds)
{
    return FormatDouble(std::round(seconds * 1e6) / 1e3) + " ms";
}

/**
 * Published where it exists, else the host profile scaled by what the device needs for a variant
 * that is published: t(variant, device) = t(variant, host) x t(anchor, device) / t(anchor, host).
 */
class AutoModel : public LatencyModel
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
        const std::optional<LatencyCost> published = FindPublished(catalog, device, dnn, variant);
        const LatencyCost whole = published ? *published : Scale(catalog, device, dnn, variant);
        return PartOf(whole, catalog, dnn, variant, range);
    }

  private:
    static LatencyCost
    Scale(const Catalog& catalog,
          const DeviceProfile& device,
          const Dnn& dnn,
          const DnnVariant& variant)
    {
        const Anchor anchor = FindAnchor(catalog, device, dnn, variant);
        const LayerProfile& profile = catalog.GetHostProfile(dnn.name, variant.name);
        LatencyCost cost;
        cost.meanSeconds =
            profile.totalSeconds * anchor.latency->seconds / anchor.profile->totalSeconds;
        cost.variation = profile.variation;
        cost.provenance = Provenance::PREDICTED;
        cost.source = dnn.name + " " + variant.name + " on " + profile.host + " (" +
                      Milliseconds(profile.totalSeconds) + ") scaled by " + anchor.latency->dnn +
                      " " + anchor.variant->name + " on " + device.name + " (" +
                      Milliseconds(anchor.latency->seconds) + ", " + anchor.latency->source +
                      ") over the same on " + anchor.profile->host + " (" +
                      Milliseconds(anchor.profile->totalSeconds) + ")";
        return cost;
    }
};

const Registry<LatencyModel>::Entry ENTRY(
    "auto",
    "published where it exists for the variant, else the host profile scaled by "
    "the nearest published variant of the device",
    {},
    [](const Spec&) { return std::make_unique<AutoModel>(); });

} // namespace

} // namespace edgeward
