/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/record-block.h"

#include "base/errors.h"
#include "base/file-writer.h"
#include "results/block-stream.h"

#include <limits>

namespace edgeward
{

namespace
{

// Four letters and a version: processes of two builds must not misread each other.
const std::string MAGIC = "EGB1";
constexpr std::size_t CHECKSUM_BYTES = 8;

/**
 * Both directions walk the fields through the same functions, so that they cannot come to differ. A
 * Packer has Number(), Real(), Text(), Enum() and Sequence().
 */
class Packer
{
  public:
    template <typename T>
    void
    Number(const T& value)
    {
        if constexpr (std::numeric_limits<T>::is_signed)
        {
            m_writer.Signed(value);
        }
        else
        {
            m_writer.Unsigned(value);
        }
    }

    void
    Real(const double& value)
    {
        m_writer.Double(value);
    }

    void
    Text(const std::string& text)
    {
        m_writer.Text(text);
    }

    template <typename E>
    void
    Enum(const E& value, E /* last */)
    {
        m_writer.Unsigned(static_cast<std::uint64_t>(value));
    }

    template <typename T, typename F>
    void
    Sequence(const std::vector<T>& items, F each)
    {
        m_writer.Unsigned(items.size());
        for (const T& item : items)
        {
            each(item);
        }
    }

    std::string&
    Bytes()
    {
        return m_writer.Bytes();
    }

  private:
    BlockWriter m_writer;
};

class Unpacker
{
  public:
    explicit Unpacker(BlockReader reader)
        : m_reader(std::move(reader))
    {
    }

    template <typename T>
    void
    Number(T& value)
    {
        if constexpr (std::numeric_limits<T>::is_signed)
        {
            const std::int64_t read = m_reader.Signed();
            if (read < std::numeric_limits<T>::min() || read > std::numeric_limits<T>::max())
            {
                m_reader.Fail();
            }
            value = static_cast<T>(read);
        }
        else
        {
            value = static_cast<T>(m_reader.Unsigned(std::numeric_limits<T>::max()));
        }
    }

    void
    Real(double& value)
    {
        value = m_reader.Double();
    }

    void
    Text(std::string& text)
    {
        text = m_reader.Text();
    }

    template <typename E>
    void
    Enum(E& value, E last)
    {
        value = static_cast<E>(m_reader.Unsigned(static_cast<std::uint64_t>(last)));
    }

    template <typename T, typename F>
    void
    Sequence(std::vector<T>& items, F each)
    {
        items.resize(m_reader.Count());
        for (T& item : items)
        {
            each(item);
        }
    }

    void
    ExpectEnd() const
    {
        m_reader.ExpectEnd();
    }

  private:
    BlockReader m_reader;
};

/** @p request is const to a Packer only. */
template <typename P, typename Request>
void
PassRequest(P& pass, Request& request)
{
    pass.Number(request.id);
    pass.Number(request.device);
    pass.Number(request.dnn);
    pass.Number(request.arrivalNs);
    pass.Number(request.deadlineNs);
    pass.Real(request.accuracyFloor);
    pass.Number(request.inputBytes);
    pass.Number(request.resultBytes);
    pass.Number(request.sample);
}

template <typename P, typename Record>
void
PassStage(P& pass, Record& record)
{
    auto& stage = record.stage;
    pass.Number(stage.node);
    pass.Number(stage.variant);
    pass.Number(stage.layers.first);
    pass.Number(stage.layers.last);
    pass.Real(stage.slice.begin);
    pass.Real(stage.slice.end);
    pass.Enum(stage.exit.kind, ExitRule::Kind::ASK_POLICY);
    pass.Real(stage.exit.threshold);
    pass.Number(stage.dvfsLevel);
    pass.Number(record.inputBytes);
    pass.Number(record.feeder);
    pass.Number(record.sentNs);
    pass.Number(record.readyNs);
    pass.Number(record.startNs);
    pass.Number(record.endNs);
    pass.Number(record.exited);
}

template <typename P, typename Record>
void
PassRecord(P& pass, Record& record)
{
    PassRequest(pass, record.request);
    pass.Enum(record.outcome, Outcome::UNFINISHED);
    pass.Text(record.reason);
    pass.Number(record.action);
    pass.Number(record.decidedNs);
    pass.Number(record.endNs);
    pass.Number(record.stateAgeNs);
    pass.Number(record.resultSentNs);
    pass.Number(record.finalStage);
    pass.Number(record.variant);
    pass.Real(record.accuracy);
    pass.Number(record.txBytes);
    pass.Number(record.rxBytes);
    pass.Sequence(record.stages, [&](auto& stage) { PassStage(pass, stage); });
    pass.Sequence(record.energy, [&](auto& share) {
        pass.Number(share.node);
        pass.Enum(share.component, EnergyComponent::RADIO);
        pass.Real(share.joule);
    });
}

template <typename P, typename Energy>
void
PassNodeEnergy(P& pass, Energy& energy)
{
    pass.Number(energy.node);
    pass.Text(energy.name);
    pass.Enum(energy.role, NodeRole::CLOUD);
    pass.Real(energy.computeBusyJoule);
    pass.Real(energy.computeIdleJoule);
    pass.Real(energy.radioActiveJoule);
    pass.Real(energy.radioIdleJoule);
}

template <typename P, typename Block>
void
PassBlock(P& pass, Block& block)
{
    pass.Text(block.policy);
    pass.Number(block.seed);
    pass.Number(block.run);
    pass.Real(block.simulatedSeconds);
    pass.Number(block.events);
    pass.Sequence(block.records, [&](auto& rewarded) {
        PassRecord(pass, rewarded.record);
        pass.Real(rewarded.reward);
    });
    pass.Sequence(block.nodeEnergy, [&](auto& energy) { PassNodeEnergy(pass, energy); });
}

/** The last bytes of a block, as a little-endian number. */
std::uint64_t
StoredChecksum(const std::string& bytes)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < CHECKSUM_BYTES; ++i)
    {
        const auto byte = static_cast<unsigned char>(bytes[bytes.size() - CHECKSUM_BYTES + i]);
        value |= static_cast<std::uint64_t>(byte) << (8 * i);
    }
    return value;
}

} // namespace

std::string
RecordBlock::Serialize() const
{
    Packer packer;
    packer.Bytes() = MAGIC;
    PassBlock(packer, *this);
    std::string& bytes = packer.Bytes();
    const std::uint64_t checksum = Checksum(bytes, 0, bytes.size());
    for (std::size_t i = 0; i < CHECKSUM_BYTES; ++i)
    {
        bytes.push_back(static_cast<char>(checksum >> (8 * i)));
    }
    return std::move(bytes);
}

RecordBlock
RecordBlock::Parse(const std::string& bytes, const std::string& origin)
{
    const bool whole =
        bytes.size() >= MAGIC.size() + CHECKSUM_BYTES && bytes.compare(0, MAGIC.size(), MAGIC) == 0;
    const std::size_t end = bytes.size() - (whole ? CHECKSUM_BYTES : 0);
    BlockReader reader(bytes, whole ? MAGIC.size() : end, end, origin);
    if (!whole || Checksum(bytes, 0, end) != StoredChecksum(bytes))
    {
        reader.Fail();
    }
    Unpacker unpacker(std::move(reader));
    RecordBlock block;
    PassBlock(unpacker, block);
    unpacker.ExpectEnd();
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
