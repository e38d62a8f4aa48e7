/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/text.h"
#include "results/database.h"
#include "results/schema.h"
#include "unit/results/example-records.h"
#include "unit/results/result-store-fixture.h"

#include <cmath>
#include <string>
#include <utility>

namespace edgeward
{
namespace
{

class ResultsVersionsTest : public ResultStoreFixture
{
  protected:
    /** Take from a new file what versions after @p version added. */
    void
    MakeOld(int version) const
    {
        Database database(m_path, false);
        const auto drop = [&](int since, const std::string& table, const std::string& columns) {
            for (const std::string& column : Split(columns, ' '))
            {
                if (version < since)
                {
                    database.Execute("ALTER TABLE " + table + " DROP COLUMN " + column);
                }
            }
        };
        drop(2, "training", "seed updates td_error act_s learn_s");
        drop(3, "training", "accuracy_multiplier energy_multiplier");
        drop(6, "stages", "loading_ns");
        if (version < 4)
        {
            database.Execute("DROP TABLE record_chunks");
        }
        if (version < 5)
        {
            database.Execute(
                "DROP TABLE run_statistics; DROP TABLE latency_buckets; DROP TABLE placements");
        }
        database.Execute("PRAGMA user_version = " + std::to_string(version));
    }

    std::int64_t
    Version() const
    {
        return Database(m_path, false).Query("PRAGMA user_version");
    }

    /** A block as before version 6: nothing is said about loading models. */
    static RecordBlock
    OldBlock(const std::string& policy, std::uint64_t run, std::size_t count)
    {
        RecordBlock block = ExampleBlock(policy, 1, run, count);
        PackedRecords records;
        block.records.ForEach([&](const RewardedRecord& rewarded) {
            RequestRecord record = rewarded.record;
            for (StageRecord& stage : record.stages)
            {
                stage.loadingNs = 0;
            }
            records.Add(record, rewarded.reward);
        });
        block.records = std::move(records);
        return block;
    }
};

TEST_F(ResultsVersionsTest, ReadsTheFirstVersionAndBringsItUpToDateOnlyWhenItMust)
{
    {
        ResultStore store = ResultStore::Create(m_path);
        store.WriteManifest({{"seed", "5"}});
        store.WriteTraining({{"dqn", 3, 400, -1.5, 0.25, 0.125, -2.5, 10.0}});
    }
    MakeOld(1);
    ResultStore store = ResultStore::Open(m_path);
    ASSERT_EQ(store.Training().size(), 1U);
    EXPECT_EQ(store.Training()[0].reward, -1.5);
    EXPECT_EQ(store.Training()[0].seed, 5U) << "as the manifest says";
    EXPECT_EQ(Version(), 1) << "reading changes nothing";
    store.WriteTraining(
        {{"dqn", 4, 500, -1.0, 0.2, 0.1, -2.0, 12.0, 5, 100, 0.5, 2.0, 4.0, 3.0, 6.0}});
    EXPECT_EQ(Version(), RESULTS_SCHEMA_VERSION);
    ASSERT_EQ(store.Training().size(), 2U);
    EXPECT_EQ(store.Training()[0].reward, -1.5);
    EXPECT_EQ(store.Training()[0].seed, 5U);
    EXPECT_EQ(store.Training()[1].updates, 100U);
    EXPECT_TRUE(std::isnan(store.Training()[0].energyMultiplier));
    EXPECT_EQ(store.Training()[1].energyMultiplier, 6.0);
}

TEST_F(ResultsVersionsTest, ReadsTheSecondVersionWhichHasNoMultipliers)
{
    {
        ResultStore store = ResultStore::Create(m_path);
        store.WriteTraining({{"dqn", 3, 400, -1.5, 0.25, 0.125, -2.5, 10.0, 7, 99, 0.5}});
    }
    MakeOld(2);
    ResultStore store = ResultStore::Open(m_path);
    ASSERT_EQ(store.Training().size(), 1U);
    EXPECT_EQ(store.Training()[0].tdError, 0.5);
    EXPECT_TRUE(std::isnan(store.Training()[0].accuracyMultiplier));
    store.WriteTraining(
        {{"dqn", 4, 500, -1.0, 0.2, 0.1, -2.0, 12.0, 7, 100, 0.5, 2.0, 4.0, 3.0, 6.0}});
    EXPECT_EQ(Version(), RESULTS_SCHEMA_VERSION);
    ASSERT_EQ(store.Training().size(), 2U);
    EXPECT_EQ(store.Training()[0].tdError, 0.5);
    EXPECT_EQ(store.Training()[1].accuracyMultiplier, 3.0);
}

TEST_F(ResultsVersionsTest, AddsToTheThirdVersionWhichHasRowsOnly)
{
    const RecordBlock old = OldBlock("dqn", 1, 30);
    const RecordBlock added = ExampleBlock("greedy", 1, 1, 20);
    {
        ResultStore store = ResultStore::Create(m_path);
        store.Write(old);
        store.MakeRows();
    }
    MakeOld(3);
    ResultStore store = ResultStore::Open(m_path);
    EXPECT_EQ(RecordBytes(Blocks(store).at("dqn/1")), RecordBytes(old));
    EXPECT_EQ(store.Replications().at(0).records, 30U);
    store.Write(added);
    EXPECT_EQ(RecordBytes(Blocks(store).at("dqn/1")), RecordBytes(old));
    EXPECT_EQ(RecordBytes(Blocks(store).at("greedy/1")), RecordBytes(added));
    EXPECT_EQ(store.Replications().at(1).records, 20U);
    std::size_t samples = 0;
    store.ForEachSample("dqn", [&](const Sample&) { ++samples; });
    EXPECT_EQ(samples, 30U);
}

TEST_F(ResultsVersionsTest, ReadsTheFifthVersionWhichDoesNotKnowLoading)
{
    const RecordBlock old = OldBlock("dqn", 1, 30);
    const RecordBlock added = ExampleBlock("greedy", 1, 1, 20);
    {
        ResultStore store = ResultStore::Create(m_path);
        store.Write(old);
        store.MakeRows();
    }
    MakeOld(5);
    ResultStore store = ResultStore::Open(m_path);
    EXPECT_EQ(RecordBytes(Blocks(store).at("dqn/1")), RecordBytes(old));
    EXPECT_EQ(Version(), 5) << "reading changes nothing";
    store.Write(added);
    EXPECT_EQ(Version(), 6);
    store.MakeRows();
    EXPECT_EQ(RecordBytes(Blocks(store).at("greedy/1")), RecordBytes(added));
    Database database(m_path, false);
    EXPECT_EQ(database.Query("SELECT max(loading_ns) FROM stages WHERE record_id <= 30"), 0);
    EXPECT_GT(database.Query("SELECT max(loading_ns) FROM stages"), 0);
}

TEST_F(ResultsVersionsTest, MakesRowsInTheFifthVersion)
{
    {
        ResultStore store = ResultStore::Create(m_path);
        store.Write(OldBlock("dqn", 1, 30));
    }
    MakeOld(5);
    ResultStore::Open(m_path).MakeRows();
    EXPECT_EQ(Database(m_path, false).Query("SELECT count(*) FROM records"), 30);
}

TEST_F(ResultsVersionsTest, MakesRowsOfEveryRecordOnce)
{
    ResultStore store = ResultStore::Create(m_path);
    store.Write(ExampleBlock("dqn", 1, 1, 30));
    Database database(m_path, false);
    EXPECT_EQ(database.Query("SELECT count(*) FROM records"), 0);
    store.MakeRows();
    store.Write(ExampleBlock("dqn", 1, 2, 12));
    for (int i = 0; i < 2; ++i)
    {
        store.MakeRows();
        EXPECT_EQ(database.Query("SELECT count(*) FROM records"), 42);
        EXPECT_EQ(database.Query("SELECT max(id) FROM records"), 42);
    }
    // The rows say what the records say, down to the last stage and share of energy.
    std::int64_t stages = 0;
    std::int64_t shares = 0;
    store.ForEachRecord([&](const StoredRecord& stored) {
        stages += static_cast<std::int64_t>(stored.rewarded.record.stages.size());
        shares += static_cast<std::int64_t>(stored.rewarded.record.energy.size());
    });
    EXPECT_EQ(database.Query("SELECT count(*) FROM stages"), stages);
    EXPECT_EQ(database.Query("SELECT count(*) FROM energy"), shares);
    const auto before = Blocks(store);
    database.Execute("DELETE FROM record_chunks");
    const auto after = Blocks(ResultStore::Open(m_path));
    EXPECT_EQ(RecordBytes(after.at("dqn/2")), RecordBytes(before.at("dqn/2")));
}

} // namespace
} // namespace edgeward
