/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/csv-reader.h"

#include "support/complaint.h"
#include "support/temporary-folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace edgeward;
using testing::EndsWith;
using testing::HasSubstr;

namespace
{

/** Reads @p content as a file. */
CsvTable
Read(const std::string& content, const std::vector<std::string>& required = {})
{
    const TemporaryFolder folder;
    return CsvTable::ReadFile(folder.Write("t.csv", content), required);
}

std::string
Refusal(const std::string& content, const std::vector<std::string>& required = {})
{
    return Complaint([&] { Read(content, required); });
}

} // namespace

TEST(CsvReader, ReadsProvenanceHeaderAndRows)
{
    const CsvTable table =
        Read("# cpu: EPYC\n# source: a: b\n# words\nlayer,time_s\nconv,0.5\n\n# x: y\nfc,2\n",
             {"time_s"});
    EXPECT_EQ(table.Columns(), (std::vector<std::string>{"layer", "time_s"}));
    EXPECT_EQ(table.Rows(), 2U);
    EXPECT_EQ(table.Text(1, "layer"), "fc");
    EXPECT_EQ(table.Number(0, "time_s", 0, 1), 0.5);
    EXPECT_EQ(table.Provenance(),
              (std::map<std::string, std::string>{{"cpu", "EPYC"}, {"source", "a: b"}}));
    EXPECT_TRUE(table.HasColumn("layer"));
    EXPECT_FALSE(table.HasColumn("energy_j"));
    EXPECT_EQ(table.Where(1).line, 8);
}

TEST(CsvReader, UnderstandsQuotesAsRfc4180)
{
    const CsvTable table = Read("a,b\n\"x,y\",\"say \"\"hi\"\"\"\n\"two\nlines\",2\n3,\n");
    EXPECT_EQ(table.Text(0, "a"), "x,y");
    EXPECT_EQ(table.Text(0, "b"), "say \"hi\"");
    EXPECT_EQ(table.Text(1, "a"), "two\nlines");
    EXPECT_EQ(table.Text(2, "b"), "");
    EXPECT_EQ(table.Where(2).line, 5);
}

TEST(CsvReader, TakesCarriageReturnsAByteOrderMarkAndNoLastLineBreak)
{
    const CsvTable table = Read("\xef\xbb\xbf"
                                "a,b\r\n1,\"2\"\r\n3,4");
    EXPECT_EQ(table.Columns().front(), "a");
    EXPECT_EQ(table.Rows(), 2U);
    EXPECT_EQ(table.Text(0, "b"), "2");
    EXPECT_EQ(table.Text(1, "b"), "4");
}

TEST(CsvReader, BadFilesAreRefusedWithTheirLine)
{
    EXPECT_THAT(Refusal("a,b\n1,2\n3\n"), HasSubstr("t.csv:3: the row has 1 fields, not 2"));
    EXPECT_THAT(Refusal("a,b\n1,2,3\n"), HasSubstr("t.csv:2: "));
    EXPECT_THAT(Refusal("# c: d\na,b,a\n"), HasSubstr("t.csv:2: a: is a column twice"));
    EXPECT_THAT(Refusal("a,b\n", {"c"}), HasSubstr("t.csv:1: c: is missing"));
    EXPECT_THAT(Refusal("a\n\"open\n\n"), HasSubstr("t.csv:2: a quoted field is not closed"));
    EXPECT_THAT(Refusal("a\n\"x\"y\n"), HasSubstr("t.csv:2: "));
    EXPECT_THAT(Refusal("# only: comments\n", {"a", "b"}), EndsWith("begin with a,b"));
    EXPECT_THAT(Complaint([] { CsvTable::ReadFile("/nowhere/t.csv", {}); }),
                HasSubstr("/nowhere/t.csv"));
}

TEST(CsvReader, NumbersAreFiniteAndWithinBounds)
{
    const CsvTable table = Read("a\n1.5\nx\nnan\n");
    EXPECT_THAT(Complaint([&table] { table.Number(0, "a", 0, 1); }),
                HasSubstr("t.csv:2: a: '1.5' is not a number from 0 to 1"));
    EXPECT_NE(Complaint([&table] { table.Number(1, "a", 0, 1); }), "");
    EXPECT_NE(Complaint([&table] { table.Number(2, "a", 0, 1); }), "");
}

TEST(CsvReader, AskingForAColumnThatIsNotThereIsAProgrammingError)
{
    EXPECT_THROW(Read("a\n1\n").Text(0, "b"), std::logic_error);
}
