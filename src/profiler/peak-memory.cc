/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "profiler/peak-memory.h"

#include <algorithm>
#include <c10/core/Allocator.h>
#include <c10/util/ThreadLocalDebugInfo.h>
#include <cstdint>
#include <memory>

namespace edgeward
{

namespace
{

template <typename T>
struct Totals;

template <typename T>
struct Totals<void (*)(void*, std::int64_t, T, T, c10::Device)>
{
    using Type = T;
};

/** How this LibTorch counts all bytes: signed in 1.13, unsigned in 2.6. */
using TotalBytes = Totals<decltype(&c10::reportMemoryUsageToProfiler)>::Type;

/** Hears of every allocation of this thread. */
class AllocationListener : public c10::MemoryReportingInfoBase
{
  public:
    void
    reportMemoryUsage(void*,
                      std::int64_t bytes, // negative when freed
                      TotalBytes,
                      TotalBytes,
                      c10::Device) override
    {
        m_live += bytes;
        m_peak = std::max(m_peak, m_live);
    }

    bool
    memoryProfilingEnabled() const override
    {
        return true;
    }

    std::int64_t
    Peak() const
    {
        return m_peak;
    }

  private:
    std::int64_t m_live = 0;
    std::int64_t m_peak = 0;
};

} // namespace

double
PeakMemoryOf(const std::function<void()>& run)
{
    // Shared, because LibTorch's guard takes a shared pointer.
    const auto listener = std::make_shared<AllocationListener>();
    const c10::DebugInfoGuard guard(c10::DebugInfoKind::PROFILER_STATE, listener);
    run();
    return static_cast<double>(listener->Peak());
}

} // namespace edgeward
