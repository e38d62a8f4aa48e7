/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_OBSERVATION_SPEC_H
#define EDGEWARD_RL_OBSERVATION_SPEC_H

#include "base/toml-reader.h"

#include <cstddef>
#include <string>
#include <vector>

namespace edgeward
{

/** Least and largest value of one number; either may be infinite. */
struct ValueBounds
{
    double low = 0.0;
    double high = 1.0;
};

/** One named part of an observation. */
struct ObservationField
{
    std::string name;      ///< e.g. "backlog"
    std::string unit;      ///< of the raw quantity, e.g. "s"; "1" for none
    std::string transform; ///< how the raw quantity x became the number, e.g. "x/(x+0.1)"
    double low = 0.0;      ///< least encoded value
    double high = 1.0;     ///< largest encoded value
    std::size_t count = 1; ///< numbers in a row, e.g. one a node

    bool operator==(const ObservationField& other) const;
    bool operator!=(const ObservationField& other) const;
};

/**
 * What the numbers of an observation mean, in order.
 *
 * A checkpoint holds the spec that it was trained with; it acts only where the spec is the same.
 */
class ObservationSpec
{
  public:
    ObservationSpec() = default;

    explicit ObservationSpec(std::vector<ObservationField> fields);

    const std::vector<ObservationField>& Fields() const;

    /** Numbers in an observation. */
    std::size_t Size() const;

    /** Bounds of each number, Size() many. */
    std::vector<ValueBounds> Bounds() const;

    /** 16 hexadecimal digits (FNV-1a, 64 bits) of everything that the fields say. */
    std::string Hash() const;

    /**
     * How @p other (there) differs from this spec (here), as a sentence without full stop; empty if
     * it does not.
     * @param here  words for this spec, e.g. "this scenario"
     * @param there words for the other spec, e.g. "the checkpoint"
     */
    std::string Difference(const ObservationSpec& other,
                           const std::string& here,
                           const std::string& there) const;

    /** "[observation]" with its hash and "[[observation.fields]]" as TOML text. */
    std::string ToToml() const;

    /**
     * The inverse of ToToml().
     * @param table the "observation" table
     * @throws ConfigError if a key is missing or wrong, or the hash does not match the fields
     */
    static ObservationSpec FromToml(const TomlTable& table);

  private:
    std::vector<ObservationField> m_fields;
};

} // namespace edgeward

#endif // EDGEWARD_RL_OBSERVATION_SPEC_H
