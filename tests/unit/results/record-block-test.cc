/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/record-block.h"

#include "base/errors.h"
#include "unit/results/example-records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <sys/wait.h>
#include <unistd.h>

namespace edgeward
{
namespace
{

TEST(RecordBlock, IsTheSameAfterARoundTrip)
{
    const RecordBlock block = ExampleBlock("dqn", 7, 3, 500);
    const std::string bytes = block.Serialize();
    const RecordBlock back = RecordBlock::Parse(bytes, "test");
    EXPECT_EQ(back.policy, "dqn");
    EXPECT_EQ(back.seed, 7U);
    EXPECT_EQ(back.run, 3U);
    EXPECT_EQ(back.simulatedSeconds, 60.25);
    EXPECT_EQ(back.events, 123456U);
    ASSERT_EQ(back.records.Size(), 500U);
    const std::vector<RewardedRecord> records = Unpacked(block.records);
    const std::vector<RewardedRecord> recordsBack = Unpacked(back.records);
    ASSERT_EQ(recordsBack.size(), 500U);
    ASSERT_EQ(back.nodeEnergy.size(), 2U);
    EXPECT_EQ(back.nodeEnergy[1].name, "cloud");
    // Field by field, a few by hand; the equality of the second serialization covers the rest.
    for (std::size_t i = 0; i < 500; ++i)
    {
        const RequestRecord& before = records[i].record;
        const RequestRecord& after = recordsBack[i].record;
        ASSERT_EQ(after.request.id, before.request.id);
        ASSERT_EQ(after.endNs, before.endNs);
        ASSERT_EQ(after.txBytes, before.txBytes);
        ASSERT_EQ(after.reason, before.reason);
        ASSERT_EQ(after.TotalJoule(), before.TotalJoule());
        ASSERT_EQ(after.stages.size(), before.stages.size());
        ASSERT_EQ(recordsBack[i].reward, records[i].reward);
    }
    EXPECT_EQ(back.Serialize(), bytes);
}

TEST(RecordBlock, KeepsExtremesAndEveryBitOfADouble)
{
    RecordBlock block = ExampleBlock("p", std::numeric_limits<std::uint64_t>::max(), 0, 2);
    RequestRecord record = Unpacked(block.records)[0].record;
    record.request.id = std::numeric_limits<RequestId>::max();
    record.request.arrivalNs = std::numeric_limits<std::int64_t>::min();
    record.endNs = std::numeric_limits<std::int64_t>::min();
    record.decidedNs = std::numeric_limits<std::int64_t>::max();
    record.resultSentNs = std::numeric_limits<std::int64_t>::max();
    record.variant = NO_VARIANT;
    record.request.device = NO_NODE;
    record.action = std::numeric_limits<std::int32_t>::min();
    record.accuracy = -0.0;
    block.records.Add(record, std::numeric_limits<double>::quiet_NaN());
    const RecordBlock back = RecordBlock::Parse(block.Serialize(), "test");
    EXPECT_EQ(back.seed, std::numeric_limits<std::uint64_t>::max());
    const RewardedRecord last = Unpacked(back.records).at(2);
    EXPECT_EQ(last.record.request.id, std::numeric_limits<RequestId>::max());
    EXPECT_EQ(last.record.request.arrivalNs, std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(last.record.endNs, std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(last.record.decidedNs, std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(last.record.resultSentNs, std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(last.record.variant, NO_VARIANT);
    EXPECT_EQ(last.record.request.device, NO_NODE);
    EXPECT_EQ(last.record.action, std::numeric_limits<std::int32_t>::min());
    EXPECT_TRUE(std::signbit(last.record.accuracy));
    const double reward = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(std::memcmp(&last.reward, &reward, sizeof(double)), 0);
}

TEST(RecordBlock, TakesLessThanEightyBytesForASmallRecord)
{
    RecordBlock block = ExampleBlock("p", 1, 1, 0);
    const std::size_t empty = block.Serialize().size();
    RequestRecord record;
    record.stages.resize(1);
    record.energy.resize(2);
    for (int i = 0; i < 100; ++i)
    {
        block.records.Add(record, 0.0);
    }
    EXPECT_LT(block.Serialize().size() - empty, 100 * 80);
}

TEST(RecordBlock, FindsEveryDamagedByteAndEveryTruncation)
{
    const std::string bytes = ExampleBlock("p", 1, 1, 2).Serialize();
    for (std::size_t i = 0; i < bytes.size(); ++i)
    {
        std::string damaged = bytes;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
        EXPECT_THROW(RecordBlock::Parse(damaged, "block"), IoError) << "byte " << i;
        EXPECT_THROW(RecordBlock::Parse(bytes.substr(0, i), "block"), IoError) << "length " << i;
    }
    EXPECT_THROW(RecordBlock::Parse(bytes + "x", "block"), IoError);
}

TEST(RecordBlock, NamesTheFileThatIsDamagedOrMissing)
{
    const std::string path = testing::TempDir() + "edgeward-block-" + std::to_string(getpid());
    RecordBlock block = ExampleBlock("p", 1, 1, 3);
    block.WriteFile(path);
    EXPECT_EQ(RecordBlock::ReadFile(path).Serialize(), block.Serialize());
    ASSERT_EQ(truncate(path.c_str(), 100), 0);
    try
    {
        RecordBlock::ReadFile(path);
        FAIL() << "a truncated file must not be read";
    }
    catch (const IoError& error)
    {
        EXPECT_THAT(error.what(), testing::HasSubstr(path));
    }
    unlink(path.c_str());
    EXPECT_THROW(RecordBlock::ReadFile(path), IoError);
}

TEST(RecordBlock, ComesBackFromAForkedWorkerAsItWouldBeMadeHere)
{
    const std::string path = testing::TempDir() + "edgeward-worker-" + std::to_string(getpid());
    const pid_t worker = fork();
    ASSERT_GE(worker, 0);
    if (worker == 0)
    {
        ExampleBlock("dqn", 5, 2, 1000).WriteFile(path);
        _exit(0);
    }
    int status = -1;
    ASSERT_EQ(waitpid(worker, &status, 0), worker);
    ASSERT_EQ(status, 0);
    EXPECT_EQ(RecordBlock::ReadFile(path).Serialize(), ExampleBlock("dqn", 5, 2, 1000).Serialize());
    unlink(path.c_str());
}

} // namespace
} // namespace edgeward
