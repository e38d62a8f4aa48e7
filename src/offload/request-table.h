/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_OFFLOAD_REQUEST_TABLE_H
#define EDGEWARD_OFFLOAD_REQUEST_TABLE_H

#include "base/record.h"

#include <deque>
#include <optional>
#include <vector>

namespace edgeward
{

/**
 * Records of the requests under way, by number. Numbers are given in order of arrival and most
 * requests end soon, so the table is a window over the numbers: every operation takes constant time
 * (amortised), whatever the number of requests.
 */
class RequestTable
{
  public:
    /** Begin the record of @p request, whose number it sets: 0, 1, 2, ... */
    void Add(InferenceRequest& request);

    /** @return null if the request has ended, or never was */
    RequestRecord* Find(RequestId request);
    const RequestRecord* Find(RequestId request) const;

    /** Take a record out. @pre Find() has it */
    RequestRecord Take(RequestId request);

    /** Let the memory of a record's stages and energies serve a coming one. */
    void Recycle(RequestRecord record);

    /** The earliest of those under way; nothing if there is none. */
    std::optional<RequestId> First() const;

    /** How many have been added. */
    std::uint64_t CountAdded() const;

    /** Forget the records. Numbers go on. */
    void Clear();

  private:
    static constexpr std::uint32_t ENDED = static_cast<std::uint32_t>(-1);

    /** Where the record of a request of the window is, or ENDED. */
    std::uint32_t& Slot(RequestId request);
    /** Make the window's ring twice as large. */
    void Grow();

    std::vector<std::uint32_t> m_ring;   ///< a power of two; place: number modulo size
    RequestId m_first = 0;               ///< of the window
    RequestId m_end = 0;                 ///< one past the window
    std::deque<RequestRecord> m_records; ///< in no order; those that are free are empty
    std::vector<std::uint32_t> m_free;   ///< of them; the last one used is the next
};

} // namespace edgeward

#endif // EDGEWARD_OFFLOAD_REQUEST_TABLE_H
