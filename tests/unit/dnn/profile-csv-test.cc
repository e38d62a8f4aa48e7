/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/profiling.h"

#include "dnn/dnn-graph.h"
#include "support/complaint.h"
#include "support/temporary-folder.h"
#include "unit/dnn/small-models.h"

#include <gmock/gmock.h>

namespace edgeward
{
namespace
{

using ::testing::AllOf;
using ::testing::HasSubstr;

LayerProfile
Example()
{
    LayerProfile profile;
    profile.source = "measured: with a colon, and a comma";
    profile.totalSeconds = 0.0123456789;
    profile.variation = 0.05;
    profile.p50Seconds = 0.012;
    profile.p95Seconds = 0.014;
    profile.torch = "1.2.3";
    profile.threads = 2;
    profile.batch = 4;
    profile.peakBytes = 123456.0;
    profile.batchSeconds = {{1, 0.004}, {4, 0.0123456789}};
    profile.layers = {
        {"a", "conv2d", 1e6, 10, 400, 0.1, 0.01, 0.099, 0.12, {}, {{3, 8, 8}}, {16, 4, 4}},
        {"b", "max_pool", 0, 0, 40, 0.1, 0.01, 0.1, 0.1, {0}, {{16, 4, 4}}, {16, 2, 2}},
        {"c", "add", 2e6, 20, 40, 0.2, 0.02, 0.2, 0.2, {0, 1}, {{16, 2, 2}, {16, 2, 2}}, {64}}};
    return profile;
}

TEST(ProfileCsv, ComesBackAsWritten)
{
    const TemporaryFolder folder;
    const LayerProfile written = Example();
    WriteProfileCsv(folder / "p.csv", written, {{"cpu", "fast"}});
    const LayerProfile read = ReadProfileCsv(folder / "p.csv");
    EXPECT_EQ(read.host, std::filesystem::path(folder.Path()).filename().string());
    EXPECT_EQ(read.source, written.source);
    EXPECT_EQ(read.totalSeconds, written.totalSeconds);
    EXPECT_DOUBLE_EQ(read.variation, written.variation);
    EXPECT_EQ(read.p50Seconds, written.p50Seconds);
    EXPECT_EQ(read.p95Seconds, written.p95Seconds);
    EXPECT_EQ(read.torch, written.torch);
    EXPECT_EQ(read.threads, written.threads);
    EXPECT_EQ(read.batch, written.batch);
    EXPECT_EQ(read.peakBytes, written.peakBytes);
    EXPECT_EQ(read.batchSeconds, written.batchSeconds);
    ASSERT_EQ(read.layers.size(), 3u);
    for (std::size_t i = 0; i < 3; ++i)
    {
        EXPECT_EQ(read.layers[i].name, written.layers[i].name);
        EXPECT_EQ(read.layers[i].op, written.layers[i].op);
        EXPECT_EQ(read.layers[i].inputs, written.layers[i].inputs);
        EXPECT_EQ(read.layers[i].inputShapes, written.layers[i].inputShapes);
        EXPECT_EQ(read.layers[i].output, written.layers[i].output);
        EXPECT_EQ(read.layers[i].macs, written.layers[i].macs);
        EXPECT_EQ(read.layers[i].parameters, written.layers[i].parameters);
        EXPECT_EQ(read.layers[i].outputBytes, written.layers[i].outputBytes);
        EXPECT_EQ(read.layers[i].meanSeconds, written.layers[i].meanSeconds);
        EXPECT_EQ(read.layers[i].stdSeconds, written.layers[i].stdSeconds);
        EXPECT_EQ(read.layers[i].p50Seconds, written.layers[i].p50Seconds);
        EXPECT_EQ(read.layers[i].p95Seconds, written.layers[i].p95Seconds);
    }
}

TEST(ProfileCsv, CutAnywhereIsRejected)
{
    const TemporaryFolder folder;
    const std::string text = BIG_PROFILE;
    folder.Write("whole.csv", text);
    EXPECT_EQ(ReadProfileCsv(folder / "whole.csv").layers.size(), 3u);
    // Without the line break at its end the file is still whole, so the cut begins before it.
    for (std::size_t length = 0; length + 1 < text.size(); ++length)
    {
        folder.Write("cut.csv", text.substr(0, length));
        EXPECT_THAT(Complaint([&] { ReadProfileCsv(folder / "cut.csv"); }), HasSubstr("cut.csv"))
            << "cut to " << length << " of " << text.size() << " bytes";
    }
}

TEST(ProfileCsv, DamageIsRejectedWithItsPlace)
{
    const TemporaryFolder folder;
    const auto complaint = [&](const std::string& from, const std::string& to) {
        folder.Write("p.csv", Replaced(BIG_PROFILE, from, to));
        return Complaint([&] { ReadProfileCsv(folder / "p.csv"); });
    };
    EXPECT_THAT(complaint("index,name,op,", "index,name,"), HasSubstr("op"));
    EXPECT_THAT(complaint("0.002,0.002,0.002", "0.002,0.002,-0.002"),
                AllOf(HasSubstr("p.csv:10"), HasSubstr("mean_s")));
    EXPECT_THAT(complaint("4e6", "four"), AllOf(HasSubstr("p.csv:9"), HasSubstr("macs")));
    EXPECT_THAT(complaint(",400,", ",0,"), AllOf(HasSubstr("p.csv:9"), HasSubstr("output_bytes")));
    EXPECT_THAT(complaint("# source: measured\n", ""), HasSubstr("source"));
    EXPECT_THAT(complaint("total_mean_s: 0.005", "total_mean_s: -1"), HasSubstr("total_mean_s"));
    EXPECT_THAT(complaint("2,c,linear,1,50,10,1e6,3000,40,0,0.001,0.001,0.001\n", ""),
                HasSubstr("edgeward profile"));
}

TEST(ProfileCsv, LayersThatCannotBeAGraphAreRejectedWithTheirPlace)
{
    const TemporaryFolder folder;
    const auto complaint = [&](const std::string& from, const std::string& to) {
        folder.Write("p.csv", Replaced(BIG_PROFILE, from, to));
        return Complaint([&] { ReadProfileCsv(folder / "p.csv"); });
    };
    EXPECT_THAT(complaint("1,b,", "1,a,"),
                AllOf(HasSubstr("p.csv:10"), HasSubstr("'a' stands already on line 9")));
    EXPECT_THAT(complaint("1,b,", "2,b,"), AllOf(HasSubstr("p.csv:10"), HasSubstr("index")));
    EXPECT_THAT(complaint("conv2d,0,", "conv2d,1,"),
                AllOf(HasSubstr("p.csv:10"), HasSubstr("not the index of an earlier layer")));
    EXPECT_THAT(complaint("conv2d,0,", "conv2d,-1,"), HasSubstr("inputs"));
    EXPECT_THAT(complaint("conv2d,0,", "conv2d,a,"), HasSubstr("inputs"));
    EXPECT_THAT(complaint("3x32x32", "3x32x0"), AllOf(HasSubstr("p.csv:9"), HasSubstr("3x32x0")));
    EXPECT_THAT(complaint(",25x2x2,4e6", ",25x2x2x2,4e6"), HasSubstr("output_shape"));
    EXPECT_THAT(complaint("# layers", "# batch_total_s: 1:0.1,2\n# layers"),
                HasSubstr("batch_total_s"));
    EXPECT_THAT(complaint("# layers", "# batch: 0\n# layers"), HasSubstr("batch"));
}

TEST(ProfileCsv, ProfileOfAnotherNetworkIsRejectedWithItsPlace)
{
    const TemporaryFolder folder;
    folder.Write("p.csv", BIG_PROFILE);
    const auto complaint = [&](const std::vector<std::string>& names) {
        std::vector<DnnLayer> layers;
        for (const std::string& name : names)
        {
            layers.emplace_back().name = name;
        }
        const DnnGraph graph(layers, 100);
        return Complaint([&] { ReadProfileCsv(folder / "p.csv", &graph); });
    };
    EXPECT_EQ(complaint({"a", "b", "c"}), "");
    EXPECT_THAT(complaint({"a", "x", "c"}),
                AllOf(HasSubstr("p.csv:10"),
                      HasSubstr("another network"),
                      HasSubstr("'b'"),
                      HasSubstr("'x'"),
                      HasSubstr("edgeward profile")));
    EXPECT_THAT(complaint({"a", "b"}), AllOf(HasSubstr("p.csv"), HasSubstr("3 layers, not 2")));
    EXPECT_THAT(complaint({"a", "b", "c", "d"}), HasSubstr("3 layers, not 4"));
}

TEST(ProfileCsv, BecomesAGraphOfItsInputsAndShapes)
{
    LayerProfile profile = Example();
    DnnVariant variant;
    variant.resolution = 8;
    const DnnGraph graph(variant, profile);
    EXPECT_EQ(graph.GetLayer(2).inputs, (std::vector<std::uint16_t>{0, 1}));
    EXPECT_EQ(graph.GetLayer(0).kind, LayerKind::CONVOLUTION);
    EXPECT_EQ(graph.GetLayer(1).output, (FeatureShape{16, 2, 2}));
    EXPECT_EQ(graph.CutBytes(2), 440u) << "the cut carries both tensors that the sum reads";
    for (LayerCost& layer : profile.layers)
    {
        layer.inputs.clear();
    }
    EXPECT_EQ(DnnGraph(variant, profile).GetLayer(2).inputs, (std::vector<std::uint16_t>{1}));
}

TEST(ProfileCsv, BatchFactorsAreRelativeToOneAndNeverFall)
{
    LayerProfile profile;
    EXPECT_EQ(profile.BatchFactors(), "");
    profile.batchSeconds = {{1, 0.02}};
    EXPECT_EQ(profile.BatchFactors(), "");
    profile.batchSeconds = {{1, 0.02}, {2, 0.03}, {4, 0.029}, {8, 0.1}};
    EXPECT_EQ(profile.BatchFactors(), "1:1,2:1.5,4:1.5,8:5");
    profile.batchSeconds.erase(1);
    EXPECT_EQ(profile.BatchFactors(), "");
}

TEST(ProfileCsv, WarnsOfAnotherLibraryAndOfLayersThatDoNotSum)
{
    LayerProfile profile;
    profile.torch = "1.13.0";
    profile.totalSeconds = 0.0100;
    profile.layers = {{"a", "conv2d", 0, 0, 4, 0.0096}};
    EXPECT_TRUE(ProfileWarnings(profile, "1.13.0").empty());
    EXPECT_TRUE(ProfileWarnings(profile, "").empty());
    ASSERT_EQ(ProfileWarnings(profile, "2.6.0").size(), 1u);
    EXPECT_THAT(ProfileWarnings(profile, "2.6.0").front(),
                AllOf(HasSubstr("1.13.0"), HasSubstr("2.6.0")));
    profile.layers.front().meanSeconds = 0.0094;
    ASSERT_EQ(ProfileWarnings(profile, "").size(), 1u);
    EXPECT_THAT(ProfileWarnings(profile, "").front(), HasSubstr("5 %"));
}

TEST(ProfileCsv, SaysWhyItCannotWrite)
{
    EXPECT_THAT(Complaint([] { WriteProfileCsv("/nonexistent/p.csv", Example(), {}); }),
                HasSubstr("/nonexistent"));
}

} // namespace
} // namespace edgeward
