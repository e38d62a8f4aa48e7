/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/record-block.h"

#include "base/errors.h"
#include "base/file-writer.h"

#include <utility>

namespace edgeward
{

namespace
{

// Four letters and a version: processes of two builds must not misread each other.
constexpr std::string_view MAGIC = "EGB2";

template <typename Fields, typename Energy>
void
PassNodeEnergy(Fields& fields, Energy& energy)
{
    fields.Begin();
    fields.Number(energy.node);
    fields.Text(energy.name);
    fields.Enum(energy.role, NodeRole::CLOUD);
    fields.Real(energy.computeBusyJoule);
    fields.Real(energy.computeIdleJoule);
    fields.Real(energy.radioActiveJoule);
    fields.Real(energy.radioIdleJoule);
}

template <typename Fields, typename Chunk>
void
PassChunk(Fields& fields, Chunk& chunk)
{
    fields.Number(chunk.records);
    fields.Text(chunk.samples);
    fields.Text(chunk.details);
}

template <typename Fields, typename Block>
void
PassRun(Fields& fields, Block& block)
{
    fields.Text(block.policy);
    fields.Number(block.seed);
    fields.Number(block.run);
    fields.Real(block.simulatedSeconds);
    fields.Number(block.events);
    fields.Sequence(block.nodeEnergy, [&](auto& energy) { PassNodeEnergy(fields, energy); });
}

} // namespace

std::string
RecordBlock::Serialize() const
{
    FieldWriter fields;
    fields.Bytes().Raw(MAGIC);
    PassRun(fields, *this);
    fields.Number(records.Chunks());
    records.ForEachChunk([&](const RecordChunk& chunk) { PassChunk(fields, chunk); });
    fields.Number(statistics.has_value());
    if (statistics)
    {
        WriteStatistics(fields, *statistics);
    }
    return Sealed(fields.Bytes());
}

RecordBlock
RecordBlock::Parse(const std::string& bytes, const std::string& origin)
{
    const std::string_view whole = Unsealed(bytes, origin);
    const bool isOurs = whole.substr(0, MAGIC.size()) == MAGIC;
    FieldReader fields(isOurs ? whole.substr(MAGIC.size()) : std::string_view(), origin);
    fields.Expect(isOurs);
    RecordBlock block;
    PassRun(fields, block);
    std::uint64_t chunks = 0;
    for (fields.Number(chunks); chunks > 0; --chunks)
    {
        RecordChunk chunk;
        PassChunk(fields, chunk);
        block.records.Add(std::move(chunk));
    }
    bool hasStatistics = false;
    fields.Number(hasStatistics);
    if (hasStatistics)
    {
        block.statistics = ReadStatistics(fields);
    }
    fields.ExpectEnd();
    return block;
}

void
RecordBlock::WriteFile(const std::string& path) const
{
    WriteFileAtomically(path, Serialize());
}

RecordBlock
RecordBlock::ReadFile(const std::string& path)
{
    return Parse(ReadWholeFile(path), path);
}

} // namespace edgeward
