/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_SCENARIO_CONFIG_TYPES_H
#define EDGEWARD_SCENARIO_SCENARIO_CONFIG_TYPES_H

#include "ns3/attribute.h"
#include "ns3/type-id.h"

#include <optional>
#include <string>
#include <vector>

namespace edgeward
{

/** Whether objects of @p type can be made and are of the family @p base. */
bool IsConcrete(ns3::TypeId type, ns3::TypeId base);

/** Types that can be made and are of the family @p base, sorted by name. */
std::vector<ns3::TypeId> ConcreteTypes(ns3::TypeId base);

/**
 * The short name of a type within its family: "wifi" for an edgeward::WifiAccessNetwork among
 * access networks, "random-walk2d" for ns3::RandomWalk2dMobilityModel among mobility models.
 */
std::string ShortTypeName(ns3::TypeId type, ns3::TypeId base);

/** Short names of the family, sorted. */
std::vector<std::string> ShortTypeNames(ns3::TypeId base);

/** The type of the family by full name, by name without namespace, or by short name. */
std::optional<ns3::TypeId> FindType(const std::string& name, ns3::TypeId base);

/** Names of the attributes of @p type and its parents that can be set and are not obsolete. */
std::vector<std::string> AttributeNames(ns3::TypeId type);

/** "; did you mean 'ns3::TcpSocket'?" or nothing if no type of ns-3 is close. */
std::string NearestTypeHint(const std::string& name);

/** What values a checker takes, e.g. "whole number from 0 to 65535". */
std::string ValueHint(const ns3::AttributeChecker& checker);

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_SCENARIO_CONFIG_TYPES_H
