/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/anchored-latency.h"
#include "dnn/catalog.h"
#include "dnn/host-latency.h"
#include "dnn/latency-model.h"
#include "dnn/layer-share.h"

namespace edgeward
{

namespace
{

/** Multiply-accumulates alone, the cost of most offloading papers: what better models are
 * compared with. */
class MacsModel : public LatencyModel
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
        const VariantKey key = KeyOf(dnn.name, variant);
        const HostLatency& host = catalog.Derived<HostLatency>();
        const AnchoredScale scale =
            AnchorToDevice(host, device, key.precision, [&](const VariantKey& other) {
                return host.Graph(other).Macs();
            });
        const DnnGraph& graph = host.Graph(key);
        std::vector<double> macs;
        for (std::uint16_t k = 0; k < graph.LayerCount(); ++k)
        {
            macs.push_back(graph.GetLayer(k).macs);
        }
        LatencyCost whole;
        whole.meanSeconds = scale.secondsPerUnit * graph.Macs();
        whole.variation = host.Get(key).variation;
        whole.relativeError = scale.relativeError;
        whole.source = "multiply-accumulates at the median rate of " +
                       std::to_string(scale.anchors) + " published networks on " + device.name;
        return PartOf(whole, macs, range);
    }
};

const Registry<LatencyModel>::Entry ENTRY(
    "macs",
    "multiply-accumulates at the device's median published rate; the baseline of validation",
    {},
    [](const Spec&) { return std::make_unique<MacsModel>(); });

} // namespace

} // namespace edgeward
