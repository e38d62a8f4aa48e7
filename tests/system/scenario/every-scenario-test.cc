/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/registry.h"
#include "support/tiny-world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

using namespace edgeward;

namespace
{

/** Every scenario of the source tree, found by itself. */
std::vector<std::string>
ScenarioFiles()
{
    std::vector<std::string> files;
    const std::filesystem::path folder = std::filesystem::path(EDGEWARD_SOURCE_DIR) / "scenarios";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    {
        if (entry.path().extension() == ".toml")
        {
            files.push_back(entry.path().string());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string
TestName(const ::testing::TestParamInfo<std::string>& info)
{
    std::string name = std::filesystem::path(info.param).stem().string();
    std::replace_if(
        name.begin(),
        name.end(),
        [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); },
        '_');
    return name + "_" + std::to_string(info.index);
}

} // namespace

class EveryScenario : public ::testing::TestWithParam<std::string>
{
};

TEST_P(EveryScenario, RunsForAMomentWithEveryPolicyItCompares)
{
    const ScenarioConfig config = ScenarioConfig::Load(GetParam(), {}, TestCatalog());
    const Simulation simulation(config, TestCatalog());
    EXPECT_FALSE(config.title.empty());
    EXPECT_FALSE(config.description.empty());
    for (const Spec& spec : config.policies)
    {
        SCOPED_TRACE(spec.ToString());
        const auto policy = Registry<Policy>::Create(spec);
        VectorSink sink;
        const RunReport report = simulation.Run(*policy, sink, config.seed, 0, 3.0);
        EXPECT_GT(report.generated, 0U);
        EXPECT_EQ(report.generated,
                  report.completed + report.rejected + report.dropped + report.unfinished);
        EXPECT_EQ(report.generated, sink.records.size());
    }
}

INSTANTIATE_TEST_SUITE_P(Files, EveryScenario, ::testing::ValuesIn(ScenarioFiles()), TestName);
