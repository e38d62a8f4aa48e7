/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_ATTRIBUTE_CHECK_H
#define EDGEWARD_NET_ATTRIBUTE_CHECK_H

#include "ns3/type-id.h"

#include <string>

namespace edgeward
{

/**
 * Check the value of an ns-3 attribute as a user writes it, because ns-3 itself aborts the program
 * on many bad ones.
 *
 * @param type  the attribute is its own or inherited
 * @param key   names the option in messages
 * @throws ConfigError if the attribute is unknown, or the value no value of it, or out of its range
 */
void CheckAttribute(ns3::TypeId type,
                    const std::string& name,
                    const std::string& value,
                    const std::string& key);

} // namespace edgeward

#endif // EDGEWARD_NET_ATTRIBUTE_CHECK_H
