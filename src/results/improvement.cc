/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/improvement.h"

#include <algorithm>

namespace edgeward
{

Improvement::Improvement(const std::vector<double>& x, const std::vector<double>& y)
    : m_sizeX(x.size())
    , m_sizeY(y.size())
{
    for (std::size_t i = 0; i < x.size(); ++i)
    {
        m_ascending.push_back({x[i], i, true});
    }
    for (std::size_t i = 0; i < y.size(); ++i)
    {
        m_ascending.push_back({y[i], i, false});
    }
    std::stable_sort(m_ascending.begin(), m_ascending.end(), [](const Entry& a, const Entry& b) {
        return a.value < b.value;
    });
}

double
Improvement::Value() const
{
    const Multiplicities ones(std::max(m_sizeX, m_sizeY), 1);
    return Of(ones.data(), ones.data());
}

Interval
Improvement::IndependentEnds(const BootstrapPlan& plan) const
{
    return BootstrapInterval(
        {m_sizeX, m_sizeY},
        [this](const Multiplicities& drawn) { return Of(drawn.data(), drawn.data() + m_sizeX); },
        plan);
}

Interval
Improvement::PairedEnds(const BootstrapPlan& plan) const
{
    return BootstrapInterval(
        {m_sizeX},
        [this](const Multiplicities& drawn) { return Of(drawn.data(), drawn.data()); },
        plan);
}

double
Improvement::Of(const std::uint32_t* x, const std::uint32_t* y) const
{
    double wins = 0.0;
    double lowerY = 0.0; // drawn ys below the present value
    for (std::size_t begin = 0; begin < m_ascending.size();)
    {
        double tiedX = 0.0;
        double tiedY = 0.0;
        std::size_t end = begin;
        for (; end < m_ascending.size() && m_ascending[end].value == m_ascending[begin].value;
             ++end)
        {
            const Entry& entry = m_ascending[end];
            (entry.isX ? tiedX : tiedY) += entry.isX ? x[entry.index] : y[entry.index];
        }
        wins += tiedX * (lowerY + tiedY / 2.0);
        lowerY += tiedY;
        begin = end;
    }
    return wins / (static_cast<double>(m_sizeX) * static_cast<double>(m_sizeY));
}

} // namespace edgeward
