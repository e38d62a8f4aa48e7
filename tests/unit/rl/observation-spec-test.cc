/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/observation-spec.h"

#include "rl/toml-text.h"

#include <gtest/gtest.h>

using namespace edgeward;

namespace
{

ObservationSpec
Example()
{
    return ObservationSpec({{"deadline", "s", "x/(x+0.5)", 0.0, 1.0, 1},
                            {"slack", "1", "clip to -1..1", -1.0, 1.0, 3}});
}

} // namespace

TEST(ObservationSpec, ItsSizeCountsEveryNumber)
{
    EXPECT_EQ(Example().Size(), 4U);
}

TEST(ObservationSpec, SurvivesTheTripThroughToml)
{
    const ObservationSpec spec = Example();
    const TomlTable document = TomlTable::ParseText(spec.ToToml(), "manifest.toml");
    const ObservationSpec read = ObservationSpec::FromToml(document.GetTable("observation"));
    EXPECT_EQ(spec.Difference(read, "here", "there"), "");
    EXPECT_EQ(spec.Hash(), read.Hash());
    EXPECT_NO_THROW(document.CheckUnknownKeys());
}

TEST(ObservationSpec, EveryPropertyOfAFieldReachesTheHashAndTheDifference)
{
    const ObservationSpec spec = Example();
    for (int property = 0; property < 6; ++property)
    {
        std::vector<ObservationField> fields = spec.Fields();
        ObservationField& field = fields[1];
        switch (property)
        {
        case 0:
            field.name = "other";
            break;
        case 1:
            field.unit = "s";
            break;
        case 2:
            field.transform = "x";
            break;
        case 3:
            field.low = -2.0;
            break;
        case 4:
            field.high = 2.0;
            break;
        default:
            field.count = 2;
        }
        EXPECT_NE(ObservationSpec(fields).Hash(), spec.Hash()) << property;
        EXPECT_NE(spec.Difference(ObservationSpec(fields), "here", "there"), "") << property;
    }
}

TEST(ObservationSpec, TheDifferenceIsASentence)
{
    const ObservationSpec spec = Example();
    std::vector<ObservationField> fields = spec.Fields();
    fields[1].count = 5;
    EXPECT_EQ(spec.Difference(ObservationSpec(fields), "this scenario", "the checkpoint"),
              "observation field 1 is 'slack' (unit 1, clip to -1..1, from -1 to 1, 3 numbers) in "
              "this scenario but "
              "'slack' (unit 1, clip to -1..1, from -1 to 1, 5 numbers) in the checkpoint");
    fields.pop_back();
    EXPECT_EQ(spec.Difference(ObservationSpec(fields), "this scenario", "the checkpoint"),
              "observation field 1 'slack' (unit 1, clip to -1..1, from -1 to 1, 3 numbers) of "
              "this scenario is missing "
              "in the checkpoint");
}

TEST(ObservationSpec, AnEditedManifestIsRefused)
{
    std::string text = Example().ToToml();
    text.replace(text.find("x/(x+0.5)"), 9, "x/(x+0.7)");
    const TomlTable document = TomlTable::ParseText(text, "manifest.toml");
    EXPECT_THROW(ObservationSpec::FromToml(document.GetTable("observation")), ConfigError);
}

TEST(TomlQuote, EscapesWhatTomlForbids)
{
    const std::string text = "a\"b\\c\nd\x7f";
    const TomlTable table =
        TomlTable::ParseText("t = " + TomlQuote(text) + "\nl = " + TomlArray({text, "x"}), "t");
    EXPECT_EQ(table.GetString("t"), text);
    EXPECT_EQ(table.GetStrings("l"), (std::vector<std::string>{text, "x"}));
}
