/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_FLOW_ENDS_H
#define EDGEWARD_NET_FLOW_ENDS_H

#include <cstdint>
#include <limits>
#include <vector>

namespace edgeward
{

/** When flows end, the next one first: a binary heap that knows where each flow is. */
class FlowEnds
{
  public:
    using FlowId = std::uint32_t;

    static constexpr std::int64_t NEVER = std::numeric_limits<std::int64_t>::max();

    /** A flow ends then, whatever was said of it before. */
    void Put(FlowId flow, std::int64_t endNs);

    /** @return whether the flow was there */
    bool Remove(FlowId flow);

    bool Has(FlowId flow) const;

    /** End of the next, or NEVER. */
    std::int64_t NextNs() const;

    /** The next; of those that end together the one of the least number. @pre there is one */
    FlowId Next() const;

  private:
    static constexpr std::uint32_t NOWHERE = std::numeric_limits<std::uint32_t>::max();

    struct Entry
    {
        std::int64_t endNs = NEVER;
        FlowId flow = 0;
    };

    static bool IsSooner(const Entry& a, const Entry& b);
    void Set(std::uint32_t place, const Entry& entry);
    /** Let an entry go up or down from a free place to where it belongs. */
    void Settle(std::uint32_t place, const Entry& entry);

    std::vector<Entry> m_heap;
    std::vector<std::uint32_t> m_places; ///< by flow
};

} // namespace edgeward

#endif // EDGEWARD_NET_FLOW_ENDS_H
