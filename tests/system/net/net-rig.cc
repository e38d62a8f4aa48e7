/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "system/net/net-rig.h"

#include "ns3/string.h"

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

} // namespace edgeward
