/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/packed-records.h"

#include "base/errors.h"
#include "unit/results/example-records.h"

#include <gtest/gtest.h>

#include <cstring>

namespace edgeward
{
namespace
{

PackedRecords
Examples(std::size_t count)
{
    return ExampleBlock("p", 1, 1, count).records;
}

TEST(PackedRecords, AreTheSameWhereverChunksEnd)
{
    for (const std::size_t count : {std::size_t{0},
                                    std::size_t{1},
                                    PackedRecords::CHUNK - 1,
                                    PackedRecords::CHUNK,
                                    2 * PackedRecords::CHUNK + 1})
    {
        RandomStream random(DeriveSeed(1, 1, "p"));
        const PackedRecords packed = Examples(count);
        EXPECT_EQ(packed.Size(), count);
        EXPECT_EQ(packed.Chunks(), (count + PackedRecords::CHUNK - 1) / PackedRecords::CHUNK);
        std::size_t i = 0;
        packed.ForEach([&](const RewardedRecord& back) {
            const RewardedRecord before = ExampleRecord(random, i++);
            ASSERT_EQ(back.record.request.id, before.record.request.id);
            ASSERT_EQ(back.record.request.arrivalNs, before.record.request.arrivalNs);
            ASSERT_EQ(back.record.endNs, before.record.endNs);
            ASSERT_EQ(back.record.energy.size(), before.record.energy.size());
            ASSERT_EQ(back.record.TotalJoule(), before.record.TotalJoule());
            ASSERT_EQ(back.record.stages.size(), before.record.stages.size());
            for (std::size_t s = 0; s < before.record.stages.size(); ++s)
            {
                ASSERT_EQ(back.record.stages[s].exited, before.record.stages[s].exited);
                ASSERT_EQ(back.record.stages[s].loadingNs, before.record.stages[s].loadingNs);
                ASSERT_EQ(back.record.stages[s].endNs, before.record.stages[s].endNs);
            }
            ASSERT_EQ(back.reward, before.reward);
        });
        EXPECT_EQ(i, count);
    }
}

TEST(PackedRecords, GiveSamplesWithoutTheRest)
{
    const PackedRecords packed = Examples(300);
    const std::vector<RewardedRecord> records = Unpacked(packed);
    std::size_t i = 0;
    packed.ForEachChunk([&](const RecordChunk& chunk) {
        Sample each;
        each.run = 7;
        UnpackSamples(chunk.records, chunk.samples, "test", each, [&](const Sample& sample) {
            const Sample expected = Sample::Of(0, 7, records.at(i++));
            EXPECT_EQ(sample.run, 7U);
            EXPECT_EQ(sample.latencyNs, expected.latencyNs);
            EXPECT_EQ(sample.node, expected.node);
            EXPECT_EQ(sample.variant, expected.variant);
            EXPECT_EQ(sample.deviceJoule, expected.deviceJoule);
            EXPECT_EQ(sample.totalJoule, expected.totalJoule);
            EXPECT_EQ(sample.reward, expected.reward);
        });
    });
    EXPECT_EQ(i, 300U);
}

TEST(PackedRecords, FindEveryDamagedByteOfEitherPart)
{
    Examples(3).ForEachChunk([](const RecordChunk& chunk) {
        RewardedRecord each;
        const auto unpack = [&](const std::string& samples, const std::string& details) {
            UnpackRecords({chunk.records, samples, details}, "test", each, [] {});
        };
        EXPECT_NO_THROW(unpack(chunk.samples, chunk.details));
        for (std::size_t i = 0; i < chunk.samples.size(); ++i)
        {
            std::string damaged = chunk.samples;
            damaged[i] = static_cast<char>(damaged[i] ^ 0x01);
            EXPECT_THROW(unpack(damaged, chunk.details), IoError) << "byte " << i;
            EXPECT_THROW(unpack(chunk.samples.substr(0, i), chunk.details), IoError);
        }
        for (std::size_t i = 0; i < chunk.details.size(); ++i)
        {
            std::string damaged = chunk.details;
            damaged[i] = static_cast<char>(damaged[i] ^ 0x80);
            EXPECT_THROW(unpack(chunk.samples, damaged), IoError) << "byte " << i;
            EXPECT_THROW(unpack(chunk.samples, chunk.details.substr(0, i)), IoError);
        }
        // Whole parts that do not belong together.
        EXPECT_THROW(UnpackRecords({2, chunk.samples, chunk.details}, "test", each, [] {}),
                     IoError);
        EXPECT_THROW(UnpackRecords({4, chunk.samples, chunk.details}, "test", each, [] {}),
                     IoError);
        EXPECT_THROW(unpack(chunk.details, chunk.samples), IoError);
    });
}

} // namespace
} // namespace edgeward
