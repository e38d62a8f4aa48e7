/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "compute/batch-curve.h"

#include "base/errors.h"
#include "base/text.h"

namespace edgeward
{

namespace
{

[[noreturn]] void
Fail(const std::string& text, const std::string& problem)
{
    throw ConfigError({},
                      "BatchCurve",
                      "'" + text + "': " + problem,
                      "write size:factor pairs that begin with 1:1, e.g. \"1:1,2:1.5,4:3.8\"");
}

} // namespace

BatchCurve::BatchCurve()
    : m_points{{1.0, 1.0}, {2.0, 2.0}}
{
}

BatchCurve
BatchCurve::Parse(const std::string& text)
{
    BatchCurve curve;
    if (Trim(text).empty())
    {
        return curve;
    }
    curve.m_text = text;
    curve.m_points.clear();
    for (const std::string& pair : Split(text, ','))
    {
        const auto parts = Split(pair, ':');
        const auto size = ParseInt(Trim(parts[0]));
        const auto factor = parts.size() == 2 ? ParseDouble(Trim(parts[1])) : std::nullopt;
        if (!size || !factor)
        {
            Fail(text, "'" + Trim(pair) + "' is not size:factor");
        }
        const Point point{static_cast<double>(*size), *factor};
        if (curve.m_points.empty() && (point.size != 1.0 || point.factor != 1.0))
        {
            Fail(text, "the first pair must be 1:1");
        }
        if (!curve.m_points.empty() && point.size <= curve.m_points.back().size)
        {
            Fail(text, "sizes must grow");
        }
        if (!curve.m_points.empty() && point.factor < curve.m_points.back().factor)
        {
            Fail(text, "a larger batch cannot take less time");
        }
        curve.m_points.push_back(point);
    }
    if (curve.m_points.size() == 1)
    {
        return BatchCurve();
    }
    return curve;
}

double
BatchCurve::At(std::uint32_t size) const
{
    std::size_t upper = 1;
    while (upper + 1 < m_points.size() && m_points[upper].size < size)
    {
        ++upper;
    }
    const Point& a = m_points[upper - 1];
    const Point& b = m_points[upper];
    return a.factor + (size - a.size) * (b.factor - a.factor) / (b.size - a.size);
}

const std::string&
BatchCurve::ToString() const
{
    return m_text;
}

} // namespace edgeward
