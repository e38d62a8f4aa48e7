/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Tasks and machines that are known by instructions only.
 */
#include "dnn/catalog.h"
#include "dnn/cost-table.h"
#include "dnn/latency-model.h"
#include "support/complaint.h"
#include "unit/dnn/small-models.h"

#include <gmock/gmock.h>

#include <filesystem>

namespace edgeward
{
namespace
{

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char TASK[] = "title = \"Sum\"\ninstructions = 4e9\ncontainer_bytes = 1e6\n"
                        "source = \"somebody, 2020\"\n";

/** The small models with the task "sum" and the machine "server", a board of 2e9 instructions per
 * second and core. */
class TaskTest : public ::testing::Test
{
  protected:
    TaskTest()
    {
        for (const char* const folder : {"/tasks", "/machines"})
        {
            std::filesystem::create_directories(models.Path() + folder);
        }
        models.Write("tasks/sum.toml", TASK);
        models.Write("machines/server.toml",
                     Replaced(SMALL_DEVICE, "cores = 2", "cores = 2\ninstructions_per_s = 2e9"));
    }

    LatencyCost
    Predict(const std::string& dnn, const std::string& device, LayerRange range = {}) const
    {
        const Catalog catalog(models.Path());
        return Registry<LatencyModel>::Create(Spec::Parse("instructions"))
            ->Predict(catalog, catalog.GetDevice(device), catalog.GetDnn(dnn), 0, range);
    }

    SmallModels models;
};

} // namespace

TEST_F(TaskTest, ATaskIsANetworkOfOneVariantThatIsAlwaysRight)
{
    const Catalog catalog(models.Path());
    const Dnn& task = catalog.GetDnn("sum");
    EXPECT_EQ(task.title, "Sum");
    ASSERT_EQ(task.variants.size(), 1U);
    EXPECT_EQ(task.variants[0].name, "task");
    EXPECT_EQ(task.variants[0].macs, 4e9);
    EXPECT_EQ(task.variants[0].fileBytes, 1e6);
    EXPECT_EQ(task.Accuracy(0), 1.0);
    EXPECT_EQ(catalog.GetGraph("sum", "task").LayerCount(), 1);
    // What is measured, trained on and listed are networks and devices.
    EXPECT_THAT(catalog.DnnNames(), Not(Contains("sum")));
    EXPECT_THAT(catalog.DeviceNames(), Not(Contains("server")));
}

TEST_F(TaskTest, TimeIsInstructionsOverTheRateOfACore)
{
    EXPECT_DOUBLE_EQ(Predict("sum", "server").meanSeconds, 2.0);
    EXPECT_DOUBLE_EQ(Predict("small", "server").meanSeconds, 8e6 / 2e9); // of a network its work
    const double parts = Predict("small", "server", {0, 1}).meanSeconds +
                         Predict("small", "server", {1, LayerRange::ALL_LAYERS}).meanSeconds;
    EXPECT_DOUBLE_EQ(parts, 8e6 / 2e9);
}

TEST_F(TaskTest, TheCatalogueHasThoseOfPureEdgeSim)
{
    const Catalog catalog(EDGEWARD_SOURCE_DIR "/models");
    const auto model = Registry<LatencyModel>::Create(Spec::Parse("instructions"));
    const auto seconds = [&](const std::string& task, const std::string& machine) {
        return model->Predict(catalog, catalog.GetDevice(machine), catalog.GetDnn(task), 0, {})
            .meanSeconds;
    };
    // Million instructions over MIPS, as its DefaultComputingNode has it.
    EXPECT_DOUBLE_EQ(seconds("pureedgesim-health", "pureedgesim-phone"), 500.0 / 25000.0);
    EXPECT_DOUBLE_EQ(seconds("pureedgesim-augmented-reality", "pureedgesim-board"),
                     5000.0 / 16000.0);
    EXPECT_DOUBLE_EQ(seconds("pureedgesim-heavy", "pureedgesim-laptop"), 30000.0 / 110000.0);
    EXPECT_DOUBLE_EQ(seconds("pureedgesim-heavy", "pureedgesim-edge"), 30000.0 / 40000.0);
    EXPECT_DOUBLE_EQ(seconds("pureedgesim-heavy", "pureedgesim-cloud"), 30000.0 / 40000.0);
}

TEST_F(TaskTest, WhatIsMissingIsNamedWithARemedy)
{
    EXPECT_THAT(Complaint([&] { Predict("sum", "board"); }),
                HasSubstr("device 'board' has no instructions_per_s, which the latency model "
                          "'instructions' needs; add it"));
    EXPECT_THAT(Complaint([&] {
                    const Catalog catalog(models.Path());
                    Registry<LatencyModel>::Create(Spec::Parse("learned"))
                        ->Predict(
                            catalog, catalog.GetDevice("board"), catalog.GetDnn("sum"), 0, {});
                }),
                HasSubstr("nothing is known of what 'sum' consists of; use the latency model "
                          "'instructions'"));
    EXPECT_THAT(Complaint([&] { Catalog(models.Path()).GetDnn("sun"); }),
                HasSubstr("unknown network 'sun'; did you mean 'sum'?"));
    models.Write("tasks/sum.toml", Replaced(TASK, "4e9", "0"));
    EXPECT_THAT(Complaint([&] { Catalog(models.Path()).GetDnn("sum"); }),
                HasSubstr("sum.toml:2:1: instructions: is 0"));
}

} // namespace edgeward
