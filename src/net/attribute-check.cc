/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/attribute-check.h"

#include "base/errors.h"
#include "base/text.h"
#include "net/object-spec.h"

#include "ns3/pointer.h"
#include "ns3/string.h"

#include <algorithm>

namespace edgeward
{

using namespace ns3;

namespace
{

/** "10ms", "2.5", "1min" as ns3::Time reads them. */
bool
IsTime(const std::string& text)
{
    static const std::vector<std::string> units{
        "", "s", "ms", "us", "ns", "ps", "fs", "min", "h", "d", "y"};
    const auto end = text.find_last_of("0123456789.");
    const auto digits = text.substr(0, end == std::string::npos ? 0 : end + 1);
    const auto unit = text.substr(digits.size());
    return ParseDouble(digits) && std::find(units.begin(), units.end(), unit) != units.end();
}

/** Whether ns-3 can read the value without aborting; its own check of the range comes after. */
bool
IsReadable(const AttributeChecker& checker, const std::string& value)
{
    const std::string kind = checker.GetValueTypeName();
    if (kind == "ns3::DoubleValue")
    {
        return ParseDouble(value).has_value();
    }
    if (kind == "ns3::IntegerValue")
    {
        return ParseInt(value).has_value();
    }
    if (kind == "ns3::UintegerValue")
    {
        return ParseInt(value).value_or(-1) >= 0;
    }
    if (kind == "ns3::TimeValue")
    {
        return IsTime(value);
    }
    if (kind.rfind("ns3::EnumValue", 0) == 0) // a template from ns-3.41 on
    {
        const auto names = Split(checker.GetUnderlyingTypeInformation(), '|');
        return std::find(names.begin(), names.end(), value) != names.end();
    }
    return true;
}

} // namespace

void
CheckAttribute(TypeId type,
               const std::string& name,
               const std::string& value,
               const std::string& key)
{
    TypeId::AttributeInformation information;
    if (!type.LookupAttributeByName(name, &information))
    {
        std::vector<std::string> known;
        for (TypeId at = type; at != at.GetParent(); at = at.GetParent())
        {
            for (std::size_t i = 0; i < at.GetAttributeN(); i++)
            {
                known.push_back(at.GetAttribute(i).name);
            }
        }
        throw ConfigError(
            {}, key, type.GetName() + " has no attribute '" + name + "'", DidYouMean(name, known));
    }
    if (const auto pointer = dynamic_cast<const PointerChecker*>(PeekPointer(information.checker)))
    {
        ParseObjectSpec(value, pointer->GetPointeeTypeId(), key);
        return;
    }
    if (!IsReadable(*information.checker, value) ||
        !information.checker->CreateValidValue(StringValue(value)))
    {
        throw ConfigError({},
                          key,
                          "'" + value + "' is no value of " + type.GetName() + "::" + name,
                          "it takes " + information.checker->GetUnderlyingTypeInformation());
    }
}

} // namespace edgeward
