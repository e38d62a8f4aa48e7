/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "compute/batch-curve.h"

#include "base/errors.h"
#include "base/text.h"

#include <optional>
#include <utility>

namespace edgeward
{

namespace
{

[[noreturn]] void
Fail(const std::string& text, const std::string& problem)
{
    throw ConfigError(
        {},
        "BatchCurve",
        "'" + text + "': " + problem,
        "write size:time pairs, e.g. \"1:21.3ms,2:31.8ms\", or size:factor pairs that "
        "begin with 1:1, e.g. \"1:1,2:1.5,4:3.8\"");
}

/** A number, and whether it is a time. */
struct Value
{
    double number;
    bool isTime;
};

/** "1.5", or "31.8ms". */
std::optional<Value>
ParseValue(const std::string& text)
{
    const std::pair<const char*, double> units[] = {{"ms", 1e-3}, {"us", 1e-6}, {"s", 1.0}};
    for (const auto& [unit, seconds] : units)
    {
        const std::string end = unit;
        if (text.size() > end.size() && text.substr(text.size() - end.size()) == end)
        {
            const auto number = ParseDouble(Trim(text.substr(0, text.size() - end.size())));
            return number ? std::make_optional(Value{*number * seconds, true}) : std::nullopt;
        }
    }
    const auto number = ParseDouble(text);
    return number ? std::make_optional(Value{*number, false}) : std::nullopt;
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
    std::optional<bool> areTimes;
    for (const std::string& pair : Split(text, ','))
    {
        const auto parts = Split(pair, ':');
        const auto size = ParseInt(Trim(parts[0]));
        const auto value = parts.size() == 2 ? ParseValue(Trim(parts[1])) : std::nullopt;
        if (!size || !value)
        {
            Fail(text, "'" + Trim(pair) + "' is neither size:factor nor size:time");
        }
        if (areTimes.value_or(value->isTime) != value->isTime)
        {
            Fail(text, "either all values are times with a unit, or none is");
        }
        areTimes = value->isTime;
        const Point point{static_cast<double>(*size), value->number};
        const bool isFirst = curve.m_points.empty();
        if (isFirst && (point.size != 1.0 || (!value->isTime && point.factor != 1.0)))
        {
            Fail(text, "the first pair must be 1:1, or batch 1 with its time");
        }
        if (!(point.factor > 0.0))
        {
            Fail(text, "'" + Trim(pair) + "' takes no time");
        }
        if (!isFirst && point.size <= curve.m_points.back().size)
        {
            Fail(text, "sizes must grow");
        }
        if (!isFirst && point.factor < curve.m_points.back().factor)
        {
            Fail(text, "a larger batch cannot take less time");
        }
        curve.m_points.push_back(point);
    }
    if (curve.m_points.size() == 1)
    {
        return BatchCurve();
    }
    const double one = curve.m_points.front().factor;
    for (Point& point : curve.m_points)
    {
        point.factor /= one;
    }
    return curve;
}

double
BatchCurve::At(std::uint32_t size) const
{
    if (size == 1)
    {
        return 1.0;
    }
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
