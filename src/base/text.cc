/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

namespace edgeward
{

namespace
{

/** Levenshtein distance. */
std::size_t
EditDistance(const std::string& a, const std::string& b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (std::size_t i = 1; i <= a.size(); ++i)
    {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j)
        {
            const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
        }
    }
    return row[b.size()];
}

template <typename T>
std::optional<T>
ParseWhole(const std::string& text)
{
    T value{};
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value);
    if (text.empty() || error != std::errc() || stopped != end)
    {
        return std::nullopt;
    }
    return value;
}

} // namespace

std::string
Trim(const std::string& text)
{
    const char* blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string::npos)
    {
        return "";
    }
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string>
Split(const std::string& text, char separator)
{
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (std::size_t end = text.find(separator); end != std::string::npos;
         end = text.find(separator, begin))
    {
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    parts.push_back(text.substr(begin));
    return parts;
}

std::string
Join(const std::vector<std::string>& parts, const std::string& glue)
{
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i)
    {
        text += (i == 0 ? "" : glue) + parts[i];
    }
    return text;
}

std::optional<double>
ParseDouble(const std::string& text)
{
    const std::optional<double> value = ParseWhole<double>(text);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

std::optional<std::int64_t>
ParseInt(const std::string& text)
{
    return ParseWhole<std::int64_t>(text);
}

std::string
FormatDouble(double value)
{
    char buffer[32];
    const auto result = std::to_chars(buffer, buffer + sizeof buffer, value);
    return std::string(buffer, result.ptr);
}

std::string
NearestName(const std::string& name, const std::vector<std::string>& known)
{
    std::string nearest;
    // A name further away than a third of its length is no typing slip.
    std::size_t best = std::max<std::size_t>(2, name.size() / 3) + 1;
    for (const std::string& candidate : known)
    {
        const std::size_t distance = EditDistance(name, candidate);
        if (distance < best)
        {
            best = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

std::string
DidYouMean(const std::string& name, const std::vector<std::string>& known)
{
    const std::string nearest = NearestName(name, known);
    const std::string hint = nearest.empty() ? "" : "did you mean '" + nearest + "'? ";
    return hint + "known: " + (known.empty() ? "none" : Join(known, ", "));
}

} // namespace edgeward
