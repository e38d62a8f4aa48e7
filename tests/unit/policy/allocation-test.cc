/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/observation-encoder.h"
#include "rl/mlp.h"

#include "policy-fixture.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

namespace
{

/** Allocations of this program so far. */
std::size_t allocations = 0;

} // namespace

// The program's own allocator counts, and is malloc otherwise. Not inlined: g++ 14 takes half of an
// inlined pair for a mismatch.
[[gnu::noinline]] void*
operator new(std::size_t size)
{
    ++allocations;
    if (void* memory = std::malloc(size > 0 ? size : 1))
    {
        return memory;
    }
    throw std::bad_alloc();
}

// std::stable_sort() asks this way; AddressSanitizer wants it to be the same allocator.
[[gnu::noinline]] void*
operator new(std::size_t size, const std::nothrow_t&) noexcept
{
    ++allocations;
    return std::malloc(size > 0 ? size : 1);
}

[[gnu::noinline]] void
operator delete(void* memory) noexcept
{
    std::free(memory);
}

[[gnu::noinline]] void
operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

using namespace edgeward;

TEST(HotPath, EncodingMaskingAndEvaluatingANetworkAllocateNothing)
{
    const PolicyEnvironment environment = MakeEnvironment(5, {NodeRole::EDGE, NodeRole::CLOUD});
    const ActionSpace actions(environment);
    const ObservationEncoder encoder(environment);
    Mlp network({encoder.Spec().Size(), 64, 64, actions.Size()});
    const DecisionContext context = MakeContext(environment, 3);
    Observation observation;
    ActionMask mask;
    std::int32_t action = -1;
    const auto decide = [&] {
        encoder.Encode(context, observation);
        actions.Mask(context, mask);
        action = BestAllowedAction(network.Forward(observation), mask);
    };
    decide();
    const std::size_t before = allocations;
    for (int k = 0; k < 100; ++k)
    {
        decide();
    }
    EXPECT_EQ(allocations, before);
    EXPECT_EQ(action, 0);
    // The counter does count.
    observation = Observation(1000);
    EXPECT_GT(allocations, before);
}
