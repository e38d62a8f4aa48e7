/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/toml-reader.h"

#include "support/complaint.h"
#include "support/temporary-folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>

using namespace edgeward;
using testing::HasSubstr;

namespace
{

const char* const TEXT = R"(title = "three tiers"
seed = 7

[access]
type = "wifi"
rate = 65.0
channels = [1.0, 6, 11]
names = ["a", "b"]
active = true

[[devices]]
count = 2

[[devices]]
count = 3
)";

TomlTable
Sample()
{
    return TomlTable::ParseText(TEXT, "s.toml");
}

} // namespace

TEST(TomlReader, GettersReadWhatIsWritten)
{
    const TomlTable root = Sample();
    const TomlTable access = root.GetTable("access");
    EXPECT_EQ(root.GetString("title"), "three tiers");
    EXPECT_EQ(root.GetInt("seed", 0, 10), 7);
    EXPECT_EQ(root.GetDouble("seed", 0, 10), 7.0);
    EXPECT_EQ(access.GetDouble("rate", 0, 100), 65.0);
    EXPECT_TRUE(access.GetBool("active"));
    EXPECT_EQ(access.GetDoubles("channels", 1, 13), (std::vector<double>{1, 6, 11}));
    EXPECT_EQ(access.GetStrings("names"), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(access.GetChoice("type", {"csma", "wifi"}, "csma"), "wifi");
    ASSERT_EQ(root.GetTables("devices").size(), 2U);
    EXPECT_EQ(root.GetTables("devices")[1].GetInt("count", 0, 9), 3);
}

TEST(TomlReader, AbsentKeysFallBackAndAbsentTablesAreEmpty)
{
    const TomlTable root = Sample();
    EXPECT_EQ(root.GetDouble("x", 0, 1, 0.5), 0.5);
    EXPECT_EQ(root.GetInt("x", 0, 1, 1), 1);
    EXPECT_TRUE(root.GetBool("x", true));
    EXPECT_EQ(root.GetString("x", "y"), "y");
    EXPECT_EQ(root.GetChoice("x", {"a"}, "a"), "a");
    EXPECT_FALSE(root.GetTable("x").Has("y"));
    EXPECT_TRUE(root.GetTables("x").empty());
}

TEST(TomlReader, KeysKeepTheOrderOfTheFile)
{
    EXPECT_EQ(Sample().Keys(), (std::vector<std::string>{"title", "seed", "access", "devices"}));
    EXPECT_EQ(Sample().GetTable("access").Keys().front(), "type");
}

TEST(TomlReader, ScalarsAreReadAsTheUserWouldWriteThem)
{
    const TomlTable table =
        TomlTable::ParseText("a=1\nb=0.5\nc=false\nd='x y'\ne=1979-05-27\nf=[1]", "t");
    EXPECT_EQ(table.GetScalarText("a"), "1");
    EXPECT_EQ(table.GetScalarText("b"), "0.5");
    EXPECT_EQ(table.GetScalarText("c"), "false");
    EXPECT_EQ(table.GetScalarText("d"), "x y");
    EXPECT_EQ(table.GetScalarText("e"), "1979-05-27");
    EXPECT_NE(Complaint([&table] { table.GetScalarText("f"); }), "");
}

TEST(TomlReader, AValueOutOfRangeIsNamedWithPlaceKeyAndBounds)
{
    EXPECT_EQ(Complaint([] { Sample().GetTable("access").GetDouble("rate", 70, 90); }),
              "s.toml:6:1: access.rate: is 65, not a number from 70 to 90");
    EXPECT_EQ(Complaint([] { Sample().GetTables("devices")[1].GetInt("count", 4, 9); }),
              "s.toml:15:1: devices.1.count: is 3, not a whole number from 4 to 9");
}

TEST(TomlReader, AValueOfAnotherTypeIsNamed)
{
    const TomlTable root = Sample();
    EXPECT_EQ(Complaint([&root] { root.GetDouble("title", 0, 1); }),
              "s.toml:1:1: title: is 'three tiers', not a number from 0 to 1");
    EXPECT_NE(Complaint([&root] { root.GetTable("access").GetInt("rate", 0, 99); }), "");
    EXPECT_NE(Complaint([&root] { root.GetBool("seed"); }), "");
    EXPECT_NE(Complaint([&root] { root.GetString("seed"); }), "");
    EXPECT_NE(Complaint([&root] { root.GetDoubles("seed", 0, 1); }), "");
    EXPECT_NE(Complaint([&root] { root.GetStrings("seed"); }), "");
    EXPECT_NE(Complaint([&root] { root.GetTable("access").GetDoubles("names", 0, 1); }), "");
    EXPECT_NE(Complaint([&root] { root.GetTable("access").GetStrings("channels"); }), "");
    EXPECT_NE(Complaint([&root] { root.GetTable("seed"); }), "");
    EXPECT_NE(Complaint([&root] { root.GetTables("access"); }), "");
    EXPECT_NE(Complaint([&root] { root.GetTable("access").GetTables("names"); }), "");
}

TEST(TomlReader, NumbersThatAreNotFiniteAreRefused)
{
    const TomlTable table = TomlTable::ParseText("a=nan\nb=inf", "t");
    EXPECT_NE(Complaint([&table] { table.GetDouble("a", -1e308, 1e308); }), "");
    EXPECT_NE(
        Complaint([&table] { table.GetDouble("b", 0, std::numeric_limits<double>::infinity()); }),
        "");
}

TEST(TomlReader, AMissingKeyPointsAtItsTableAndSaysWhatToSet)
{
    EXPECT_EQ(Complaint([] { Sample().GetTable("access").GetDouble("loss", 0, 1); }),
              "s.toml:4:2: access.loss: is missing; set it to a number from 0 to 1");
}

TEST(TomlReader, AChoiceThatIsNoneNamesTheNearest)
{
    EXPECT_THAT(Complaint([] {
                    Sample().GetTable("access").GetChoice("type", {"csma", "wifi6"}, "csma");
                }),
                HasSubstr("did you mean 'wifi6'? known: csma, wifi6"));
}

TEST(TomlReader, EveryUnknownKeyIsListedWithTheNearestKnownOne)
{
    const TomlTable root = Sample();
    root.GetString("title");
    root.GetTable("access").GetDouble("rates", 0, 100, 1);
    root.GetTable("access").Has("type");
    root.GetTables("devices")[0].GetInt("count", 0, 9);
    const std::string complaint = Complaint([&root] { root.CheckUnknownKeys(); });
    EXPECT_THAT(complaint, HasSubstr("s.toml:2:1: seed: "));
    EXPECT_THAT(complaint,
                HasSubstr("s.toml:6:1: access.rate: is no key here; did you mean 'rates'?"));
    EXPECT_THAT(complaint, HasSubstr("s.toml:15:1: devices.1.count: "));
    EXPECT_THAT(complaint, testing::Not(HasSubstr("access.type")));
    EXPECT_THAT(complaint, testing::Not(HasSubstr("devices.0.count")));
}

TEST(TomlReader, NothingIsUnknownOnceEverythingWasAskedFor)
{
    const TomlTable root = TomlTable::ParseText("a=1\n[b]\nc=2", "t");
    root.Has("a");
    root.GetTable("b").GetInt("c", 0, 9);
    EXPECT_EQ(Complaint([&root] { root.CheckUnknownKeys(); }), "");
}

TEST(TomlReader, AnOverrideReplacesKeysInTablesAndArrays)
{
    TomlTable root = Sample();
    root.Override("seed", "8", {"--set"});
    root.Override("devices.1.count", "5", {"--set"});
    root.Override("access.names.0", "z", {"--set"});
    EXPECT_EQ(root.GetInt("seed", 0, 10), 8);
    EXPECT_EQ(root.GetTables("devices")[0].GetInt("count", 0, 9), 2);
    EXPECT_EQ(root.GetTables("devices")[1].GetInt("count", 0, 9), 5);
    EXPECT_EQ(root.GetTable("access").GetStrings("names"), (std::vector<std::string>{"z", "b"}));
}

TEST(TomlReader, AnOverrideMakesTheTablesOnItsPath)
{
    TomlTable root = Sample();
    root.Override("cloud.link.rate", "1e9", {"--set"});
    root.Override("cloud.\"a.b\"", "true", {"--set"});
    EXPECT_EQ(root.GetTable("cloud").GetTable("link").GetDouble("rate", 0, 1e10), 1e9);
    EXPECT_TRUE(root.GetTable("cloud").GetBool("a.b"));
    EXPECT_EQ(root.Keys().back(), "cloud");
}

TEST(TomlReader, AnOverridesValueIsTomlOrElseABareString)
{
    TomlTable root = TomlTable::ParseText("", "t");
    root.Override("a", "dqn(gamma=0.9)", {});
    root.Override("b", "'1'", {});
    root.Override("c", "[1, 2]", {});
    root.Override("d", "", {});
    root.Override("e", "1\nf = 2", {});
    EXPECT_EQ(root.GetString("a"), "dqn(gamma=0.9)");
    EXPECT_EQ(root.GetString("b"), "1");
    EXPECT_EQ(root.GetDoubles("c", 0, 9), (std::vector<double>{1, 2}));
    EXPECT_EQ(root.GetString("d"), "");
    EXPECT_EQ(root.GetString("e"), "1\nf = 2");
    EXPECT_FALSE(root.Has("f"));
}

TEST(TomlReader, AKeyThatAnOverrideSetPointsAtTheOverride)
{
    TomlTable root = Sample();
    root.Override("access.rate", "-1", {"--set"});
    root.Override("cloud", "{rate = 'x'}", {"--set"});
    EXPECT_EQ(Complaint([&root] { root.GetTable("access").GetDouble("rate", 0, 9); }),
              "--set: access.rate: is -1, not a number from 0 to 9");
    EXPECT_EQ(Complaint([&root] { root.GetTable("cloud").GetDouble("rate", 0, 9); }),
              "--set: cloud.rate: is 'x', not a number from 0 to 9");
    EXPECT_EQ(root.GetTable("access").Where("type").ToString(), "s.toml:5:1");
}

TEST(TomlReader, AnOverrideThatLeadsNowhereIsRefused)
{
    TomlTable root = Sample();
    for (const std::string path :
         {"", "a..b", "seed.x", "seed.x.y", "devices.2.count", "devices.x", "access.names.9"})
    {
        EXPECT_THAT(Complaint([&] { root.Override(path, "1", {"--set"}); }), HasSubstr("--set"))
            << path;
    }
}

TEST(TomlReader, TheTextOfADocumentHoldsItsOverridesAndReadsBack)
{
    TomlTable root = Sample();
    root.Override("devices.0.count", "4", {"--set"});
    const TomlTable copy = TomlTable::ParseText(root.ToText(), "copy");
    EXPECT_EQ(copy.GetTables("devices")[0].GetInt("count", 0, 9), 4);
    EXPECT_EQ(copy.ToText(), root.ToText());
}

TEST(TomlReader, ASyntaxErrorIsNamedWithItsPlace)
{
    EXPECT_THAT(Complaint([] { TomlTable::ParseText("a = 1\nb = = 2", "t.toml"); }),
                HasSubstr("t.toml:2:"));
    EXPECT_THAT(Complaint([] { TomlTable::ParseText("a = 1\na = 2", "t.toml"); }),
                HasSubstr("t.toml:2:"));
    EXPECT_THAT(Complaint([] { TomlTable::ParseText("a = \"\xff\"", "t.toml"); }),
                HasSubstr("t.toml:1:"));
}

TEST(TomlReader, AFileThatCannotBeReadIsNamed)
{
    const TemporaryFolder folder;
    EXPECT_THAT(Complaint([&folder] { TomlTable::ParseFile(folder / "none.toml"); }),
                HasSubstr("none.toml"));
    EXPECT_NE(Complaint([&folder] { TomlTable::ParseFile(folder.Path()); }), "");
    EXPECT_EQ(TomlTable::ParseFile(folder.Write("a.toml", "x = 1")).GetInt("x", 0, 1), 1);
}
