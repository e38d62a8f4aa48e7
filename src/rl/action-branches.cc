/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/action-branches.h"

#include "base/errors.h"
#include "rl/mlp.h"

#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

namespace edgeward
{

ActionBranches::ActionBranches(std::vector<std::size_t> sizes)
    : m_sizes(std::move(sizes))
    , m_alternatives(0)
{
    constexpr std::size_t MOST = std::numeric_limits<std::int32_t>::max();
    for (const std::size_t size : m_sizes)
    {
        if (size == 0)
        {
            throw std::logic_error("ActionBranches: a branch without alternatives");
        }
        if (m_joint > MOST / size)
        {
            throw ConfigError("a decision of " + std::to_string(m_sizes.size()) +
                              " choices has more than 2^31 joint actions; give it fewer choices "
                              "or alternatives");
        }
        m_joint *= size;
        m_alternatives += size;
    }
}

const std::vector<std::size_t>&
ActionBranches::Sizes() const
{
    return m_sizes;
}

std::size_t
ActionBranches::Count() const
{
    return m_sizes.size();
}

std::size_t
ActionBranches::Alternatives() const
{
    return m_alternatives;
}

std::size_t
ActionBranches::JointActions() const
{
    return m_joint;
}

std::vector<std::int32_t>
ActionBranches::Split(std::int32_t joint) const
{
    std::vector<std::int32_t> choices(m_sizes.size());
    for (std::size_t branch = m_sizes.size(); branch-- > 0;)
    {
        const auto size = static_cast<std::int32_t>(m_sizes[branch]);
        choices[branch] = joint % size;
        joint /= size;
    }
    return choices;
}

std::int32_t
ActionBranches::Best(const float* values, const std::uint8_t* mask) const
{
    std::int32_t joint = 0;
    for (const std::size_t size : m_sizes)
    {
        joint = joint * static_cast<std::int32_t>(size) + BestAllowedAction(values, mask, size);
        values += size;
        mask += size;
    }
    return joint;
}

} // namespace edgeward
