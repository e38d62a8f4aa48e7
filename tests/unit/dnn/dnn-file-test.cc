/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/dnn-file.h"

#include "support/complaint.h"
#include "unit/dnn/small-models.h"

#include <gmock/gmock.h>

namespace edgeward
{
namespace
{

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Dnn
Read(const std::string& text)
{
    const TemporaryFolder folder;
    folder.Write("small.toml", text);
    return ReadDnnFile(folder.Path() + "/small.toml");
}

/** The little variant without accuracy. */
std::string
WithoutAccuracy()
{
    return Replaced(SMALL_DNN, "top1 = 0.6\ntop5 = 0.8\n", "");
}

TEST(DnnFile, AccuracyMayBeUnknown)
{
    const Dnn dnn = Read(WithoutAccuracy());
    EXPECT_TRUE(dnn.HasAccuracy(0));
    EXPECT_EQ(dnn.Accuracy(0), 0.7);
    EXPECT_FALSE(dnn.HasAccuracy(1));
    EXPECT_THAT(Complaint([&] {
                    dnn.Accuracy(1, {"s.toml", 3, 4});
                }),
                AllOf(HasSubstr("s.toml:3:4"),
                      HasSubstr("'little' of small"),
                      HasSubstr("choose among big"),
                      HasSubstr("add top1")));
}

TEST(DnnFile, AccuracyOfTheOtherMetricIsNone)
{
    Dnn dnn = Read(Replaced(SMALL_DNN, "top5 = 0.8\n", ""));
    EXPECT_EQ(dnn.Accuracy(1), 0.6);
    dnn.accuracyMetric = "top5";
    EXPECT_FALSE(dnn.HasAccuracy(1));
}

TEST(DnnFile, ScenariosUseVariantsOfKnownAccuracyUnlessTheFileSaysWhich)
{
    EXPECT_THAT(Read(SMALL_DNN).defaultVariants, ElementsAre("big", "little"));
    EXPECT_THAT(Read(WithoutAccuracy()).defaultVariants, ElementsAre("big"));
    const std::string metric = "accuracy_metric = \"top1\"\n";
    EXPECT_THAT(Read(Replaced(SMALL_DNN, metric, metric + "default_variants = [\"little\"]\n"))
                    .defaultVariants,
                ElementsAre("little"));
    EXPECT_THAT(Complaint([&] {
                    Read(Replaced(SMALL_DNN, metric, metric + "default_variants = [\"litle\"]\n"));
                }),
                AllOf(HasSubstr("small.toml:3:"), HasSubstr("'little'")));
}

TEST(DnnFile, SelectsVariantsInTheOrderAskedFor)
{
    const Dnn dnn = Read(SMALL_DNN);
    EXPECT_EQ(dnn.Select({}).variants.size(), 2u);
    const Dnn selected = dnn.Select({"little", "big"});
    EXPECT_EQ(selected.variants[0].name, "little");
    EXPECT_EQ(selected.variants[1].name, "big");
    EXPECT_EQ(selected.name, "small");
    EXPECT_THAT(Complaint([&] { dnn.Select({"bog"}); }), HasSubstr("'big'"));
    EXPECT_THAT(Complaint([] { Read(WithoutAccuracy()).Select({"little"}); }),
                HasSubstr("nobody published"));
}

TEST(DnnFile, FileSizeFollowsFromParametersIfItIsNotGiven)
{
    const std::string text = Replaced(SMALL_DNN, "file_bytes = 1e6\n", "");
    EXPECT_EQ(Read(text).variants[1].fileBytes, 4 * 0.25e6);
    const std::string small = Replaced(text, "\"fp32\"\nmacs = 2e6", "\"int8\"\nmacs = 2e6");
    EXPECT_EQ(Read(small).variants[1].fileBytes, 0.25e6);
    EXPECT_EQ(Read(SMALL_DNN).variants[0].fileBytes, 4e6);
}

} // namespace
} // namespace edgeward
