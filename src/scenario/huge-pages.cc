/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/huge-pages.h"

#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>
#include <sys/mman.h>
#include <utility>

namespace edgeward
{

namespace
{

/** The memory of so many is more than caches of addresses hold. */
constexpr std::size_t MANY_DEVICES = 1000;

constexpr std::uintptr_t HUGE_BYTES = std::uintptr_t{2} << 20;

/** Where the heap begins and ends, as the kernel says; nothing known: 0, 0. */
std::pair<std::uintptr_t, std::uintptr_t>
HeapRange()
{
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);)
    {
        // Of a forked process it is several pieces, one behind the other.
        std::uintptr_t from = 0;
        std::uintptr_t to = 0;
        if (line.find("[heap]") != std::string::npos &&
            std::sscanf(line.c_str(), "%" SCNxPTR "-%" SCNxPTR, &from, &to) == 2)
        {
            begin = begin == 0 ? from : begin;
            end = to;
        }
    }
    return {begin, end};
}

} // namespace

void
UseHugePages(std::size_t devices)
{
#if defined(MADV_HUGEPAGE)
    if (devices < MANY_DEVICES)
    {
        return;
    }
    auto [begin, end] = HeapRange();
    begin = (begin + HUGE_BYTES - 1) / HUGE_BYTES * HUGE_BYTES;
    end = end / HUGE_BYTES * HUGE_BYTES;
    if (begin >= end)
    {
        return;
    }
    // Refused: then not. It changes nothing but the speed.
    void* const heap = reinterpret_cast<void*>(begin); // NOLINT(performance-no-int-to-ptr)
    constexpr int COLLAPSE = 25; // MADV_COLLAPSE, which Debian 12's headers do not know
    if (madvise(heap, end - begin, MADV_HUGEPAGE) == 0)
    {
        madvise(heap, end - begin, COLLAPSE);
    }
#else
    (void)devices;
#endif
}

} // namespace edgeward
