/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/csv-export.h"

#include "base/csv-reader.h"
#include "base/errors.h"
#include "base/file-writer.h"
#include "base/text.h"
#include "results/csv-writer.h"
#include "results/result-store.h"
#include "results/statistics-export.h"
#include "support/temporary-folder.h"
#include "unit/results/example-records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

namespace edgeward
{
namespace
{

using testing::HasSubstr;

std::string
Header(const std::string& path)
{
    const std::string text = ReadWholeFile(path);
    return text.substr(0, text.find("\r\n"));
}

class CsvTest : public testing::Test
{
  protected:
    TemporaryFolder m_folder;
    std::string m_path = m_folder.Path() + "/file.csv";
};

TEST_F(CsvTest, QuotesAsRfc4180Says)
{
    CsvWriter csv(m_path, {"a", "b", "c"});
    csv.Text("plain").Text("with, comma").Text("with \"quote\"").EndRow();
    csv.Text("two\nlines").Int(-5).Real(std::nan("")).EndRow();
    csv.Close();
    EXPECT_EQ(ReadWholeFile(m_path),
              "a,b,c\r\nplain,\"with, comma\",\"with \"\"quote\"\"\"\r\n\"two\nlines\",-5,\r\n");
}

TEST_F(CsvTest, WritesNanosecondsAsExactSeconds)
{
    CsvWriter csv(m_path, {"a", "b", "c", "d"});
    csv.Seconds(1).Seconds(9223372036854775807).Seconds(-1).Seconds(1500000000).EndRow();
    csv.Close();
    EXPECT_EQ(ReadWholeFile(m_path),
              "a,b,c,d\r\n0.000000001,9223372036.854775807,,1.500000000\r\n");
}

TEST_F(CsvTest, WritesNumbersThatReadBackTheSame)
{
    CsvWriter csv(m_path, {"a"});
    csv.Real(0.1).EndRow();
    csv.Close();
    EXPECT_EQ(ReadWholeFile(m_path), "a\r\n0.1\r\n");
}

TEST_F(CsvTest, LeavesNothingBehindUnlessClosed)
{
    {
        CsvWriter csv(m_path, {"a"});
        csv.Int(1).EndRow();
    }
    EXPECT_TRUE(std::filesystem::is_empty(m_folder.Path()));
}

TEST_F(CsvTest, NamesTheFileThatCannotBeWritten)
{
    const std::string path = m_folder.Path() + "/none/file.csv";
    try
    {
        CsvWriter csv(path, {"a"});
        FAIL();
    }
    catch (const IoError& error)
    {
        EXPECT_THAT(error.what(), HasSubstr(path));
    }
}

TEST_F(CsvTest, ReportsAFullDisk)
{
    ASSERT_TRUE(std::filesystem::exists("/dev/full")) << "Linux has it";
    std::filesystem::create_symlink("/dev/full", m_path + ".part");
    EXPECT_THROW(
        {
            CsvWriter csv(m_path, {"a"});
            for (int i = 0; i < 100000; ++i)
            {
                csv.Int(i).EndRow();
            }
            csv.Close();
        },
        IoError);
    EXPECT_FALSE(std::filesystem::exists(m_path));
}

TEST_F(CsvTest, ExportsWhatTheStoreHolds)
{
    ResultStore store = ResultStore::Create(m_folder.Path() + "/r.sqlite");
    store.WriteNames({{"cam-0", "cam-1", "cam-2", "cam-3", "cam-4", "edge", "cloud"},
                      {"d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7"}});
    const RecordBlock block = ExampleBlock("dqn", 9, 1, 50);
    store.Write(block);
    const std::string out = m_folder.Path() + "/out";
    ExportRecords(store, out);
    ExportSummary(store, out, 0.0);
    EXPECT_FALSE(std::filesystem::exists(out + "/training.csv"));
    store.WriteTraining({{"dqn", 3, 400, -1.5, 0.25, 0.125, -2.5, 10.0, 7, 99, 0.5, 2.0, 4.0}});
    ExportSummary(store, out, 0.0);
    const CsvTable records = CsvTable::ReadFile(out + "/records.csv", {"policy", "latency_s"});
    ASSERT_EQ(records.Rows(), 50U);
    const std::vector<RewardedRecord> expected = Unpacked(block.records);
    std::size_t stages = 0;
    for (std::size_t row = 0; row < 50; ++row)
    {
        const RewardedRecord& rewarded = expected[row];
        EXPECT_EQ(records.Text(row, "policy"), "dqn");
        EXPECT_EQ(records.Text(row, "request"), std::to_string(row));
        EXPECT_EQ(records.Text(row, "outcome"), ToString(rewarded.record.outcome));
        EXPECT_EQ(records.Text(row, "reason"), rewarded.record.reason);
        EXPECT_EQ(records.Text(row, "device"),
                  "cam-" + std::to_string(rewarded.record.request.device));
        EXPECT_EQ(records.Number(row, "reward", -100, 0), rewarded.reward);
        EXPECT_EQ(records.Number(row, "device_energy_j", 0, 100), rewarded.record.DeviceJoule());
        EXPECT_NEAR(
            records.Number(row, "latency_s", 0, 1), rewarded.record.LatencyNs() * 1e-9, 1e-15);
        EXPECT_EQ(records.Text(row, "tx_bytes"), std::to_string(rewarded.record.txBytes));
        stages += rewarded.record.stages.size();
    }
    EXPECT_EQ(CsvTable::ReadFile(out + "/stages.csv", {"start_s"}).Rows(), stages);
    EXPECT_EQ(CsvTable::ReadFile(out + "/summary.csv", {"reward"}).Rows(), 1U);
    EXPECT_THAT(ReadWholeFile(out + "/training.csv"),
                HasSubstr("dqn,3,400,-1.5,0.25,0.125,-2.5,10,7,99,0.5,2,4,,\r\n"));
}

/** The names in the first column of the tables under a heading of the reference page, in order. */
std::vector<std::string>
DocumentedColumns(const std::string& heading)
{
    const std::string page = ReadWholeFile(EDGEWARD_SOURCE_DIR "/docs/reference/results.md");
    const std::size_t begin = page.find("## " + heading + "\n");
    if (begin == std::string::npos)
    {
        return {};
    }
    const std::size_t end = page.find("\n## ", begin);
    std::vector<std::string> names;
    for (const std::string& line : Split(page.substr(begin, end - begin), '\n'))
    {
        if (line.rfind("| `", 0) == 0)
        {
            names.push_back(line.substr(3, line.find('`', 3) - 3));
        }
    }
    return names;
}

TEST_F(CsvTest, HasTheColumnsThatTheReferencePageDefines)
{
    ResultStore store = ResultStore::Create(m_folder.Path() + "/r.sqlite");
    store.WriteTraining({{"dqn", 3, 400, -1.5, 0.25, 0.125, -2.5, 10.0}});
    ExportRecords(store, m_folder.Path());
    ExportSummary(store, m_folder.Path(), 0.0);
    ExportStatistics({}, m_folder.Path());
    ExportPercentiles({}, m_folder.Path());
    for (const std::string name : {"records.csv",
                                   "stages.csv",
                                   "summary.csv",
                                   "training.csv",
                                   "statistics.csv",
                                   "comparison.csv",
                                   "percentiles.csv"})
    {
        EXPECT_EQ(Header(m_folder.Path() + "/" + name), Join(DocumentedColumns(name), ",")) << name;
    }
}

} // namespace
} // namespace edgeward
