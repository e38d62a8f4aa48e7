/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/huge-pages.h"

#include "ns3/simulator.h"

#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>
#include <sys/mman.h>
#include <vector>

namespace edgeward
{

namespace
{

/** The memory of so many is more than caches of addresses hold. */
constexpr std::size_t MANY_DEVICES = 1000;

constexpr std::uintptr_t HUGE_BYTES = std::uintptr_t{2} << 20;

/** Shares of a run after which it has more memory than before: fewer and fewer devices have not
 * asked yet. */
constexpr double LATER[] = {0.01, 0.03, 0.1, 0.3};

/** From the first address to behind the last. */
struct Range
{
    std::uintptr_t from = 0;
    std::uintptr_t to = 0;
};

/** Memory of our own that stands for no file, as the kernel says; nothing if it does not say. */
std::vector<Range>
OwnMemory()
{
    std::vector<Range> ranges;
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);)
    {
        Range range;
        char access[5] = "";
        char name[16] = "";
        const int fields = std::sscanf(line.c_str(),
                                       "%" SCNxPTR "-%" SCNxPTR " %4s %*s %*s %*s %15s",
                                       &range.from,
                                       &range.to,
                                       access,
                                       name);
        const bool isHeap = fields == 3 || std::string(name) == "[heap]";
        if (fields < 3 || std::string(access) != "rw-p" || !isHeap)
        {
            continue;
        }
        // The heap of a forked process is several pieces, one behind the other.
        if (!ranges.empty() && ranges.back().to == range.from)
        {
            ranges.back().to = range.to;
        }
        else
        {
            ranges.push_back(range);
        }
    }
    return ranges;
}

} // namespace

void
UseHugePages()
{
#if defined(MADV_HUGEPAGE)
    for (const Range& range : OwnMemory())
    {
        const std::uintptr_t begin = (range.from + HUGE_BYTES - 1) / HUGE_BYTES * HUGE_BYTES;
        const std::uintptr_t end = range.to / HUGE_BYTES * HUGE_BYTES;
        if (begin >= end)
        {
            continue;
        }
        // Refused: then not. It changes nothing but the speed.
        void* const memory = reinterpret_cast<void*>(begin); // NOLINT(performance-no-int-to-ptr)
        constexpr int COLLAPSE = 25; // MADV_COLLAPSE, which Debian 12's headers do not know
        if (madvise(memory, end - begin, MADV_HUGEPAGE) == 0)
        {
            madvise(memory, end - begin, COLLAPSE);
        }
    }
#endif
}

void
UseHugePagesDuringRun(std::size_t devices, double seconds)
{
    if (devices < MANY_DEVICES)
    {
        return;
    }
    UseHugePages();
    for (const double share : LATER)
    {
        ns3::Simulator::Schedule(ns3::Seconds(share * seconds), &UseHugePages);
    }
}

} // namespace edgeward
