/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/packed-records.h"

#include <cstdint>
#include <type_traits>
#include <utility>

namespace edgeward
{

namespace
{

/** @p sample is const to a FieldWriter only. @p formerArrivalNs of the sample before */
template <typename Fields, typename S>
void
PassSample(Fields& fields, S& sample, std::int64_t& formerArrivalNs)
{
    fields.Begin();
    fields.Near(formerArrivalNs, sample.arrivalNs);
    formerArrivalNs = sample.arrivalNs;
    fields.Number(sample.latencyNs);
    fields.Number(sample.deadlineNs);
    fields.Enum(sample.outcome, Outcome::UNFINISHED);
    fields.Number(sample.device);
    fields.Number(sample.node);
    fields.Number(sample.variant);
    fields.Real(sample.accuracy);
    fields.Real(sample.deviceJoule);
    fields.Real(sample.totalJoule);
    fields.Number(sample.txBytes);
    fields.Number(sample.rxBytes);
    fields.Real(sample.reward);
}

/** What a record has of its sample; the rest follows from its stages and energies. */
void
TakeSample(RewardedRecord& rewarded, const Sample& sample)
{
    RequestRecord& record = rewarded.record;
    record.request.device = sample.device;
    record.request.arrivalNs = sample.arrivalNs;
    record.request.deadlineNs = sample.deadlineNs;
    record.outcome = sample.outcome;
    record.endNs = sample.arrivalNs + sample.latencyNs;
    record.accuracy = sample.accuracy;
    record.txBytes = sample.txBytes;
    record.rxBytes = sample.rxBytes;
    rewarded.reward = sample.reward;
}

constexpr std::uint8_t EXITED = 1;
constexpr std::uint8_t LOADED = 2;

template <typename Fields, typename Record>
void
PassStage(Fields& fields, Record& record, std::int64_t arrivalNs)
{
    auto& stage = record.stage;
    fields.Number(stage.node);
    fields.Number(stage.variant);
    fields.Number(stage.layers.first);
    fields.Number(stage.layers.last);
    fields.Real(stage.slice.begin);
    fields.Real(stage.slice.end);
    fields.Enum(stage.exit.kind, ExitRule::Kind::ASK_POLICY);
    fields.Real(stage.exit.threshold);
    fields.Number(stage.dvfsLevel);
    fields.Number(record.inputBytes);
    fields.Number(record.feeder);
    fields.Near(arrivalNs, record.sentNs);
    fields.Near(record.sentNs, record.readyNs);
    fields.Near(record.readyNs, record.startNs);
    fields.Near(record.startNs, record.endNs);
    // Most stages load nothing, and before version 6 of the tables none said so.
    std::uint8_t flags = (record.exited ? EXITED : 0) | (record.loadingNs != 0 ? LOADED : 0);
    fields.Number(flags);
    fields.Expect(flags <= (EXITED | LOADED));
    if constexpr (!std::is_const_v<Record>)
    {
        record.exited = (flags & EXITED) != 0;
        record.loadingNs = 0;
    }
    if ((flags & LOADED) != 0)
    {
        fields.Number(record.loadingNs);
    }
}

/** Everything that PassSample() leaves out. */
template <typename Fields, typename Record>
void
PassDetails(Fields& fields, Record& record, RequestId& formerId)
{
    auto& request = record.request;
    fields.Begin();
    auto id = static_cast<std::int64_t>(request.id);
    fields.Near(static_cast<std::int64_t>(formerId), id);
    formerId = static_cast<RequestId>(id);
    if constexpr (!std::is_const_v<Record>)
    {
        request.id = formerId;
    }
    fields.Number(request.dnn);
    fields.Real(request.accuracyFloor);
    fields.Number(request.inputBytes);
    fields.Number(request.resultBytes);
    fields.Number(request.sample);
    fields.Text(record.reason);
    fields.Number(record.action);
    fields.Near(request.arrivalNs, record.decidedNs);
    fields.Number(record.stateAgeNs);
    fields.Near(record.endNs, record.resultSentNs);
    fields.Number(record.finalStage);
    fields.Number(record.variant);
    fields.Sequence(record.stages,
                    [&](auto& stage) { PassStage(fields, stage, request.arrivalNs); });
    fields.Sequence(record.energy, [&](auto& share) {
        fields.Number(share.node);
        fields.Enum(share.component, EnergyComponent::RADIO);
        fields.Real(share.joule);
    });
    const auto stages = static_cast<std::int64_t>(record.stages.size());
    fields.Expect(record.finalStage < stages);
}

} // namespace

void
UnpackSamples(std::uint64_t records,
              std::string_view samples,
              const std::string& origin,
              Sample& each,
              const std::function<void(const Sample&)>& visit)
{
    FieldReader fields(Unsealed(samples, origin), origin);
    std::int64_t formerArrivalNs = 0;
    for (std::uint64_t i = 0; i < records; ++i)
    {
        PassSample(fields, each, formerArrivalNs);
        visit(each);
    }
    fields.ExpectEnd();
}

void
UnpackRecords(const RecordChunkView& chunk,
              const std::string& origin,
              RewardedRecord& each,
              const std::function<void()>& visit)
{
    FieldReader details(Unsealed(chunk.details, origin), origin);
    RequestId formerId = 0;
    Sample sample;
    UnpackSamples(chunk.records, chunk.samples, origin, sample, [&](const Sample&) {
        TakeSample(each, sample);
        PassDetails(details, each.record, formerId);
        visit();
    });
    details.ExpectEnd();
}

void
PackedRecords::Add(const RequestRecord& record, double reward)
{
    const Sample sample = Sample::Of(0, 0, record, reward);
    PassSample(m_samples, sample, m_formerArrivalNs);
    PassDetails(m_details, record, m_formerId);
    if (++m_open == CHUNK)
    {
        m_chunks.push_back(CloseChunk());
        m_inChunks += CHUNK;
    }
}

void
PackedRecords::Add(RecordChunk chunk)
{
    m_inChunks += chunk.records;
    m_chunks.push_back(std::move(chunk));
}

std::uint64_t
PackedRecords::Size() const
{
    return m_inChunks + m_open;
}

std::uint64_t
PackedRecords::Chunks() const
{
    return m_chunks.size() + (m_open > 0 ? 1 : 0);
}

void
PackedRecords::ForEachChunk(const std::function<void(const RecordChunk&)>& visit) const
{
    for (const RecordChunk& chunk : m_chunks)
    {
        visit(chunk);
    }
    if (m_open > 0)
    {
        PackedRecords open;
        open.m_open = m_open;
        open.m_samples = m_samples;
        open.m_details = m_details;
        visit(open.CloseChunk());
    }
}

void
PackedRecords::ForEach(const std::function<void(const RewardedRecord&)>& visit) const
{
    RewardedRecord each;
    ForEachChunk([&](const RecordChunk& chunk) {
        UnpackRecords(
            {chunk.records, chunk.samples, chunk.details}, "records", each, [&] { visit(each); });
    });
}

/** What was added since the last chunk; each chunk can be read without the others. */
RecordChunk
PackedRecords::CloseChunk()
{
    RecordChunk chunk{m_open, Sealed(m_samples.Bytes()), Sealed(m_details.Bytes())};
    m_open = 0;
    m_samples = {};
    m_details = {};
    m_formerArrivalNs = 0;
    m_formerId = 0;
    return chunk;
}

} // namespace edgeward
