/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * What looking up costs, and reading what they come from, takes.
 */
#include "dnn/catalog.h"
#include "dnn/cost-table.h"
#include "dnn/energy-model.h"
#include "dnn/host-latency.h"
#include "dnn/latency-model.h"

#include <benchmark/benchmark.h>

#include <cstddef>
#include <numeric>
#include <string>
#include <vector>

namespace edgeward
{

namespace
{

const std::string MODELS = EDGEWARD_SOURCE_DIR "/models";

/** One stage on one node, as the executor asks: layers 3 to 20 of ResNet-50, or all. */
void
StageCost(benchmark::State& state)
{
    const Catalog catalog(MODELS);
    const Dnn& dnn = catalog.GetDnn("resnet-50");
    std::vector<VariantId> variants(dnn.variants.size());
    std::iota(variants.begin(), variants.end(), VariantId{0});
    const std::vector<std::string> devices{"raspberry-pi-4", "jetson-nano"};
    const auto model = Registry<LatencyModel>::Create(Spec::Parse("learned"));
    const auto energy = Registry<EnergyModel>::Create(Spec::Parse("power"));
    const CostTable table(catalog, devices, dnn, variants, *model, *energy);
    const LayerRange range = state.range(0) == 0 ? LayerRange() : LayerRange{3, 20};
    NodeId node = 0;
    for (auto _ : state)
    {
        double seconds = table.RangeSeconds(node, 0, range);
        benchmark::DoNotOptimize(seconds);
        node = 1 - node;
    }
}

BENCHMARK(StageCost)->Arg(0)->Arg(1)->Unit(benchmark::kNanosecond);

/** Every network with the graphs of its variants, every device, every profile of the host. */
void
CatalogLoad(benchmark::State& state)
{
    for (auto _ : state)
    {
        const Catalog catalog(MODELS);
        for (const std::string& device : catalog.DeviceNames())
        {
            catalog.GetDevice(device);
        }
        for (const std::string& name : catalog.DnnNames())
        {
            for (const DnnVariant& variant : catalog.GetDnn(name).variants)
            {
                std::size_t layers = catalog.GetGraph(name, variant.name).LayerCount();
                benchmark::DoNotOptimize(layers);
                if (catalog.HasHostProfile(name, variant.name))
                {
                    double seconds = catalog.GetHostProfile(name, variant.name).totalSeconds;
                    benchmark::DoNotOptimize(seconds);
                }
            }
        }
    }
}

BENCHMARK(CatalogLoad)->Unit(benchmark::kMillisecond);

/** The first prediction of the default latency model: reads the host's profiles and learns. */
void
LatencyFit(benchmark::State& state)
{
    for (auto _ : state)
    {
        const Catalog catalog(MODELS);
        const auto model = Registry<LatencyModel>::Create(Spec::Parse("learned"));
        LatencyCost cost = model->Predict(
            catalog, catalog.GetDevice("jetson-nano"), catalog.GetDnn("lenet-5"), 0, {});
        benchmark::DoNotOptimize(cost);
    }
}

BENCHMARK(LatencyFit)->Unit(benchmark::kMillisecond);

} // namespace

} // namespace edgeward
