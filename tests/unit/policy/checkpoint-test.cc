/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/checkpoint-actor.h"

#include "base/file-writer.h"
#include "policy-fixture.h"
#include "policy/learning-policy.h"
#include "policy/observation-encoder.h"
#include "support/complaint.h"
#include "support/temporary-folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>

using namespace edgeward;

namespace
{

/** A small checkpoint in a folder of its own. */
class CheckpointTest : public testing::Test
{
  protected:
    CheckpointTest()
    {
        const std::unique_ptr<Policy> policy =
            StartPolicy("dqn(learner=fake,hidden=2)", environment);
        auto& learning = dynamic_cast<LearningPolicy&>(*policy);
        learning.SetProvenance({{"scenario", "quickstart"}, {"edgeward", "0.1.0"}});
        learning.Save(folder.Path());
    }

    std::string
    Act(const PolicyEnvironment& where) const
    {
        return Complaint([&] { StartPolicy("dqn(checkpoint=" + folder.Path() + ")", where); });
    }

    std::vector<std::int32_t>
    Actions(Policy& policy) const
    {
        RandomStream random(9);
        std::vector<std::int32_t> actions;
        for (RequestId request = 0; request < 20; ++request)
        {
            actions.push_back(
                policy.Decide({RandomContext(environment, random, request)})[0].action);
        }
        return actions;
    }

    PolicyEnvironment environment = MakeEnvironment(1, {NodeRole::EDGE});
    TemporaryFolder folder;
    std::string manifestPath = folder / "manifest.toml";
    std::string weightsPath = folder / "weights.safetensors";
};

} // namespace

TEST_F(CheckpointTest, TheManifestTellsEverythingAndReadsBack)
{
    const CheckpointManifest manifest = CheckpointManifest::Read(folder.Path());
    EXPECT_EQ(manifest.policy, "dqn");
    EXPECT_EQ(manifest.learner, "fake(hidden=2)");
    EXPECT_EQ(manifest.positions, (std::vector<std::string>{"device", "edge-1"}));
    EXPECT_EQ(manifest.variants, (std::vector<std::string>{"big", "middle", "small"}));
    EXPECT_EQ(manifest.seed, 1U);
    EXPECT_EQ(manifest.agents, 1U);
    EXPECT_EQ(manifest.provenance.at("scenario"), "quickstart");
    EXPECT_EQ(manifest.observation.Hash(), ObservationEncoder(environment).Spec().Hash());
    EXPECT_EQ(manifest.ToToml(), ReadWholeFile(manifestPath));
}

TEST_F(CheckpointTest, ALargeSeedSurvives)
{
    CheckpointManifest manifest = CheckpointManifest::Read(folder.Path());
    manifest.seed = 0xffffffffffffffffULL;
    manifest.Write(folder.Path());
    EXPECT_EQ(CheckpointManifest::Read(folder.Path()).seed, 0xffffffffffffffffULL);
}

TEST_F(CheckpointTest, AnotherScenarioIsRefusedWithTheDifference)
{
    EXPECT_EQ(Act(environment), "");
    EXPECT_EQ(Act(MakeEnvironment(4, {NodeRole::EDGE})).find("edge-4") != std::string::npos, true);
    EXPECT_NE(Act(MakeEnvironment(1, {NodeRole::EDGE, NodeRole::CLOUD}))
                  .find("the nodes to choose from are 'device, edge-1, cloud-2' in this scenario "
                        "but 'device, edge-1' in "
                        "the checkpoint"),
              std::string::npos);
    PolicyEnvironment renamed = environment;
    renamed.variants[2].name = "tiny";
    EXPECT_NE(
        Act(renamed).find(
            "'big, middle, tiny' in this scenario but 'big, middle, small' in the checkpoint"),
        std::string::npos);
}

TEST_F(CheckpointTest, AnotherObservationSpecIsRefusedWithTheDifference)
{
    CheckpointManifest manifest = CheckpointManifest::Read(folder.Path());
    std::vector<ObservationField> fields = manifest.observation.Fields();
    fields[0].transform = "x/(x+9)";
    manifest.observation = ObservationSpec(fields);
    manifest.Write(folder.Path());
    EXPECT_NE(Act(environment).find("observation field 0 is 'deadline'"), std::string::npos)
        << Act(environment);
}

TEST_F(CheckpointTest, AnotherPolicysFolderIsRefused)
{
    CheckpointManifest manifest = CheckpointManifest::Read(folder.Path());
    manifest.policy = "lin-ucb";
    manifest.Write(folder.Path());
    EXPECT_NE(Act(environment).find("of the policy 'lin-ucb', not 'dqn'"), std::string::npos);
}

TEST_F(CheckpointTest, OneNetworkForEachOfOtherDevicesIsRefused)
{
    const PolicyEnvironment two = MakeEnvironment(2, {NodeRole::EDGE});
    const TemporaryFolder separate;
    const std::unique_ptr<Policy> policy =
        StartPolicy("dqn(learner=fake,sharedNetwork=false)", two);
    dynamic_cast<LearningPolicy&>(*policy).Save(separate.Path());
    EXPECT_TRUE(std::filesystem::exists(separate / "agent-1/weights.safetensors"));
    PolicyEnvironment three = MakeEnvironment(3, {NodeRole::EDGE});
    three.nodes[3].name = two.nodes[2].name;
    EXPECT_NE(Complaint([&] {
                  StartPolicy("dqn(checkpoint=" + separate.Path() + ")", three);
              }).find("the scenario has 3 devices but the checkpoint has one network each for 2"),
              std::string::npos);
}

TEST_F(CheckpointTest, AMissingFileIsNamed)
{
    std::filesystem::remove(weightsPath);
    EXPECT_NE(Act(environment).find(weightsPath), std::string::npos);
    std::filesystem::remove(manifestPath);
    EXPECT_NE(Act(environment).find(manifestPath), std::string::npos);
}

TEST_F(CheckpointTest, WeightsOfAnotherCheckpointAreRefused)
{
    SafetensorsFile file;
    file.tensors = Mlp({3, 2, 6}).ToTensors();
    WriteSafetensors(weightsPath, file);
    EXPECT_NE(
        Act(environment).find("the network has 3 inputs and 6 outputs, its manifest says 26 and 6"),
        std::string::npos)
        << Act(environment);
}

TEST_F(CheckpointTest, EveryDamagedByteOfTheWeightsIsRefused)
{
    const std::string bytes = ReadWholeFile(weightsPath);
    for (std::size_t k = 0; k < bytes.size(); k += 7)
    {
        std::string damaged = bytes;
        damaged[k] = static_cast<char>(damaged[k] ^ 0x04);
        folder.Write("weights.safetensors", k % 2 == 0 ? damaged : bytes.substr(0, k));
        EXPECT_NE(Act(environment).find(weightsPath), std::string::npos) << k;
    }
}

// A manifest is for people to read and has no checksum: damage is refused, or does not change a
// single decision.
TEST_F(CheckpointTest, ADamagedManifestIsRefusedOrHarmless)
{
    const std::string text = ReadWholeFile(manifestPath);
    const std::string spec = "dqn(checkpoint=" + folder.Path() + ")";
    const std::vector<std::int32_t> expected = Actions(*StartPolicy(spec, environment));
    int tried = 0;
    int refused = 0;
    // Each trial takes milliseconds, so every 13th byte; the last one is a line's end that nothing
    // follows.
    for (std::size_t k = 0; k + 1 < text.size(); k += 13)
    {
        ++tried;
        std::string damaged = text;
        damaged[k] = static_cast<char>(damaged[k] ^ (1 << (k % 7)));
        folder.Write("manifest.toml", damaged);
        try
        {
            EXPECT_EQ(Actions(*StartPolicy(spec, environment)), expected) << k;
        }
        catch (const UserError&)
        {
            ++refused;
        }
        folder.Write("manifest.toml", text.substr(0, k));
        EXPECT_NE(Act(environment), "") << "cut at " << k;
    }
    // Comments, provenance, seed and steps are what may change unnoticed.
    EXPECT_GT(refused, tried * 8 / 10);
}
