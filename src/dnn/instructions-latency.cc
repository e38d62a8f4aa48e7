/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/catalog.h"
#include "dnn/latency-model.h"
#include "dnn/layer-share.h"

namespace edgeward
{

namespace
{

/** What simulators of tasks compute with: t = instructions / (instructions per second of a core).
 * Of a network its multiply-accumulates count. */
class InstructionsModel : public LatencyModel
{
  public:
    LatencyCost
    Predict(const Catalog& catalog,
            const DeviceProfile& device,
            const Dnn& dnn,
            VariantId variantId,
            LayerRange range) const override
    {
        if (device.instructionRate <= 0.0)
        {
            throw ConfigError({},
                              "",
                              "device '" + device.name +
                                  "' has no instructions_per_s, which the latency model "
                                  "'instructions' needs",
                              "add it to its file, or use the latency model 'learned'");
        }
        const DnnVariant& variant = dnn.variants.at(variantId);
        const DnnGraph& graph = catalog.GetGraph(dnn.name, variant.name);
        std::vector<double> macs;
        for (std::uint16_t k = 0; k < graph.LayerCount(); ++k)
        {
            macs.push_back(graph.GetLayer(k).macs);
        }
        LatencyCost whole;
        whole.meanSeconds = variant.macs / device.instructionRate;
        whole.source = "instructions at the rate of a core of " + device.name + " (" +
                       device.specificationSource + ")";
        return PartOf(whole, macs, range);
    }
};

const Registry<LatencyModel>::Entry ENTRY("instructions",
                                          "instructions of a task over those that a core executes "
                                          "per second: machines and tasks of other "
                                          "simulators",
                                          {},
                                          [](const Spec&) {
                                              return std::make_unique<InstructionsModel>();
                                          });

} // namespace

} // namespace edgeward
