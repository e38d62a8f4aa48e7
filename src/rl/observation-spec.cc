/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/observation-spec.h"

#include "base/text.h"
#include "rl/checksum.h"
#include "rl/toml-text.h"

namespace edgeward
{

namespace
{

/** Encoded values stay far below this; beyond, a manifest is damaged. */
constexpr double LARGEST_BOUND = 1e6;

constexpr std::int64_t MOST_NUMBERS = 1000000;

std::string
Describe(const ObservationField& field)
{
    return "'" + field.name + "' (unit " + field.unit + ", " + field.transform + ", from " +
           FormatDouble(field.low) + " to " + FormatDouble(field.high) + ", " +
           std::to_string(field.count) + (field.count == 1 ? " number)" : " numbers)");
}

} // namespace

bool
ObservationField::operator==(const ObservationField& other) const
{
    return name == other.name && unit == other.unit && transform == other.transform &&
           low == other.low && high == other.high && count == other.count;
}

bool
ObservationField::operator!=(const ObservationField& other) const
{
    return !(*this == other);
}

ObservationSpec::ObservationSpec(std::vector<ObservationField> fields)
    : m_fields(std::move(fields))
{
}

const std::vector<ObservationField>&
ObservationSpec::Fields() const
{
    return m_fields;
}

std::size_t
ObservationSpec::Size() const
{
    std::size_t size = 0;
    for (const ObservationField& field : m_fields)
    {
        size += field.count;
    }
    return size;
}

std::vector<ValueBounds>
ObservationSpec::Bounds() const
{
    std::vector<ValueBounds> bounds;
    for (const ObservationField& field : m_fields)
    {
        bounds.insert(bounds.end(), field.count, {field.low, field.high});
    }
    return bounds;
}

std::string
ObservationSpec::Hash() const
{
    // FNV-1a, Fowler, Noll and Vo: offset basis and prime of 64 bits.
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const ObservationField& field : m_fields)
    {
        for (const char character : Describe(field))
        {
            hash = (hash ^ static_cast<std::uint8_t>(character)) * 0x100000001b3ULL;
        }
    }
    return ToHex(static_cast<std::uint32_t>(hash >> 32)) + ToHex(static_cast<std::uint32_t>(hash));
}

std::string
ObservationSpec::Difference(const ObservationSpec& other,
                            const std::string& here,
                            const std::string& there) const
{
    for (std::size_t k = 0; k < m_fields.size() || k < other.m_fields.size(); ++k)
    {
        const std::string position = "observation field " + std::to_string(k) + " ";
        if (k >= other.m_fields.size())
        {
            return position + Describe(m_fields[k]) + " of " + here + " is missing in " + there;
        }
        if (k >= m_fields.size())
        {
            return position + Describe(other.m_fields[k]) + " of " + there + " is missing in " +
                   here;
        }
        if (m_fields[k] != other.m_fields[k])
        {
            return position + "is " + Describe(m_fields[k]) + " in " + here + " but " +
                   Describe(other.m_fields[k]) + " in " + there;
        }
    }
    return "";
}

std::string
ObservationSpec::ToToml() const
{
    std::string text =
        "[observation]\nhash = " + TomlQuote(Hash()) + "\nsize = " + std::to_string(Size()) + "\n";
    for (const ObservationField& field : m_fields)
    {
        text += "\n[[observation.fields]]\nname = " + TomlQuote(field.name) +
                "\nunit = " + TomlQuote(field.unit) +
                "\ntransform = " + TomlQuote(field.transform) +
                "\nlow = " + FormatDouble(field.low) + "\nhigh = " + FormatDouble(field.high) +
                "\ncount = " + std::to_string(field.count) + "\n";
    }
    return text;
}

ObservationSpec
ObservationSpec::FromToml(const TomlTable& table)
{
    std::vector<ObservationField> fields;
    for (const TomlTable& entry : table.GetTables("fields"))
    {
        ObservationField field;
        field.name = entry.GetString("name");
        field.unit = entry.GetString("unit");
        field.transform = entry.GetString("transform");
        field.low = entry.GetDouble("low", -LARGEST_BOUND, LARGEST_BOUND);
        field.high = entry.GetDouble("high", field.low, LARGEST_BOUND);
        field.count = static_cast<std::size_t>(entry.GetInt("count", 1, MOST_NUMBERS));
        fields.push_back(field);
    }
    const ObservationSpec spec(fields);
    if (table.GetInt("size", 0, MOST_NUMBERS) != static_cast<std::int64_t>(spec.Size()) ||
        table.GetString("hash") != spec.Hash())
    {
        throw table.Error("hash", "does not match the fields", "the file is damaged; train again");
    }
    return spec;
}

} // namespace edgeward
