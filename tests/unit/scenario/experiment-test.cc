/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/experiment.h"

#include "support/temporary-folder.h"
#include "unit/scenario/fake-learner.h"
#include "unit/scenario/scenario-text.h"

#include <csignal>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace edgeward
{

namespace
{

using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/** Everything stored, one line a record. */
std::vector<std::string>
Stored(const std::string& path)
{
    std::vector<std::string> lines;
    ResultStore::Open(path).ForEachRecord([&](const StoredRecord& stored) {
        lines.push_back(stored.policy + " " + std::to_string(stored.run) + " " +
                        std::to_string(stored.rewarded.record.request.id) + " " +
                        std::to_string(stored.rewarded.record.endNs));
    });
    return lines;
}

ScenarioConfig
Config(const std::string& more = "")
{
    return ScenarioConfig::Parse(GoodScenario() + more, "s.toml", {});
}

ExperimentOptions
OptionsFor(const std::string& folder, unsigned jobs)
{
    ExperimentOptions options;
    options.folder = folder;
    options.jobs = jobs;
    options.command = "edgeward run s";
    return options;
}

std::vector<std::string>
NamesOf(const std::vector<PolicyEntry>& entries)
{
    std::vector<std::string> names;
    for (const PolicyEntry& entry : entries)
    {
        names.push_back(entry.name);
    }
    return names;
}

} // namespace

TEST(Experiment, StoresTheSameWhateverTheNumberOfProcesses)
{
    const ScenarioConfig config = Config();
    const Catalog catalog(Catalog::DefaultFolder());
    std::vector<std::vector<std::string>> stored;
    for (const unsigned jobs : {1U, 3U})
    {
        const TemporaryFolder folder;
        Experiment experiment(config, catalog, OptionsFor(folder / "out", jobs));
        // The first runs take longest, so that with three processes they end last.
        experiment.SetRunFunction([](Policy& policy,
                                     RecordSink& sink,
                                     std::uint64_t seed,
                                     std::uint64_t run,
                                     double seconds) {
            usleep(run == 1 ? 60000 : 1000);
            return FakeRun(policy, sink, seed, run, seconds);
        });
        experiment.Run(nullptr);
        stored.push_back(Stored(experiment.StorePath()));
    }
    EXPECT_EQ(stored[0].size(), 40U); // two policies, two runs, ten requests
    EXPECT_EQ(stored[0], stored[1]);
}

TEST(Experiment, KeepsScenarioNamesAndManifestWithTheResults)
{
    const ScenarioConfig config = Config();
    const TemporaryFolder folder;
    Experiment experiment(config, Catalog(Catalog::DefaultFolder()), OptionsFor(folder / "out", 2));
    experiment.SetRunFunction(FakeRun);
    experiment.Run(nullptr);
    const ResultStore store = ResultStore::Open(experiment.StorePath());
    EXPECT_THAT(store.Policies(), ElementsAre("local", "greedy"));
    EXPECT_THAT(store.ReadNames().nodes, ElementsAre("camera-0", "camera-1", "edge", "cloud"));
    EXPECT_THAT(store.ReadNames().variants, ElementsAre("d0", "d3"));
    const auto manifest = store.Manifest();
    EXPECT_EQ(manifest.at("scenario_text"), GoodScenario());
    EXPECT_EQ(manifest.at("seed"), "7");
    EXPECT_EQ(manifest.at("command"), "edgeward run s");
    EXPECT_EQ(ReadWholeFile(folder / "out/scenario.toml"), GoodScenario());
}

TEST(Experiment, TrainsThenEvaluatesWithTheCheckpoint)
{
    const ScenarioConfig config =
        Config("[training]\npolicy = \"lin-ucb(alpha=0.5)\"\nepisodes = 2\nepisode_s = 1\n");
    const TemporaryFolder folder;
    Experiment experiment(config, Catalog(Catalog::DefaultFolder()), OptionsFor(folder / "out", 2));
    std::size_t told = 0;
    experiment.Run([&](const ExperimentProgress& progress) {
        ++told;
        EXPECT_EQ(progress.evaluations, 6U);
        EXPECT_EQ(progress.episodes, 2U);
    });
    EXPECT_GT(told, 0U);
    EXPECT_TRUE(experiment.HasTrained());
    const ResultStore store = ResultStore::Open(experiment.StorePath());
    EXPECT_THAT(store.Policies(), ElementsAre("local", "greedy", "lin-ucb"));
    EXPECT_EQ(store.Replications().size(), 6U);
    EXPECT_EQ(store.Training().size(), 2U);
    EXPECT_TRUE(std::filesystem::exists(folder / "out/policy/manifest.toml"));
    EXPECT_THAT(store.PolicySpecs().at("lin-ucb"), HasSubstr("checkpoint="));
}

TEST(Experiment, ACrashedRunIsNamedAndTheOthersAreKept)
{
    const ScenarioConfig config = Config();
    const TemporaryFolder folder;
    Experiment experiment(config, Catalog(Catalog::DefaultFolder()), OptionsFor(folder / "out", 2));
    experiment.SetRunFunction([](Policy& policy,
                                 RecordSink& sink,
                                 std::uint64_t seed,
                                 std::uint64_t run,
                                 double seconds) {
        if (run == 2)
        {
            std::signal(SIGABRT, SIG_DFL);
            std::abort();
        }
        return FakeRun(policy, sink, seed, run, seconds);
    });
    try
    {
        experiment.Run(nullptr);
        FAIL() << "no error";
    }
    catch (const UserError&)
    {
        FAIL() << "a crash is not the user's fault";
    }
    catch (const std::runtime_error& error)
    {
        // Of two that die at the same time either may be noticed first.
        EXPECT_THAT(error.what(),
                    AnyOf(HasSubstr("local, run 2: its process died: Aborted"),
                          HasSubstr("greedy, run 2: its process died: Aborted")));
    }
    EXPECT_EQ(Stored(experiment.StorePath()).size(), 20U);
}

TEST(Experiment, RefusesAFolderThatHoldsResults)
{
    const ScenarioConfig config = Config();
    const Catalog catalog(Catalog::DefaultFolder());
    const TemporaryFolder folder;
    for (const bool isFirst : {true, false})
    {
        Experiment experiment(config, catalog, OptionsFor(folder / "out", 1));
        experiment.SetRunFunction(FakeRun);
        if (isFirst)
        {
            experiment.Run(nullptr);
        }
        else
        {
            EXPECT_THROW(experiment.Run(nullptr), IoError);
            EXPECT_FALSE(experiment.HasStored());
        }
    }
    EXPECT_EQ(Stored(folder / "out/results.sqlite").size(), 40U);
}

TEST(Experiment, FindsABadCheckpointBeforeAnythingRuns)
{
    const ScenarioConfig config = Config("[training]\npolicy = \"lin-ucb\"\n");
    const TemporaryFolder folder;
    ExperimentOptions options = OptionsFor(folder / "out", 1);
    options.checkpoint = folder / "nothing";
    Experiment experiment(config, Catalog(Catalog::DefaultFolder()), options);
    EXPECT_THROW(experiment.Run(nullptr), UserError);
    EXPECT_FALSE(std::filesystem::exists(folder / "out"));
}

TEST(PolicyEntries, TheTrainedPolicyComesLastUnlessListed)
{
    EXPECT_THAT(NamesOf(PolicyEntries(Config("[training]\npolicy = \"lin-ucb\"\n"))),
                ElementsAre("local", "greedy", "lin-ucb"));
    ScenarioConfig config = Config("[training]\npolicy = \"lin-ucb(ridge=2)\"\n");
    ChoosePolicies(config, {Spec::Parse("lin-ucb(alpha=3)"), Spec::Parse("local")});
    const std::vector<PolicyEntry> entries = PolicyEntries(config);
    EXPECT_THAT(NamesOf(entries), ElementsAre("lin-ucb", "local"));
    EXPECT_TRUE(entries[0].isTrained);
    EXPECT_EQ(entries[0].spec.ToString(), "lin-ucb(alpha=3,ridge=2)");
}

TEST(PolicyEntries, NothingIsTrainedThatIsNotAskedFor)
{
    ScenarioConfig config = Config("[training]\npolicy = \"lin-ucb\"\n");
    ChoosePolicies(config, {Spec::Parse("local")});
    EXPECT_THAT(NamesOf(PolicyEntries(config)), ElementsAre("local"));
}

TEST(PolicyEntries, EqualClassesAreToldApartByTheirSpecs)
{
    ScenarioConfig config = Config();
    ChoosePolicies(config,
                   {Spec::Parse("lin-ucb(alpha=1)"),
                    Spec::Parse("lin-ucb(alpha=2)"),
                    Spec::Parse("lin-ucb(alpha=2)")});
    EXPECT_THAT(NamesOf(PolicyEntries(config)),
                ElementsAre("lin-ucb(alpha=1)", "lin-ucb(alpha=2)", "lin-ucb(alpha=2) #2"));
}

TEST(PolicyEntries, UnknownPoliciesOfTheCommandLineAreNamed)
{
    ScenarioConfig config = Config();
    try
    {
        ChoosePolicies(config, {Spec::Parse("gready", {"--policy"})});
        FAIL() << "no error";
    }
    catch (const ConfigError& error)
    {
        EXPECT_THAT(
            error.what(),
            ::testing::StartsWith("--policy: unknown policy 'gready'; did you mean 'greedy'?"));
    }
}

} // namespace edgeward
