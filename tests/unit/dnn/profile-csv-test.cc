/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/profiling.h"

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
    profile.layers = {{"a", "conv2d", 1e6, 10, 400, 0.1, 0.01, 0.099, 0.12},
                      {"b", "linear", 2e6, 20, 40, 0.2, 0.02, 0.199, 0.22}};
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
    ASSERT_EQ(read.layers.size(), 2u);
    for (std::size_t i = 0; i < 2; ++i)
    {
        EXPECT_EQ(read.layers[i].name, written.layers[i].name);
        EXPECT_EQ(read.layers[i].op, written.layers[i].op);
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
    EXPECT_THAT(complaint("name,op,macs,", "name,op,"), HasSubstr("macs"));
    EXPECT_THAT(complaint("0.002,0.002,0.002", "0.002,0.002,-0.002"),
                AllOf(HasSubstr("p.csv:10"), HasSubstr("mean_s")));
    EXPECT_THAT(complaint("4e6", "four"), AllOf(HasSubstr("p.csv:9"), HasSubstr("macs")));
    EXPECT_THAT(complaint(",400,", ",0,"), AllOf(HasSubstr("p.csv:9"), HasSubstr("output_bytes")));
    EXPECT_THAT(complaint("# source: measured\n", ""), HasSubstr("source"));
    EXPECT_THAT(complaint("total_mean_s: 0.005", "total_mean_s: -1"), HasSubstr("total_mean_s"));
    EXPECT_THAT(complaint("a,conv2d,4e6,1000,400,0,0.001,0.001,0.001\n", ""),
                HasSubstr("edgeward profile"));
}

TEST(ProfileCsv, SaysWhyItCannotWrite)
{
    EXPECT_THAT(Complaint([] { WriteProfileCsv("/nonexistent/p.csv", Example(), {}); }),
                HasSubstr("/nonexistent"));
}

} // namespace
} // namespace edgeward
