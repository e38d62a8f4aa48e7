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

/** One regression per kind of layer over the host's measurements, scaled to the device by one
 * number. */
class RegressionModel : public LatencyModel
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
                return Sum(host.Regressed(other));
            });
        const std::vector<double>& seconds = host.Regressed(key);
        LatencyCost whole;
        whole.meanSeconds = scale.secondsPerUnit * Sum(seconds);
        whole.variation = host.Get(key).variation;
        whole.relativeError = scale.relativeError;
        whole.source = "regression per kind of layer on the host, scaled to " + device.name +
                       " by the median of " + std::to_string(scale.anchors) + " published networks";
        return PartOf(whole, seconds, range);
    }

  private:
    static double
    Sum(const std::vector<double>& seconds)
    {
        double sum = 0.0;
        for (const double layer : seconds)
        {
            sum += layer;
        }
        return sum;
    }
};

const Registry<LatencyModel>::Entry ENTRY(
    "regression",
    "a regression per layer type, fitted on the host and scaled to the device (Kang et al., "
    "Neurosurgeon, ASPLOS 2017)",
    {},
    [](const Spec&) { return std::make_unique<RegressionModel>(); });

} // namespace

} // namespace edgeward
