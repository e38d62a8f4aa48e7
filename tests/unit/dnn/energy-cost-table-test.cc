/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The cost table's energy, frequency levels, spread and sizes.
 */
#include "dnn/catalog.h"
#include "dnn/cost-table.h"
#include "dnn/latency-model.h"
#include "dnn/model-size.h"
#include "support/complaint.h"
#include "unit/dnn/small-models.h"

#include <gmock/gmock.h>

namespace edgeward
{
namespace
{

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr VariantId BIG = 0;

/** The board at two levels: its own, and one at half the clock. */
const std::string LEVELS = R"(
[[dvfs]]
name = "1 GHz"
frequency_hz = 1e9
latency_factor = 1.0
idle_w = 1.0
busy_w = 3.5
source = "a meter"

[[dvfs]]
name = "500 MHz"
frequency_hz = 5e8
latency_factor = 1.9
idle_w = 0.8
busy_w = 1.6
source = "a meter"
)";

CostTable
MakeTable(const SmallModels& models,
          const std::vector<NodeDevice>& nodes,
          const std::string& energy = "power")
{
    const Catalog catalog(models.Path());
    const auto model = Registry<LatencyModel>::Create(Spec::Parse("published"));
    const auto joule = Registry<EnergyModel>::Create(Spec::Parse(energy));
    return CostTable(catalog, nodes, catalog.GetDnn("small"), {BIG}, *model, *joule);
}

/** The small models, whose board has the levels. */
class ModelsWithLevels : public SmallModels
{
  public:
    ModelsWithLevels()
    {
        Write("devices/board.toml", SMALL_DEVICE + LEVELS);
    }
};

TEST(EnergyCostTable, PartsSumToTheWholeInEveryModel)
{
    const ModelsWithLevels models;
    for (const char* const energy : {"power", "kappa-f2", "kappa-f2(cyclesPerMac=3)", "per-mac"})
    {
        const CostTable table = MakeTable(models, {{"board"}, {"board", "500 MHz"}}, energy);
        for (NodeId node = 0; node < 2; ++node)
        {
            double parts = 0.0;
            for (std::uint16_t layer = 0; layer < table.LayerCount(BIG); ++layer)
            {
                parts +=
                    table.Joule(node, BIG, {layer, static_cast<std::uint16_t>(layer + 1)}, 2.0);
            }
            const double whole = table.Joule(node, BIG, {}, 2.0);
            EXPECT_GT(whole, 0.0) << energy;
            EXPECT_NEAR(parts, whole, 1e-12 * whole) << energy;
        }
    }
}

TEST(EnergyCostTable, WorkersShareThePowerButNotTheEnergyOfTheWork)
{
    const ModelsWithLevels models;
    const CostTable power = MakeTable(models, {{"board"}});
    EXPECT_DOUBLE_EQ(power.Joule(0, BIG), 2.5 * 0.02);
    EXPECT_DOUBLE_EQ(power.Joule(0, BIG, {}, 4.0), 2.5 * 0.02 / 4.0);
    EXPECT_EQ(power.WorkJoule(0, BIG), 0.0);
    EXPECT_EQ(power.BusyWatt(0), 3.5);
    const CostTable work = MakeTable(models, {{"board"}}, "per-mac(fp32PicoJoule=10)");
    EXPECT_DOUBLE_EQ(work.Joule(0, BIG, {}, 4.0), 10e-12 * 8e6);
    EXPECT_DOUBLE_EQ(work.WorkJoule(0, BIG), 10e-12 * 8e6);
    // Layers of 4, 3 and 1 million.
    EXPECT_DOUBLE_EQ(work.WorkJoule(0, BIG, {1, 2}), 10e-12 * 3e6);
    EXPECT_EQ(work.BusyWatt(0), 1.0) << "nothing above idle but the work";
}

TEST(EnergyCostTable, ALevelMultipliesTheTimeAndBringsItsPowers)
{
    const ModelsWithLevels models;
    const CostTable table =
        MakeTable(models, {{"board"}, {"board", "500 MHz"}, {"board", "1 GHz"}, {"board"}});
    EXPECT_DOUBLE_EQ(table.Whole(0, BIG).meanSeconds, 0.02);
    EXPECT_DOUBLE_EQ(table.Whole(1, BIG).meanSeconds, 1.9 * 0.02);
    EXPECT_DOUBLE_EQ(table.RangeSeconds(1, BIG, {1, 2}), 1.9 * table.RangeSeconds(0, BIG, {1, 2}));
    EXPECT_DOUBLE_EQ(table.Joule(1, BIG), (1.6 - 0.8) * 1.9 * 0.02);
    EXPECT_EQ(table.Device(1).idleWatt, 0.8);
    EXPECT_EQ(table.Device(1).busyWatt, 1.6);
    EXPECT_THAT(table.Whole(1, BIG).source, HasSubstr("x 1.9 at 500 MHz"));
    EXPECT_EQ(table.Whole(2, BIG).meanSeconds, table.Whole(3, BIG).meanSeconds);
    EXPECT_EQ(table.Whole(2, BIG).source, table.Whole(3, BIG).source);
}

TEST(EnergyCostTable, AnUnknownLevelAndAMissingClockAreProblems)
{
    const ModelsWithLevels models;
    EXPECT_THAT(Complaint([&] {
                    MakeTable(models, {{"board", "2 GHz"}});
                }),
                AllOf(HasSubstr("'2 GHz'"), HasSubstr("500 MHz")));
    const SmallModels plain;
    EXPECT_THAT(Complaint([&] { MakeTable(plain, {{"board"}}, "kappa-f2"); }), HasSubstr("clock"));
}

TEST(EnergyCostTable, TheSpreadIsWhatTheHostMeasured)
{
    const SmallModels models;
    const ExecutionSpread spread = MakeTable(models, {{"board"}}).Spread(0, BIG);
    EXPECT_DOUBLE_EQ(spread.variation, 0.1);
    EXPECT_DOUBLE_EQ(spread.median, 1.0);
    EXPECT_DOUBLE_EQ(spread.p95, 1.2);
}

TEST(ModelSize, IsTheFileAndTheLargestSetOfLiveActivations)
{
    const SmallModels models;
    const ModelSize size = MakeTable(models, {{"board"}}).Size(BIG);
    EXPECT_EQ(size.fileBytes, 4e6);
    // The input of 3 x 32 x 32 bytes and the 400 bytes of the first layer live together.
    EXPECT_EQ(size.activationBytes, 3072.0 + 400.0);
    EXPECT_EQ(size.MemoryBytes(), 4e6 + 3472.0);
}

TEST(ModelSize, WithoutFileParametersTakeFourBytesOrOne)
{
    DnnVariant variant;
    variant.name = "v";
    variant.resolution = 32;
    variant.precision = "fp32";
    variant.parameters = 1e6;
    EXPECT_EQ(SizeOf(variant, DnnGraph(variant)).fileBytes, 4e6);
    variant.precision = "int8";
    EXPECT_EQ(SizeOf(variant, DnnGraph(variant)).fileBytes, 1e6);
}

TEST(ModelSize, WhatDoesNotFitIsRefusedWithBothNumbers)
{
    DnnVariant variant;
    variant.name = "huge";
    DeviceProfile device;
    device.name = "board";
    device.memoryBytes = 512e6;
    const ModelSize size{500e6, 20e6};
    EXPECT_THAT(Complaint([&] { CheckFits(device, variant, size); }),
                AllOf(HasSubstr("'huge'"),
                      HasSubstr("520 MB"),
                      HasSubstr("'board' has 512 MB"),
                      HasSubstr("network.variants")));
    device.memoryBytes = 520e6;
    EXPECT_EQ(Complaint([&] { CheckFits(device, variant, size); }), "");
    device.memoryBytes = 0.0;
    EXPECT_EQ(Complaint([&] { CheckFits(device, variant, size); }), "") << "unknown";
}

} // namespace
} // namespace edgeward
