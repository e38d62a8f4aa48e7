/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/catalog.h"
#include "dnn/host-latency.h"
#include "dnn/latency-model.h"
#include "dnn/layer-share.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace edgeward
{

namespace
{

// What PALEO (Qi, Sparks and Talwalkar, ICLR 2017) calls the platform percent of peak, and the cost
// of calling a layer. Both: least median error over the published tables, see
// docs/models/latency.md.
constexpr const char* EFFICIENCY = "0.7";
constexpr const char* CALL_SECONDS = "2e-05";

// Standard deviation of ln(predicted / published) over the same tables.
constexpr double RELATIVE_ERROR = 0.9;

/**
 * Every layer at the lower of the two roofs, Williams, Waterman and Patterson, "Roofline", CACM
 * 52(4), 2009, eq. 1, plus a constant:
 *
 *     t = max(2 MACs / (efficiency x peak), bytes / bandwidth) + call
 */
class RooflineModel : public LatencyModel
{
  public:
    explicit RooflineModel(const Spec& spec)
        : m_efficiency(spec.GetDouble("efficiency", ParseDouble(EFFICIENCY).value(), 1e-4, 1.0))
        , m_callSeconds(spec.GetDouble("call_s", ParseDouble(CALL_SECONDS).value(), 0.0, 1.0))
    {
    }

    LatencyCost
    Predict(const Catalog& catalog,
            const DeviceProfile& device,
            const Dnn& dnn,
            VariantId variantId,
            LayerRange range) const override
    {
        CheckSpecification(device);
        const DnnVariant& variant = dnn.variants.at(variantId);
        const VariantKey key = KeyOf(dnn.name, variant);
        const HostLatency& host = catalog.Derived<HostLatency>();
        const DnnGraph& graph = host.Graph(key);
        std::vector<double> seconds;
        for (std::uint16_t k = 0; k < graph.LayerCount(); ++k)
        {
            seconds.push_back(LayerSeconds(device, WorkOf(graph.GetLayer(k))));
        }
        LatencyCost whole;
        whole.meanSeconds = std::accumulate(seconds.begin(), seconds.end(), 0.0);
        whole.variation = host.Get(key).variation;
        whole.relativeError = RELATIVE_ERROR;
        whole.source = "roofline of " + device.name + " (" + device.specificationSource + ")";
        return PartOf(whole, seconds, range);
    }

  private:
    static void
    CheckSpecification(const DeviceProfile& device)
    {
        if (device.peakFlops <= 0.0 || device.memoryBandwidth <= 0.0)
        {
            throw ConfigError({},
                              "",
                              "device '" + device.name +
                                  "' has no peak_flops and memory_bandwidth_bytes_per_s, which the "
                                  "latency model 'roofline' needs",
                              "add them to its file, or use the latency model 'learned'");
        }
    }

    double
    LayerSeconds(const DeviceProfile& device, const LayerWork& work) const
    {
        const double cores = std::min(1.0, static_cast<double>(device.threads) / device.cores);
        return std::max(2.0 * work.macs / (m_efficiency * cores * device.peakFlops),
                        work.Bytes() / device.memoryBandwidth) +
               m_callSeconds;
    }

    double m_efficiency;
    double m_callSeconds;
};

const Registry<LatencyModel>::Entry ENTRY(
    "roofline",
    "the slower of computing and moving bytes, layer by layer, from the device's specification "
    "(Williams et al., CACM 2009; Qi et al., PALEO, ICLR 2017)",
    {{"efficiency", EFFICIENCY, "Share of the peak that layers attain."},
     {"call_s", CALL_SECONDS, "Time to call a layer (s)."}},
    [](const Spec& spec) { return std::make_unique<RooflineModel>(spec); });

} // namespace

} // namespace edgeward
