/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_OBJECT_MAKER_H
#define EDGEWARD_SCENARIO_OBJECT_MAKER_H

#include "scenario/scenario-config.h"

#include "ns3/object-factory.h"
#include "ns3/string.h"

namespace edgeward
{

/** Put the scenario's attributes on an object. They have been checked when the scenario was read.
 */
template <typename T>
void
ApplyAttributes(const AttributeSettings& settings, ns3::Ptr<T> object)
{
    for (const auto& [name, value] : settings.values)
    {
        object->SetAttribute(name, ns3::StringValue(value.text));
    }
}

/** Make an object of the scenario: its type with its attributes. */
template <typename T>
ns3::Ptr<T>
MakeObject(const ObjectConfig& config)
{
    ns3::ObjectFactory factory(config.type);
    for (const auto& [name, value] : config.attributes.values)
    {
        factory.Set(name, ns3::StringValue(value.text));
    }
    return factory.Create<T>();
}

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_OBJECT_MAKER_H
