/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/text.h"
#include "cli/command.h"
#include "cli/scenario-arguments.h"
#include "cli/torch-plugin.h"
#include "compute/processor.h"
#include "dnn/energy-model.h"
#include "dnn/latency-model.h"
#include "net/access-network.h"
#include "net/transport.h"
#include "policy/policy.h"
#include "rl/learner.h"
#include "scenario/scenario-config-keys.h"
#include "scenario/scenario-config-types.h"

#include "ns3/mobility-model.h"
#include "ns3/pointer.h"
#include "ns3/position-allocator.h"

#include <algorithm>
#include <iostream>
#include <spdlog/spdlog.h>

namespace edgeward
{

namespace
{

/** A line of a list: what it is called and what it is; and, indented below, its parts. */
struct Item
{
    std::string name;
    std::string help;
    std::vector<Item> parts;
};

using Items = std::vector<Item>;

template <typename T>
Items
Registered()
{
    Items items;
    for (const auto& [name, info] : Registry<T>::All())
    {
        Item item{name, info.help, {}};
        for (const ParameterInfo& parameter : info.parameters)
        {
            const std::string value =
                parameter.defaultValue.empty() ? "" : " = " + parameter.defaultValue;
            item.parts.push_back({parameter.name + value, parameter.help, {}});
        }
        items.push_back(item);
    }
    return items;
}

/** The default as one would write it; that of a pointer is an address, which says nothing. */
std::string
DefaultText(const ns3::TypeId::AttributeInformation& info)
{
    const auto* pointer =
        dynamic_cast<const ns3::PointerValue*>(ns3::PeekPointer(info.initialValue));
    if (!pointer)
    {
        return info.initialValue->SerializeToString(info.checker);
    }
    const ns3::Ptr<ns3::Object> object = pointer->GetObject();
    return object ? object->GetInstanceTypeId().GetName() : "none";
}

Items
Types(ns3::TypeId base)
{
    Items items;
    for (const ns3::TypeId& type : ConcreteTypes(base))
    {
        Item item{ShortTypeName(type, base), type.GetName(), {}};
        for (std::size_t i = 0; i < type.GetAttributeN(); ++i)
        {
            const ns3::TypeId::AttributeInformation info = type.GetAttribute(i);
            item.parts.push_back({info.name + " = " + DefaultText(info), info.help, {}});
        }
        items.push_back(item);
    }
    return items;
}

Items
Learners()
{
    if (HasTorchPlugin())
    {
        LoadTorchPlugin();
    }
    else
    {
        spdlog::warn("learners need LibTorch, which this Edgeward was built without");
    }
    return Registered<Learner>();
}

Items
Dnns()
{
    const Catalog catalog(Catalog::DefaultFolder());
    Items items;
    for (const std::string& name : catalog.DnnNames())
    {
        const Dnn& dnn = catalog.GetDnn(name);
        Item item{name, dnn.title, {}};
        for (std::size_t i = 0; i < dnn.variants.size(); ++i)
        {
            const DnnVariant& variant = dnn.variants[i];
            const auto id = static_cast<VariantId>(i);
            const std::string accuracy =
                dnn.HasAccuracy(id)
                    ? fmt::format("{} {:.1f} %", dnn.accuracyMetric, 100.0 * dnn.Accuracy(id))
                    : dnn.accuracyMetric + " unknown";
            item.parts.push_back({variant.name,
                                  fmt::format("width {}, {} px, {}, {:.0f} M MACs, {}",
                                              variant.width,
                                              variant.resolution,
                                              variant.precision,
                                              1e-6 * variant.macs,
                                              accuracy),
                                  {}});
        }
        items.push_back(item);
    }
    return items;
}

Items
Devices()
{
    const Catalog catalog(Catalog::DefaultFolder());
    Items items;
    for (const std::string& name : catalog.DeviceNames())
    {
        const DeviceProfile& device = catalog.GetDevice(name);
        Item item{name, device.title, {}};
        item.parts.push_back({"processor", device.processor, {}});
        item.parts.push_back(
            {"power", fmt::format("{} W idle, {} W busy", device.idleWatt, device.busyWatt), {}});
        item.parts.push_back(
            {"latencies", fmt::format("{} published", device.latencies.size()), {}});
        items.push_back(item);
    }
    return items;
}

Items
Scenarios()
{
    Items items;
    for (const std::string& name : ScenarioNames())
    {
        const std::string path = FindScenario(name);
        items.push_back({name, TomlTable::ParseFile(path).GetString("title", ""), {}});
    }
    return items;
}

Items
Keys()
{
    Items items;
    for (const ScenarioKey& key : ScenarioKeys())
    {
        const std::string value = key.isRequired         ? " (required)"
                                  : key.fallback.empty() ? ""
                                                         : " = " + key.fallback;
        items.push_back({key.Path() + value, key.help, {}});
    }
    return items;
}

/** What can be listed, in the order of the help. */
const std::vector<std::pair<std::string, std::function<Items()>>>&
Kinds()
{
    static const std::vector<std::pair<std::string, std::function<Items()>>> kinds{
        {"policies", Registered<Policy>},
        {"rewards", Registered<Reward>},
        {"learners", Learners},
        {"devices", Devices},
        {"dnns", Dnns},
        {"latency-models", Registered<LatencyModel>},
        {"energy-models", Registered<EnergyModel>},
        {"scenarios", Scenarios},
        {"keys", Keys},
        {"access", [] { return Types(AccessNetwork::GetTypeId()); }},
        {"transports", [] { return Types(Transport::GetTypeId()); }},
        {"processors", [] { return Types(Processor::GetTypeId()); }},
        {"mobility", [] { return Types(ns3::MobilityModel::GetTypeId()); }},
        {"positions", [] { return Types(ns3::PositionAllocator::GetTypeId()); }},
    };
    return kinds;
}

void
Print(const Items& items, const std::string& indent, bool withParts)
{
    std::size_t width = 0;
    for (const Item& item : items)
    {
        width = std::max(width, item.name.size());
    }
    for (const Item& item : items)
    {
        const std::string gap(item.help.empty() ? 0 : width - item.name.size() + 2, ' ');
        std::cout << indent << item.name << gap << item.help << '\n';
        if (withParts)
        {
            Print(item.parts, indent + "    ", true);
        }
    }
}

void
List(const std::vector<std::string>& asked, bool withParts)
{
    for (const std::string& kind : asked)
    {
        for (const auto& [name, list] : Kinds())
        {
            if (name == kind)
            {
                std::cout << (asked.size() > 1 ? kind + ":\n" : "");
                Print(list(), asked.size() > 1 ? "  " : "", withParts);
            }
        }
    }
}

} // namespace

void
AddListCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command = program.add_subcommand("list", "What there is to choose from");
    auto kinds = std::make_shared<std::vector<std::string>>();
    auto withParts = std::make_shared<bool>(false);
    auto isMarkdown = std::make_shared<bool>(false);
    std::vector<std::string> names;
    for (const auto& kind : Kinds())
    {
        names.push_back(kind.first);
    }
    command->add_option("KIND", *kinds, "One or more of: " + Join(names, ", "))
        ->required()
        ->type_name("")
        ->check([names](const std::string& kind) {
            const bool isKnown = std::find(names.begin(), names.end(), kind) != names.end();
            return isKnown ? "" : "there is no list of '" + kind + "'; " + DidYouMean(kind, names);
        });
    command->add_flag(
        "-v,--verbose", *withParts, "Parameters, attributes, variants, with defaults");
    command->add_flag("--markdown", *isMarkdown, "Scenario keys as the reference page has them");
    command->footer("Examples:\n"
                    "  edgeward list policies devices dnns scenarios\n"
                    "  edgeward list -v rewards");
    command->callback([=, &chosen] {
        chosen = [=] {
            if (*isMarkdown)
            {
                std::cout << ScenarioKeysAsMarkdown();
                return;
            }
            List(*kinds, *withParts);
        };
    });
}

} // namespace edgeward
