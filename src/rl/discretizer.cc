/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/discretizer.h"

#include <cmath>
#include <stdexcept>

namespace edgeward
{

Discretizer::Discretizer(std::vector<ValueBounds> bounds, std::vector<std::int64_t> bins)
    : m_bounds(std::move(bounds))
    , m_bins(std::move(bins))
{
    bool isGood = m_bounds.size() == m_bins.size();
    for (std::size_t k = 0; isGood && k < m_bins.size(); ++k)
    {
        isGood = m_bins[k] >= 1 && m_bins[k] <= MAX_BINS && std::isfinite(m_bounds[k].low) &&
                 std::isfinite(m_bounds[k].high) && m_bounds[k].low < m_bounds[k].high;
    }
    if (!isGood)
    {
        throw std::logic_error("Discretizer: bins or bounds that cut nothing");
    }
}

std::string
Discretizer::Key(const Observation& observation) const
{
    std::string key(m_bins.size(), '\0');
    for (std::size_t k = 0; k < key.size(); ++k)
    {
        const double share =
            (observation.at(k) - m_bounds[k].low) / (m_bounds[k].high - m_bounds[k].low);
        const auto bins = static_cast<double>(m_bins[k]);
        double bin = 0.0;
        if (share > 0.0)
        {
            bin = share < 1.0 ? std::floor(share * bins) : bins - 1.0;
        }
        key[k] = static_cast<char>(static_cast<std::uint8_t>(bin));
    }
    return key;
}

const std::vector<ValueBounds>&
Discretizer::Bounds() const
{
    return m_bounds;
}

const std::vector<std::int64_t>&
Discretizer::Bins() const
{
    return m_bins;
}

} // namespace edgeward
