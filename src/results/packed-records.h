/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_PACKED_RECORDS_H
#define EDGEWARD_RESULTS_PACKED_RECORDS_H

#include "results/block-fields.h"
#include "results/sample.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace edgeward
{

/**
 * Some thousand records as two byte strings with checksums: what summaries and figures look at
 * (Sample), and the rest.
 */
struct RecordChunk
{
    std::uint64_t records = 0;
    std::string samples;
    std::string details;
};

/** The same in memory of somebody else's. */
struct RecordChunkView
{
    std::uint64_t records = 0;
    std::string_view samples;
    std::string_view details;
};

/**
 * The samples of a chunk in the order in which its records were added.
 * @param each    all of them, one after the other; its seed and run stay as they are
 * @param visit   called for each
 * @throws IoError, naming @p origin, if they are damaged
 */
void UnpackSamples(std::uint64_t records,
                   std::string_view samples,
                   const std::string& origin,
                   Sample& each,
                   const std::function<void(const Sample&)>& visit);

/** Likewise the whole records. @throws IoError, naming @p origin, if they are damaged */
void UnpackRecords(const RecordChunkView& chunk,
                   const std::string& origin,
                   RewardedRecord& each,
                   const std::function<void()>& visit);

/** Records as the bytes that go to the results file: packed when added, a hundred bytes each. */
class PackedRecords
{
  public:
    /** Records of every chunk but the last one. */
    static constexpr std::uint64_t CHUNK = 4096;

    void Add(const RequestRecord& record, double reward);

    /** @pre nothing was added record by record */
    void Add(RecordChunk chunk);

    /** Records in all. */
    std::uint64_t Size() const;

    /** Chunks in all. */
    std::uint64_t Chunks() const;

    /** Every chunk in order. */
    void ForEachChunk(const std::function<void(const RecordChunk&)>& visit) const;

    /** Every record in order. @throws IoError if a chunk that was added is damaged */
    void ForEach(const std::function<void(const RewardedRecord&)>& visit) const;

  private:
    RecordChunk CloseChunk();

    std::vector<RecordChunk> m_chunks;
    std::uint64_t m_inChunks = 0;

    // The chunk that is being filled.
    std::uint64_t m_open = 0; ///< records
    FieldWriter m_samples;
    FieldWriter m_details;
    std::int64_t m_formerArrivalNs = 0;
    RequestId m_formerId = 0;
};

} // namespace edgeward

#endif // EDGEWARD_RESULTS_PACKED_RECORDS_H
