/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
/**
 * Prints docs/reference/attributes.md or docs/reference/traces.md from what ns-3 knows of our
 * TypeIds.
 *
 *     object-reference attributes|traces
 */
#include "compute/processor.h"
#include "offload/request-tracker.h"

#include "ns3/data-rate.h"
#include "ns3/nstime.h"
#include "ns3/type-id.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <regex>
#include <string>
#include <utility>
#include <vector>

namespace
{

using ns3::TypeId;

const char* const ATTRIBUTES_INTRODUCTION =
    R"(# Attributes

Every tunable of an ns-3 Object of ours is an attribute. A scenario file sets attributes in the table of the object
(`[access]`, `[transport]`, `[devices.processor]`, ...), a script with `SetAttribute()`, and for all objects of a type
at once with `Config::SetDefault("edgeward::TYPE::ATTRIBUTE", ...)` or a key of the scenario's table `[ns3]`. Types
inherit the attributes of their parents. Where a default comes from is told on the [model pages](../README.md#models).

A *Pointer* is an ns-3 Object, here always a random variable: `ns3::UniformRandomVariable[Min=0|Max=1]`. No default
means null, or an empty string.

This page is printed by the program `object-reference attributes`, and a test compares the two.
)";

const char* const TRACES_INTRODUCTION =
    R"(# Trace sources

What happens in a simulation can be listened to without touching the library:

    processor->TraceConnectWithoutContext("JobEnded", ns3::MakeCallback(&OnJobEnded));

The signature of a callback is the `typedef` of that name in its class. Traces of the instrument,
`edgeward::RequestTracker`, see every request; nothing that they tell is known to a node of the simulation.

This page is printed by the program `object-reference traces`, and a test compares the two.
)";

/** Our TypeIds by name. */
std::map<std::string, TypeId>
OurTypes()
{
    // Naming two of them keeps the linker from leaving out the library, which registers all.
    std::map<std::string, TypeId> types{
        {edgeward::Processor::GetTypeId().GetName(), edgeward::Processor::GetTypeId()},
        {edgeward::RequestTracker::GetTypeId().GetName(), edgeward::RequestTracker::GetTypeId()}};
    for (std::uint16_t i = 0; i < TypeId::GetRegisteredN(); ++i)
    {
        const TypeId type = TypeId::GetRegistered(i);
        if (type.GetName().rfind("edgeward::", 0) == 0)
        {
            types.emplace(type.GetName(), type);
        }
    }
    return types;
}

/** Text that may stand in a cell of a Markdown table. */
std::string
Cell(const std::string& text)
{
    std::string cell;
    for (const char c : text)
    {
        cell += c == '|' ? "\\|" : std::string(1, c == '\n' ? ' ' : c);
    }
    return cell;
}

/** A number with the largest of its units that leaves it whole; ns-3 versions write such values
 * differently. */
std::string
WithUnit(std::uint64_t number, const std::vector<std::pair<std::uint64_t, std::string>>& units)
{
    for (const auto& [size, name] : units)
    {
        if (number != 0 && number % size == 0)
        {
            return std::to_string(number / size) + name;
        }
    }
    return std::to_string(number) + units.back().second;
}

/** The default in code marks; nothing if it is empty or null. */
std::string
DefaultText(const TypeId::AttributeInformation& attribute)
{
    std::string text;
    if (const auto time = ns3::DynamicCast<const ns3::TimeValue>(attribute.initialValue))
    {
        text = WithUnit(time->Get().GetNanoSeconds(),
                        {{1'000'000'000, "s"}, {1'000'000, "ms"}, {1000, "us"}, {1, "ns"}});
    }
    else if (const auto rate = ns3::DynamicCast<const ns3::DataRateValue>(attribute.initialValue))
    {
        text = WithUnit(rate->Get().GetBitRate(),
                        {{1'000'000'000, "Gbps"}, {1'000'000, "Mbps"}, {1000, "kbps"}, {1, "bps"}});
    }
    else
    {
        text = attribute.initialValue->SerializeToString(attribute.checker);
    }
    const bool isPointer = attribute.checker->GetValueTypeName() == "ns3::PointerValue";
    return text.empty() || (isPointer && text == "0") ? "" : "`" + text + "`";
}

/** Bounds of a number, "1 .. 10" or ">= 1"; nothing for other values. */
std::string
RangeText(const TypeId::AttributeInformation& attribute)
{
    // ns-3 writes the type and both bounds, "uint32_t 1:10".
    const std::string text = attribute.checker->GetUnderlyingTypeInformation();
    const std::size_t space = text.find(' ');
    const std::size_t colon = text.find(':', space == std::string::npos ? 0 : space);
    const std::string value = attribute.checker->GetValueTypeName();
    if (space == std::string::npos || colon == std::string::npos ||
        (value != "ns3::DoubleValue" && value != "ns3::UintegerValue"))
    {
        return "";
    }
    const std::string low = text.substr(space + 1, colon - space - 1);
    const std::string high = text.substr(colon + 1);
    const bool isOpenAbove =
        high == "1.79769e+308" || high == "4294967295" || high == "18446744073709551615";
    if (low == "-1.79769e+308" && isOpenAbove)
    {
        return "";
    }
    return isOpenAbove ? ", >= " + low : ", " + low + " .. " + high;
}

/** "Double", "Time", ...: the value type without decoration. */
std::string
ValueText(const TypeId::AttributeInformation& attribute)
{
    std::string name = attribute.checker->GetValueTypeName();
    name = name.rfind("ns3::", 0) == 0 ? name.substr(5) : name;
    const std::size_t end = name.rfind("Value");
    return end == std::string::npos ? name : name.substr(0, end);
}

bool
IsSettable(const TypeId::AttributeInformation& attribute)
{
    return (attribute.flags & (TypeId::ATTR_SET | TypeId::ATTR_CONSTRUCT)) != 0;
}

void
PrintAttributes(const TypeId& type)
{
    std::cout << "| attribute | value | default | meaning |\n|---|---|---|---|\n";
    for (std::size_t i = 0; i < type.GetAttributeN(); ++i)
    {
        const TypeId::AttributeInformation attribute = type.GetAttribute(i);
        std::cout << "| `" << attribute.name << "` | " << ValueText(attribute)
                  << RangeText(attribute) << (IsSettable(attribute) ? "" : ", read only") << " | "
                  << Cell(DefaultText(attribute)) << " | " << Cell(attribute.help) << " |\n";
    }
}

void
PrintTraces(const TypeId& type)
{
    std::cout << "| trace | callback | fired |\n|---|---|---|\n";
    for (std::size_t i = 0; i < type.GetTraceSourceN(); ++i)
    {
        const TypeId::TraceSourceInformation trace = type.GetTraceSource(i);
        std::cout << "| `" << trace.name << "` | `" << trace.callback << "` | " << Cell(trace.help)
                  << " |\n";
    }
}

} // namespace

int
main(int argc, char** argv)
{
    const std::string what = argc == 2 ? argv[1] : "";
    if (what != "attributes" && what != "traces")
    {
        std::cerr << "usage: object-reference attributes|traces\n";
        return 2;
    }
    const bool isAttributes = what == "attributes";
    std::cout << (isAttributes ? ATTRIBUTES_INTRODUCTION : TRACES_INTRODUCTION);
    for (const auto& [name, type] : OurTypes())
    {
        const std::size_t count = isAttributes ? type.GetAttributeN() : type.GetTraceSourceN();
        if (count > 0)
        {
            // From ns-3.42 on, energy classes have a namespace of their own.
            const std::string parent = std::regex_replace(
                type.GetParent().GetName(), std::regex("^ns3::energy::"), "ns3::");
            std::cout << "\n## " << name << "\n\nParent: `" << parent << "`.\n\n";
            isAttributes ? PrintAttributes(type) : PrintTraces(type);
        }
    }
    return 0;
}
