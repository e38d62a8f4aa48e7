/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/catalog.h"
#include "support/complaint.h"
#include "unit/dnn/damage.h"

#include <gmock/gmock.h>

namespace edgeward
{
namespace
{

using ::testing::AllOf;
using ::testing::HasSubstr;

class DamagedDnn : public ::testing::TestWithParam<Damage>
{
};

TEST_P(DamagedDnn, IsRejectedWithFileLineAndKey)
{
    const SmallModels models;
    models.Write("dnn/small.toml", Replaced(SMALL_DNN, GetParam().from, GetParam().to));
    const Catalog catalog(models.Path());
    EXPECT_THAT(Complaint([&] { catalog.GetDnn("small"); }),
                AllOf(HasSubstr("small.toml" + GetParam().line), HasSubstr(GetParam().message)));
}

INSTANTIATE_TEST_SUITE_P(
    Files,
    DamagedDnn,
    ::testing::Values(
        Damage{"NegativeMacs", "macs = 8e6", "macs = -8e6", "macs", ":9"},
        Damage{"ZeroParameters", "parameters = 1e6", "parameters = 0", "parameters", ":10"},
        Damage{"PercentAccuracy", "top1 = 0.7", "top1 = 70", "top1", ":12"},
        Damage{"NotANumber", "top1 = 0.7", "top1 = nan", "top1", ":12"},
        Damage{"Top5BelowTop1", "top5 = 0.9", "top5 = 0.5", "top5", ":13"},
        Damage{"EmptySource", "source = \"somebody, 2020\"", "source = \" \"", "source", ":14"},
        Damage{"MissingSource", "source = \"somebody, 2020\"\n", "", "source", ":4"},
        Damage{"MissingMacs", "macs = 8e6\n", "", "macs", ":4"},
        Damage{"UnknownKey", "macs = 8e6", "macs = 8e6\nflops = 1", "flops", ":10"},
        Damage{"UnknownKeyOnTop", "title =", "titel = \"x\"\ntitle =", "titel", ":1"},
        Damage{"UnknownPrecision", "\"fp32\"", "\"fp23\"", "fp32", ":8"},
        Damage{"WrongType", "width = 1.0", "width = \"1\"", "width", ":6"},
        Damage{"FractionalResolution", "resolution = 32", "resolution = 32.5", "resolution", ":7"},
        Damage{"DuplicateVariant", "name = \"little\"", "name = \"big\"", "second variant", ":17"},
        Damage{"UnknownMetric", "\"top1\"", "\"top3\"", "accuracy_metric", ":2"},
        Damage{"SyntaxError", "width = 1.0", "width = ", "", ":6"}),
    DamageName);

TEST(DamagedCatalog, WithoutVariantsIsRejected)
{
    const SmallModels models;
    models.Write("dnn/small.toml", "title = \"x\"\n");
    EXPECT_THAT(Complaint([&] { Catalog(models.Path()).GetDnn("small"); }), HasSubstr("variant"));
}

TEST(DamagedCatalog, ReferenceWithUnknownKeyIsRejected)
{
    const SmallModels models;
    models.Write("profiles/reference.toml", "host = \"host\"\nhots = 1\n");
    EXPECT_THAT(Complaint([&] { Catalog(models.Path()).GetHostProfile("small", "big"); }),
                HasSubstr("hots"));
}

} // namespace
} // namespace edgeward
