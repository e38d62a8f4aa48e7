/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_SCENARIO_CONFIG_ATTRIBUTES_H
#define EDGEWARD_SCENARIO_SCENARIO_CONFIG_ATTRIBUTES_H

#include "scenario/scenario-config.h"

#include "ns3/type-id.h"

#include <functional>

namespace edgeward
{

/**
 * Checks what a scenario says about ns-3 objects before any is built: types, attributes, values,
 * random variables.
 *
 * ns-3 aborts the process on some malformed values ("1x" for a whole number), so values are tried
 * out in a forked child, all of them in one; a child that dies says which value killed it. Call
 * Finish() once, before threads exist.
 */
class AttributeChecks
{
  public:
    /** @param problems takes what is wrong */
    explicit AttributeChecks(ProblemList& problems);

    /**
     * Check an object's type and attributes, and replace a short type name by the TypeId's.
     * @param config what the scenario says
     * @param base   the family that the type must be of
     * @param path   the table for messages, e.g. "access"
     */
    void Object(ObjectConfig& config, ns3::TypeId base, const std::string& path);

    /** Check defaults by full name, "ns3::TcpSocket::SegmentSize". */
    void Defaults(const AttributeSettings& settings, const std::string& path);

    /**
     * Check an ns-3 random variable whose values must lie within bounds and not all be 0. Bounds
     * are checked on a sample, so whoever draws must still cope with a rare value outside.
     */
    void Random(const std::string& text,
                const SourceLocation& where,
                const std::string& key,
                double low,
                double high);

    /** Check an ns-3 data rate, which must be above 0. */
    void Rate(const std::string& text, const SourceLocation& where, const std::string& key);

    /** Try out all values; what is wrong is in the problem list afterwards. */
    void Finish();

  private:
    /** A check that may kill the process it runs in; gives what is wrong, or nothing. */
    struct Probe
    {
        std::function<std::string()> check;
        std::string fatal; ///< what is wrong if it dies
        SourceLocation where;
        std::string key;
    };

    void Attribute(ns3::TypeId type,
                   const std::string& name,
                   const std::string& text,
                   const SourceLocation& where,
                   const std::string& key);
    bool Factory(const std::string& text,
                 ns3::TypeId base,
                 const SourceLocation& where,
                 const std::string& key);
    void Problem(const SourceLocation& where,
                 const std::string& key,
                 const std::string& problem,
                 const std::string& remedy);
    std::size_t RunProbes(std::size_t first);

    ProblemList* m_problems;
    std::vector<Probe> m_probes;
};

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_SCENARIO_CONFIG_ATTRIBUTES_H
