/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/cost-table.h"

#include "dnn/catalog.h"
#include "dnn/latency-model.h"
#include "support/complaint.h"
#include "unit/dnn/small-models.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <ctime>

namespace edgeward
{
namespace
{

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr VariantId BIG = 0;
constexpr VariantId LITTLE = 1;

CostTable
MakeTable(const SmallModels& models,
          const std::vector<std::string>& nodes,
          const std::vector<VariantId>& variants)
{
    const Catalog catalog(models.Path());
    const auto model = Registry<LatencyModel>::Create(Spec::Parse("learned"));
    return CostTable(catalog, nodes, catalog.GetDnn("small"), variants, *model);
}

TEST(CostTable, SaysWhatTheModelSaysForEveryNodeAndVariant)
{
    const Catalog catalog(EDGEWARD_SOURCE_DIR "/models");
    const std::vector<std::string> nodes{
        "raspberry-pi-4", "raspberry-pi-4", "edge-server-epyc", "cloud-gpu-v100"};
    const Dnn& dnn = catalog.GetDnn("mobilenet-v1");
    const auto model = Registry<LatencyModel>::Create(Spec::Parse("learned"));
    const CostTable table(catalog, nodes, dnn, {0, 1, 2, 3, 4, 5, 6, 7}, *model);
    ASSERT_EQ(table.NodeCount(), 4u);
    for (NodeId node = 0; node < 4; ++node)
    {
        const DeviceProfile& device = catalog.GetDevice(nodes[node]);
        EXPECT_EQ(table.Device(node).name, device.name);
        for (VariantId variant = 0; variant < 8; ++variant)
        {
            const LatencyCost expected = model->Predict(catalog, device, dnn, variant, {});
            EXPECT_EQ(table.Whole(node, variant).meanSeconds, expected.meanSeconds);
            EXPECT_EQ(table.Whole(node, variant).source, expected.source);
            EXPECT_EQ(table.RangeSeconds(node, variant, {}), expected.meanSeconds);
            const LatencyCost tail = model->Predict(catalog, device, dnn, variant, {10, 20});
            EXPECT_NEAR(table.RangeSeconds(node, variant, {10, 20}), tail.meanSeconds, 1e-12);
            EXPECT_DOUBLE_EQ(table.Joule(node, variant),
                             (device.busyWatt - device.idleWatt) * expected.meanSeconds);
        }
    }
}

TEST(CostTable, PartsSumToTheWhole)
{
    const SmallModels models;
    const CostTable table = MakeTable(models, {"board"}, {BIG});
    ASSERT_EQ(table.LayerCount(BIG), 3);
    double seconds = 0.0;
    double joule = 0.0;
    for (std::uint16_t layer = 0; layer < 3; ++layer)
    {
        const LayerRange range{layer, static_cast<std::uint16_t>(layer + 1)};
        seconds += table.RangeSeconds(0, BIG, range);
        joule += table.Joule(0, BIG, range);
    }
    EXPECT_DOUBLE_EQ(seconds, table.Whole(0, BIG).meanSeconds);
    EXPECT_DOUBLE_EQ(joule, table.Joule(0, BIG));
    EXPECT_DOUBLE_EQ(table.Joule(0, BIG),
                     (3.5 - 1.0) * 0.02); // busy and idle power of the board x 20 ms
    EXPECT_DOUBLE_EQ(table.RangeSeconds(0, BIG, {1, 2}), 0.01);
    EXPECT_EQ(table.RangeSeconds(0, BIG, {1, 1}), 0.0);
    EXPECT_EQ(table.CutBytes(BIG, 1), 400u);
}

TEST(CostTable, VariantWithoutProfileIsOneLayer)
{
    const SmallModels models;
    models.Write("devices/board.toml", Replaced(SMALL_DEVICE, "width = 1.0", "width = 0.5"));
    const CostTable table = MakeTable(models, {"board"}, {LITTLE});
    EXPECT_TRUE(table.Has(LITTLE));
    EXPECT_FALSE(table.Has(BIG));
    EXPECT_EQ(table.LayerCount(LITTLE), 1);
    EXPECT_DOUBLE_EQ(table.RangeSeconds(0, LITTLE, {}), 0.02);
    EXPECT_DOUBLE_EQ(table.RangeSeconds(0, LITTLE, {0, 1}), 0.02);
    EXPECT_THAT(Complaint([&] { table.RangeSeconds(0, LITTLE, {0, 2}); }), HasSubstr("layers"));
    EXPECT_EQ(table.CutBytes(LITTLE, 0), 3u * 32 * 32);
}

TEST(CostTable, ListsEveryProblemAtOnce)
{
    const SmallModels models;
    // With one thread the board has no number at all.
    models.Write("devices/board.toml", Replaced(SMALL_DEVICE, "threads = 2", "threads = 1"));
    EXPECT_THAT(Complaint([&] {
                    MakeTable(models, {"bord", "board", "phone", "bord"}, {BIG, LITTLE});
                }),
                AllOf(HasSubstr("'bord'"), HasSubstr("'phone'"), HasSubstr("1 threads")));
}

TEST(CostTable, LookUpTakesAtMostFiftyNanoseconds)
{
    const SmallModels models;
    const CostTable table = MakeTable(models, {"board", "board"}, {BIG});
    constexpr int LOOKUPS = 1000000;
    double sum = 0.0;
    double best = 1.0;
    for (int attempt = 0; attempt < 5; ++attempt) // the best of five: caches are cold at first
    {
        const std::clock_t begin = std::clock();
        for (int i = 0; i < LOOKUPS; ++i)
        {
            sum += table.Whole(static_cast<NodeId>(i & 1), BIG).meanSeconds;
        }
        best = std::min(best, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC / LOOKUPS);
    }
    EXPECT_NEAR(sum, 5 * LOOKUPS * 0.02, 1.0);
    EXPECT_LT(best, 50e-9);
}

} // namespace
} // namespace edgeward
