/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_OFFLOAD_REQUEST_TABLE_H
#define EDGEWARD_OFFLOAD_REQUEST_TABLE_H

#include "base/record.h"

#include <deque>
#include <optional>

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
    /** Begin a record. @return its number: 0, 1, 2, ... */
    RequestId Add(RequestRecord record);

    /** @return null if the request has ended, or never was */
    RequestRecord* Find(RequestId request);
    const RequestRecord* Find(RequestId request) const;

    /** Take a record out. @pre Find() has it */
    RequestRecord Take(RequestId request);

    /** The earliest of those under way; nothing if there is none. */
    std::optional<RequestId> First() const;

    /** How many have been added. */
    std::uint64_t CountAdded() const;

    /** Forget the records. Numbers go on. */
    void Clear();

  private:
    std::deque<std::optional<RequestRecord>> m_window; ///< of m_first and what follows
    RequestId m_first = 0;
};

} // namespace edgeward

#endif // EDGEWARD_OFFLOAD_REQUEST_TABLE_H
