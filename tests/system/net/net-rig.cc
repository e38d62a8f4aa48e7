/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "system/net/net-rig.h"

#include "ns3/string.h"

#include <algorithm>

namespace edgeward
{

ns3::ObjectFactory
MakeFactory(const std::string& type,
            const std::vector<std::pair<std::string, std::string>>& attributes)
{
    ns3::ObjectFactory factory(type);
    for (const auto& [name, value] : attributes)
    {
        factory.Set(name, ns3::StringValue(value));
    }
    return factory;
}

std::vector<std::string>
AccessNetworkNames()
{
    std::vector<std::string> names;
    for (std::uint16_t i = 0; i < ns3::TypeId::GetRegisteredN(); i++)
    {
        const auto type = ns3::TypeId::GetRegistered(i);
        if (type.IsChildOf(AccessNetwork::GetTypeId()) && type.HasConstructor())
        {
            names.push_back(type.GetName());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace edgeward
