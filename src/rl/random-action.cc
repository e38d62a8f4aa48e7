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
    const auto allowed = static_cast<std::uint64_t>(
        mask.size() -
        static_cast<std::size_t>(std::count(mask.begin(), mask.end(), std::uint8_t{0})));
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
