/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/scenario-config-types.h"

#include "base/text.h"

#include <algorithm>
#include <cctype>

namespace edgeward
{

using namespace ns3;

namespace
{

/** "RandomWalk2dMobilityModel" as Random, Walk2d, Mobility, Model. */
std::vector<std::string>
Words(const std::string& typeName)
{
    const std::size_t colons = typeName.rfind("::");
    std::vector<std::string> words;
    for (const char character : typeName.substr(colons == std::string::npos ? 0 : colons + 2))
    {
        if (words.empty() || std::isupper(static_cast<unsigned char>(character)))
        {
            words.emplace_back();
        }
        words.back() += character;
    }
    return words;
}

} // namespace

bool
IsConcrete(TypeId type, TypeId base)
{
    return type.HasConstructor() && (type == base || type.IsChildOf(base));
}

std::vector<TypeId>
ConcreteTypes(TypeId base)
{
    std::vector<TypeId> types;
    for (std::uint16_t i = 0; i < TypeId::GetRegisteredN(); ++i)
    {
        const TypeId type = TypeId::GetRegistered(i);
        if (IsConcrete(type, base))
        {
            types.push_back(type);
        }
    }
    std::sort(types.begin(), types.end(), [](const TypeId& a, const TypeId& b) {
        return a.GetName() < b.GetName();
    });
    return types;
}

std::string
ShortTypeName(TypeId type, TypeId base)
{
    std::vector<std::string> words = Words(type.GetName());
    const std::vector<std::string> family = Words(base.GetName());
    while (words.size() > 1 &&
           std::find(family.begin(), family.end(), words.back()) != family.end())
    {
        words.pop_back();
    }
    std::string name = Join(words, "-");
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char character) {
        return static_cast<char>(std::tolower(character));
    });
    // The field's own abbreviation.
    return name == "point-to-point" ? "p2p" : name;
}

std::vector<std::string>
ShortTypeNames(TypeId base)
{
    std::vector<std::string> names;
    for (const TypeId& type : ConcreteTypes(base))
    {
        names.push_back(ShortTypeName(type, base));
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::optional<TypeId>
FindType(const std::string& name, TypeId base)
{
    for (const TypeId& type : ConcreteTypes(base))
    {
        const std::string full = type.GetName();
        if (name == full || "ns3::" + name == full || "edgeward::" + name == full ||
            name == ShortTypeName(type, base))
        {
            return type;
        }
    }
    return std::nullopt;
}

std::vector<std::string>
AttributeNames(TypeId type)
{
    std::vector<std::string> names;
    for (TypeId level = type;; level = level.GetParent())
    {
        for (std::size_t i = 0; i < level.GetAttributeN(); ++i)
        {
            const TypeId::AttributeInformation info = level.GetAttribute(i);
            const bool canBeSet = (info.flags & (TypeId::ATTR_SET | TypeId::ATTR_CONSTRUCT)) != 0;
            if (canBeSet && info.supportLevel != TypeId::SupportLevel::OBSOLETE)
            {
                names.push_back(info.name);
            }
        }
        if (!level.HasParent() || level.GetParent() == level)
        {
            break;
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::string
NearestTypeHint(const std::string& name)
{
    std::vector<std::string> names;
    for (std::uint16_t i = 0; i < TypeId::GetRegisteredN(); ++i)
    {
        names.push_back(TypeId::GetRegistered(i).GetName());
    }
    const std::string nearest = NearestName(name, names);
    return nearest.empty() ? "" : "; did you mean '" + nearest + "'?";
}

std::string
ValueHint(const AttributeChecker& checker)
{
    const std::string type = checker.GetValueTypeName();
    if (type == "ns3::TimeValue")
    {
        return "a time with its unit, e.g. 20ms";
    }
    return checker.HasUnderlyingTypeInformation() ? checker.GetUnderlyingTypeInformation() : type;
}

} // namespace edgeward
