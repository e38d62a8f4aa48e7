/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_OBJECT_SPEC_H
#define EDGEWARD_NET_OBJECT_SPEC_H

#include "ns3/object-factory.h"

#include <string>
#include <utility>
#include <vector>

namespace edgeward
{

/** An ns-3 object as a user writes it:
 * "ns3::LogDistancePropagationLossModel[Exponent=3|ReferenceDistance=1]". */
struct ObjectSpec
{
    ns3::TypeId typeId;
    std::vector<std::pair<std::string, std::string>> attributes; ///< name and value, as written

    /** A factory that makes it. */
    ns3::ObjectFactory Factory() const;

    /** Set the attributes on an object that exists. */
    void Apply(ns3::Ptr<ns3::Object> object) const;
};

/**
 * Read one object.
 * @param base the type must be this one or derived from it
 * @param key  names the option in messages
 * @throws ConfigError on a bad bracket, an unknown or abstract type, an unknown attribute, a value
 * out of its range
 */
ObjectSpec ParseObjectSpec(const std::string& text, ns3::TypeId base, const std::string& key);

/** Read a comma-separated list; commas within brackets do not separate. May be empty. @throws
 * ConfigError likewise */
std::vector<ObjectSpec> ParseObjectSpecs(const std::string& text,
                                         ns3::TypeId base,
                                         const std::string& key);

} // namespace edgeward

#endif // EDGEWARD_NET_OBJECT_SPEC_H
