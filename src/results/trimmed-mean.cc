/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/trimmed-mean.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

namespace
{

constexpr double QUARTER = 0.25;

} // namespace

TrimmedMean::TrimmedMean(std::vector<double> values, double trim)
    : m_sorted(std::move(values))
    , m_trim(trim)
{
    m_sorted.erase(std::remove_if(m_sorted.begin(),
                                  m_sorted.end(),
                                  [](double value) { return !std::isfinite(value); }),
                   m_sorted.end());
    std::sort(m_sorted.begin(), m_sorted.end());
}

double
TrimmedMean::Value() const
{
    return Of(Multiplicities(m_sorted.size(), 1));
}

Interval
TrimmedMean::BootstrapEnds(const BootstrapPlan& plan) const
{
    return BootstrapInterval(
        {m_sorted.size()}, [this](const Multiplicities& drawn) { return Of(drawn); }, plan);
}

double
TrimmedMean::Of(const Multiplicities& drawn) const
{
    const std::size_t size = m_sorted.size();
    auto cut = static_cast<std::size_t>(m_trim * static_cast<double>(size));
    // Of an even sample, nothing would remain between its halves: the middle two do.
    cut = size > 0 ? std::min(cut, (size - 1) / 2) : 0;
    double sum = 0.0;
    std::size_t passed = 0;
    for (std::size_t i = 0; i < size; ++i)
    {
        const std::size_t begin = std::max(passed, cut);
        passed += drawn[i];
        const std::size_t end = std::min(passed, size - cut);
        sum += end > begin ? static_cast<double>(end - begin) * m_sorted[i] : 0.0;
    }
    return sum / static_cast<double>(size - 2 * cut);
}

const std::vector<double>&
TrimmedMean::Sorted() const
{
    return m_sorted;
}

double
InterquartileMean(const std::vector<double>& values)
{
    return TrimmedMean(values, QUARTER).Value();
}

Interval
InterquartileMeanInterval(const std::vector<double>& values, const BootstrapPlan& plan)
{
    return TrimmedMean(values, QUARTER).BootstrapEnds(plan);
}

} // namespace edgeward
