/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/result-store.h"

#include "base/errors.h"
#include "base/file-writer.h"
#include "base/text.h"
#include "results/database.h"
#include "unit/results/example-records.h"
#include "unit/results/result-store-fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace edgeward
{
namespace
{

using testing::ElementsAre;
using testing::HasSubstr;

class ResultStoreTest : public ResultStoreFixture
{
  protected:
    /** What an error of Open() or of @p use says. */
    template <typename Error, typename F>
    static std::string
    Message(F use)
    {
        try
        {
            use();
        }
        catch (const Error& error)
        {
            return error.what();
        }
        ADD_FAILURE() << "no such error";
        return "";
    }
};

TEST_F(ResultStoreTest, GivesBackEveryRecordBitByBit)
{
    const RecordBlock first = ExampleBlock("dqn", 9, 1, 300);
    const RecordBlock second = ExampleBlock("greedy", 9, 1, 200);
    {
        ResultStore store = ResultStore::Create(m_path);
        store.Write(first);
        store.Write(second);
    }
    const ResultStore store = ResultStore::Open(m_path);
    const auto blocks = Blocks(store);
    ASSERT_EQ(blocks.size(), 2U);
    EXPECT_EQ(RecordBytes(blocks.at("dqn/1")), RecordBytes(first));
    EXPECT_EQ(RecordBytes(blocks.at("greedy/1")), RecordBytes(second));
    EXPECT_THAT(store.Policies(), ElementsAre("dqn", "greedy"));
    const std::vector<Replication> replications = store.Replications();
    ASSERT_EQ(replications.size(), 2U);
    EXPECT_EQ(replications[0].policy, "dqn");
    EXPECT_EQ(replications[0].records, 300U);
    EXPECT_EQ(replications[0].simulatedSeconds, 60.25);
    EXPECT_EQ(replications[0].events, 123456U);
    const std::vector<NodeEnergy> energy = store.ReadNodeEnergy("greedy", 9, 1);
    ASSERT_EQ(energy.size(), 2U);
    EXPECT_EQ(energy[0].name, "camera-0");
    EXPECT_EQ(energy[0].radioIdleJoule, 4.5);
    EXPECT_EQ(energy[1].role, NodeRole::CLOUD);
    EXPECT_TRUE(store.ReadNodeEnergy("greedy", 9, 2).empty());
}

TEST_F(ResultStoreTest, GivesSamplesThatAgreeWithTheRecords)
{
    RecordBlock block = ExampleBlock("dqn", 9, 1, 300);
    ResultStore store = ResultStore::Create(m_path);
    store.Write(ExampleBlock("other", 9, 1, 10));
    store.Write(block);
    const std::vector<RewardedRecord> records = Unpacked(block.records);
    std::size_t i = 0;
    store.ForEachSample("dqn", [&](const Sample& sample) {
        const Sample expected = Sample::Of(9, 1, records.at(i++));
        EXPECT_EQ(sample.seed, 9U);
        EXPECT_EQ(sample.arrivalNs, expected.arrivalNs);
        EXPECT_EQ(sample.latencyNs, expected.latencyNs);
        EXPECT_EQ(sample.deadlineNs, expected.deadlineNs);
        EXPECT_EQ(sample.outcome, expected.outcome);
        EXPECT_EQ(sample.device, expected.device);
        EXPECT_EQ(sample.node, expected.node);
        EXPECT_EQ(sample.variant, expected.variant);
        EXPECT_EQ(sample.accuracy, expected.accuracy);
        EXPECT_EQ(sample.deviceJoule, expected.deviceJoule);
        EXPECT_EQ(sample.totalJoule, expected.totalJoule);
        EXPECT_EQ(sample.txBytes, expected.txBytes);
        EXPECT_EQ(sample.rxBytes, expected.rxBytes);
        EXPECT_EQ(sample.reward, expected.reward);
    });
    EXPECT_EQ(i, 300U);
    store.ForEachSample("unknown", [](const Sample&) { FAIL(); });
}

TEST_F(ResultStoreTest, KeepsManifestNamesPoliciesAndTraining)
{
    {
        ResultStore store = ResultStore::Create(m_path);
        store.WriteManifest({{"scenario", "[a]\nb = 'c'"}, {"seed", "1"}});
        store.WriteManifest({{"seed", "2"}});
        store.WriteNames({{"camera-0", "edge"}, {"d0", "d1", "d2"}});
        store.WritePolicy("zeta", "zeta(k=1)");
        store.WritePolicy("alpha", "alpha");
        store.WriteTraining(
            {{"dqn", 3, 400, -1.5, 0.25, 0.125, -2.5, 10.0, 7, 99, 0.5, 2.0, 4.0, 0.75},
             {"dqn", 4, 500, -1.0, 0.2, std::nan(""), -2.0, 12.0}});
    }
    ResultStore store = ResultStore::Open(m_path);
    EXPECT_EQ(store.Manifest().at("scenario"), "[a]\nb = 'c'");
    EXPECT_EQ(store.Manifest().at("seed"), "2");
    EXPECT_THAT(store.ReadNames().nodes, ElementsAre("camera-0", "edge"));
    EXPECT_THAT(store.ReadNames().variants, ElementsAre("d0", "d1", "d2"));
    EXPECT_THAT(store.Policies(), ElementsAre("zeta", "alpha"));
    EXPECT_EQ(store.PolicySpecs().at("zeta"), "zeta(k=1)");
    const std::vector<TrainingRow> rows = store.Training();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].policy, "dqn");
    EXPECT_EQ(rows[0].episode, 3U);
    EXPECT_EQ(rows[0].steps, 400U);
    EXPECT_EQ(rows[0].reward, -1.5);
    EXPECT_EQ(rows[0].epsilon, 0.25);
    EXPECT_EQ(rows[0].loss, 0.125);
    EXPECT_EQ(rows[0].meanQ, -2.5);
    EXPECT_EQ(rows[0].seconds, 10.0);
    EXPECT_EQ(rows[0].seed, 7U);
    EXPECT_EQ(rows[0].updates, 99U);
    EXPECT_EQ(rows[0].tdError, 0.5);
    EXPECT_EQ(rows[0].actSeconds, 2.0);
    EXPECT_EQ(rows[0].learnSeconds, 4.0);
    EXPECT_EQ(rows[0].accuracyMultiplier, 0.75);
    EXPECT_TRUE(std::isnan(rows[0].energyMultiplier)) << "there is no such constraint";
    EXPECT_TRUE(std::isnan(rows[1].loss));
}

TEST_F(ResultStoreTest, JoinsTheBlocksOfOneReplication)
{
    RecordBlock whole = ExampleBlock("dqn", 1, 1, 40);
    RecordBlock begin = whole;
    RecordBlock rest = whole;
    begin.records = {};
    rest.records = {};
    for (const RewardedRecord& rewarded : Unpacked(whole.records))
    {
        PackedRecords& part = begin.records.Size() < 15 ? begin.records : rest.records;
        part.Add(rewarded.record, rewarded.reward);
    }
    begin.simulatedSeconds = 0.0;
    begin.events = 0;
    ResultStore store = ResultStore::Create(m_path);
    store.Write(begin);
    store.Write(ExampleBlock("greedy", 1, 1, 5));
    store.Write(rest);
    EXPECT_EQ(RecordBytes(Blocks(store).at("dqn/1")), RecordBytes(whole));
    EXPECT_EQ(store.Replications().at(0).simulatedSeconds, 60.25);
    EXPECT_EQ(store.Replications().size(), 2U);
}

TEST_F(ResultStoreTest, TellsSeedsApartThatDifferInTheHighestBit)
{
    const std::uint64_t high = std::numeric_limits<std::uint64_t>::max();
    ResultStore store = ResultStore::Create(m_path);
    store.Write(ExampleBlock("dqn", high, 1, 1));
    store.Write(ExampleBlock("dqn", high >> 1, 1, 1));
    ASSERT_EQ(store.Replications().size(), 2U);
    EXPECT_EQ(store.Replications()[0].seed, high);
    EXPECT_EQ(store.Replications()[1].seed, high >> 1);
}

TEST_F(ResultStoreTest, KeepsWhatWasCommittedWhenTheWriterIsKilled)
{
    const pid_t writer = fork();
    ASSERT_GE(writer, 0);
    if (writer == 0)
    {
        alarm(60); // never outlive a test that is itself killed
        ResultStore store = ResultStore::Create(m_path);
        for (std::uint64_t run = 1;; ++run)
        {
            store.Write(ExampleBlock("dqn", 1, run, 2000));
        }
    }
    // Kill it in the middle of writing: after at least three blocks.
    bool running = true;
    std::error_code missing;
    while (running && (std::filesystem::file_size(m_path, missing) < 2000000 || missing))
    {
        usleep(1000);
        running = waitpid(writer, nullptr, WNOHANG) == 0;
    }
    ASSERT_TRUE(running) << "the writer ended by itself";
    kill(writer, SIGKILL);
    waitpid(writer, nullptr, 0);
    ResultStore store = ResultStore::Open(m_path);
    const std::vector<Replication> replications = store.Replications();
    ASSERT_GE(replications.size(), 1U);
    const auto blocks = Blocks(store);
    for (const Replication& replication : replications)
    {
        EXPECT_EQ(replication.records, 2000U);
        EXPECT_EQ(RecordBytes(blocks.at("dqn/" + std::to_string(replication.run))),
                  RecordBytes(ExampleBlock("dqn", 1, replication.run, 2000)));
    }
    store.Write(ExampleBlock("later", 1, 1, 3));
    EXPECT_EQ(store.Replications().size(), replications.size() + 1);
}

TEST_F(ResultStoreTest, ReportsAFullDiskAndKeepsWhatWasThere)
{
    const pid_t writer = fork();
    ASSERT_GE(writer, 0);
    if (writer == 0)
    {
        // A limit on the size of files stands for a full disk: the write fails in the same way.
        const rlimit limit{1000000, 1000000};
        setrlimit(RLIMIT_FSIZE, &limit);
        signal(SIGXFSZ, SIG_IGN);
        ResultStore store = ResultStore::Create(m_path);
        store.Write(ExampleBlock("dqn", 1, 1, 100));
        try
        {
            store.Write(ExampleBlock("dqn", 1, 2, 20000));
        }
        catch (const IoError& error)
        {
            const bool named = std::string(error.what()).find(m_path) != std::string::npos;
            _exit(named ? 0 : 2);
        }
        _exit(1);
    }
    int status = -1;
    waitpid(writer, &status, 0);
    EXPECT_EQ(WEXITSTATUS(status), 0);
    const ResultStore store = ResultStore::Open(m_path);
    ASSERT_EQ(store.Replications().size(), 1U);
    EXPECT_EQ(store.Replications()[0].records, 100U);
}

TEST_F(ResultStoreTest, RefusesToOverwrite)
{
    ResultStore::Create(m_path);
    EXPECT_THAT(Message<IoError>([&] { ResultStore::Create(m_path); }),
                testing::AllOf(HasSubstr(m_path), HasSubstr("exists")));
}

TEST_F(ResultStoreTest, NamesAFolderThatIsMissing)
{
    const std::string path = m_folder.Path() + "/none/results.sqlite";
    EXPECT_THAT(Message<IoError>([&] { ResultStore::Create(path); }), HasSubstr(path));
    EXPECT_THAT(Message<IoError>([&] { ResultStore::Open(path); }), HasSubstr("no such file"));
    EXPECT_THAT(Message<IoError>([&] { ResultStore::Open(m_folder.Path()); }),
                HasSubstr("no file"));
}

TEST_F(ResultStoreTest, NamesAForeignFile)
{
    std::ofstream(m_path) << std::string(5000, 'x');
    EXPECT_THAT(Message<ConfigError>([&] { ResultStore::Open(m_path); }),
                testing::AllOf(HasSubstr(m_path), HasSubstr("no results file")));
    std::ofstream(m_path, std::ios::trunc) << "";
    EXPECT_THAT(Message<ConfigError>([&] { ResultStore::Open(m_path); }), HasSubstr(m_path));
}

TEST_F(ResultStoreTest, NamesATruncatedFile)
{
    {
        ResultStore store = ResultStore::Create(m_path);
        store.Write(ExampleBlock("dqn", 1, 1, 2000));
    }
    std::filesystem::resize_file(m_path, std::filesystem::file_size(m_path) / 2);
    EXPECT_THAT(Message<IoError>([&] {
                    const ResultStore store = ResultStore::Open(m_path);
                    store.ForEachRecord([](const StoredRecord&) {});
                }),
                testing::AllOf(HasSubstr(m_path), HasSubstr("damaged")));
}

TEST_F(ResultStoreTest, NeverCrashesOnADamagedFile)
{
    {
        ResultStore store = ResultStore::Create(m_path);
        store.WriteNames({{"a"}, {"b"}});
        store.Write(ExampleBlock("dqn", 1, 1, 60));
    }
    std::string bytes;
    {
        std::ifstream file(m_path, std::ios::binary);
        bytes.assign(std::istreambuf_iterator<char>(file), {});
    }
    // A flipped bit either goes unseen (it hit a value or free space) or is reported; nothing else
    // may happen.
    RandomStream random(1);
    int reported = 0;
    for (int i = 0; i < 400; ++i)
    {
        std::string damaged = bytes;
        for (int k = 0; k < 20; ++k)
        {
            damaged[random.Index(damaged.size())] ^= static_cast<char>(1 + random.Index(255));
        }
        std::ofstream(m_path, std::ios::binary | std::ios::trunc) << damaged;
        try
        {
            const ResultStore store = ResultStore::Open(m_path);
            store.Replications();
            store.ReadNames();
            store.ForEachRecord([](const StoredRecord& stored) {
                Sample::Of(stored.seed, stored.run, stored.rewarded);
            });
            store.ForEachSample("dqn", [](const Sample&) {});
        }
        catch (const UserError& error)
        {
            ++reported;
            EXPECT_THAT(error.what(), HasSubstr(m_path));
        }
    }
    EXPECT_GT(reported, 0);
}

/** The names in the first column of the table under "### @p table" of the reference page. */
std::vector<std::string>
DocumentedColumns(const std::string& table)
{
    const std::string page = ReadWholeFile(EDGEWARD_SOURCE_DIR "/docs/reference/results.md");
    std::vector<std::string> names;
    const std::size_t begin = page.find("\n### " + table + "\n");
    if (begin == std::string::npos)
    {
        return names;
    }
    for (const std::string& line :
         Split(page.substr(begin, page.find("\n#", begin + 1) - begin), '\n'))
    {
        if (line.rfind("| `", 0) == 0)
        {
            names.push_back(line.substr(3, line.find('`', 3) - 3));
        }
    }
    return names;
}

TEST_F(ResultStoreTest, HasTheTablesThatTheReferencePageDefines)
{
    ResultStore::Create(m_path);
    Database database(m_path, false);
    Statement tables(database, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')");
    int count = 0;
    for (; tables.Step(); ++count)
    {
        const std::string table = tables.Text();
        std::vector<std::string> columns;
        Statement info(database, "SELECT name FROM pragma_table_info(?) ORDER BY cid");
        for (info.Start(table); info.Step();)
        {
            columns.push_back(info.Text());
        }
        EXPECT_EQ(DocumentedColumns(table), columns) << table;
    }
    EXPECT_EQ(count, 15);
}

TEST_F(ResultStoreTest, ShowsRequestsByName)
{
    ResultStore store = ResultStore::Create(m_path);
    store.WriteNames({{"camera", "edge"}, {"d0", "d1"}});
    RecordBlock block;
    block.policy = "p";
    RequestRecord record;
    record.request.device = 0;
    record.request.arrivalNs = 1000000000;
    record.endNs = 1250000000;
    record.outcome = Outcome::DROPPED;
    record.stages.resize(1);
    record.stages[0].stage.node = 1;
    record.stages[0].stage.variant = 1;
    block.records.Add(record, 0.0);
    store.Write(block);
    store.MakeRows();
    Database database(m_path, false);
    Statement query(database,
                    "SELECT policy, device, outcome, node, variant, latency_s FROM requests");
    ASSERT_TRUE(query.Step());
    EXPECT_EQ(query.Text(), "p");
    EXPECT_EQ(query.Text(), "camera");
    EXPECT_EQ(query.Text(), "dropped");
    EXPECT_EQ(query.Text(), "edge");
    EXPECT_EQ(query.Text(), "d1");
    EXPECT_DOUBLE_EQ(query.Real(), 0.25);
}

} // namespace
} // namespace edgeward
