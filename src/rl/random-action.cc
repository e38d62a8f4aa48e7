/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/random-action.h"

#include <algorithm>
#include <stdexcept>

namespace edgeward
{

std::int32_t
RandomAllowedAction(const ActionMask& mask, RandomStream& random)
{
    return RandomAllowedAction(mask.data(), mask.size(), random);
}

std::int32_t
RandomAllowedAction(const std::uint8_t* mask, std::size_t actions, RandomStream& random)
{
    const auto allowed = static_cast<std::uint64_t>(
        std::count_if(mask, mask + actions, [](std::uint8_t entry) { return entry != 0; }));
    if (allowed == 0)
    {
        throw std::logic_error("RandomAllowedAction: the mask allows nothing");
    }
    std::uint64_t left = random.Index(allowed);
    std::size_t action = 0;
    while (mask[action] == 0 || left-- > 0)
    {
        ++action;
    }
    return static_cast<std::int32_t>(action);
}

} // namespace edgeward
