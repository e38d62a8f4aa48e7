/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/object-spec.h"

#include "base/errors.h"
#include "base/text.h"
#include "net/attribute-check.h"

#include "ns3/string.h"

namespace edgeward
{

using namespace ns3;

namespace
{

/** Names of the types that can be made where @p base is wanted. */
std::vector<std::string>
NamesBelow(TypeId base)
{
    std::vector<std::string> names;
    for (std::uint16_t i = 0; i < TypeId::GetRegisteredN(); i++)
    {
        const TypeId type = TypeId::GetRegistered(i);
        if (type.HasConstructor() && (type == base || type.IsChildOf(base)))
        {
            names.push_back(type.GetName());
        }
    }
    return names;
}

} // namespace

ObjectFactory
ObjectSpec::Factory() const
{
    ObjectFactory factory;
    factory.SetTypeId(typeId);
    for (const auto& [name, value] : attributes)
    {
        factory.Set(name, StringValue(value));
    }
    return factory;
}

void
ObjectSpec::Apply(Ptr<Object> object) const
{
    for (const auto& [name, value] : attributes)
    {
        object->SetAttribute(name, StringValue(value));
    }
}

ObjectSpec
ParseObjectSpec(const std::string& text, TypeId base, const std::string& key)
{
    const auto whole = Trim(text);
    const auto open = whole.find('[');
    const std::string name = Trim(whole.substr(0, open));
    ObjectSpec spec;
    if (!TypeId::LookupByNameFailSafe(name, &spec.typeId) || !spec.typeId.HasConstructor() ||
        !(spec.typeId == base || spec.typeId.IsChildOf(base)))
    {
        throw ConfigError(
            {}, key, "'" + name + "' is no " + base.GetName(), DidYouMean(name, NamesBelow(base)));
    }
    if (open == std::string::npos)
    {
        return spec;
    }
    if (whole.back() != ']')
    {
        throw ConfigError(
            {}, key, "'" + whole + "' lacks the closing ']'", "write Type[Name=value|Name=value]");
    }
    for (const auto& part : Split(whole.substr(open + 1, whole.size() - open - 2), '|'))
    {
        const auto equals = part.find('=');
        if (equals == std::string::npos)
        {
            throw ConfigError(
                {}, key, "'" + part + "' is no Name=value", "write Type[Name=value|Name=value]");
        }
        const auto attribute = Trim(part.substr(0, equals));
        const auto value = Trim(part.substr(equals + 1));
        CheckAttribute(spec.typeId, attribute, value, key);
        spec.attributes.emplace_back(attribute, value);
    }
    return spec;
}

std::vector<ObjectSpec>
ParseObjectSpecs(const std::string& text, TypeId base, const std::string& key)
{
    std::vector<ObjectSpec> specs;
    std::string part;
    int depth = 0;
    for (const char character : text + ",")
    {
        depth += character == '[' ? 1 : character == ']' ? -1 : 0;
        if (character != ',' || depth > 0)
        {
            part += character;
        }
        else
        {
            if (!Trim(part).empty())
            {
                specs.push_back(ParseObjectSpec(part, base, key));
            }
            part.clear();
        }
    }
    if (!Trim(part).empty())
    {
        throw ConfigError({},
                          key,
                          "'" + Trim(text) + "' lacks a closing ']'",
                          "write Type[Name=value|Name=value]");
    }
    return specs;
}

} // namespace edgeward
