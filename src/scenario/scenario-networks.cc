/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/scenario-networks.h"

#include "base/text.h"
#include "dnn/catalog.h"

#include <algorithm>
#include <map>

namespace edgeward
{

std::vector<NetworkConfig>
NetworksAskedFor(const ScenarioConfig& config)
{
    std::vector<NetworkConfig> networks;
    for (const DeviceGroupConfig& group : config.devices)
    {
        const NetworkConfig& asked = group.workload.network;
        const auto isSame = [&asked](const NetworkConfig& other) {
            return other.dnn == asked.dnn && other.variants == asked.variants;
        };
        if (std::none_of(networks.begin(), networks.end(), isSame))
        {
            networks.push_back(asked);
        }
    }
    return networks;
}

ScenarioNetworks::ScenarioNetworks(const ScenarioConfig& config, const Catalog& catalog)
{
    for (const DeviceGroupConfig& group : config.devices)
    {
        const NetworkConfig& network = group.workload.network;
        m_ofGroup.push_back(Add(catalog.GetDnn(network.dnn, network.dnnWhere), network));
    }
    TellApart();
}

void
ScenarioNetworks::TellApart()
{
    std::map<std::string, int> uses;
    for (const DnnInfo& dnn : m_dnns)
    {
        ++uses[dnn.name];
    }
    for (DnnInfo& dnn : m_dnns)
    {
        if (uses[dnn.name] == 1)
        {
            continue;
        }
        std::vector<std::string> names;
        for (const VariantId variant : dnn.variants)
        {
            const TableVariant& each = m_variants[variant];
            names.push_back(each.dnn->variants[each.variant].name);
        }
        dnn.name += " (" + Join(names, ", ") + ")";
    }
}

DnnId
ScenarioNetworks::Add(const Dnn& dnn, const NetworkConfig& network)
{
    DnnInfo info;
    info.name = dnn.name;
    const Dnn selected = dnn.Select(network.variants, network.dnnWhere);
    for (const DnnVariant& variant : selected.variants)
    {
        info.variants.push_back(Number(dnn, dnn.FindVariant(variant.name)));
    }
    const auto isSame = [&info](const DnnInfo& other) { return other.variants == info.variants; };
    const auto found = std::find_if(m_dnns.begin(), m_dnns.end(), isSame);
    if (found == m_dnns.end())
    {
        m_dnns.push_back(info);
        return static_cast<DnnId>(m_dnns.size() - 1);
    }
    return static_cast<DnnId>(found - m_dnns.begin());
}

VariantId
ScenarioNetworks::Number(const Dnn& dnn, VariantId variant)
{
    const auto isSame = [&](const TableVariant& other) {
        return other.dnn->name == dnn.name && other.variant == variant;
    };
    const auto found = std::find_if(m_variants.begin(), m_variants.end(), isSame);
    const auto number = static_cast<VariantId>(found - m_variants.begin());
    if (found == m_variants.end())
    {
        m_variants.push_back({&dnn, variant});
    }
    return number;
}

const std::vector<TableVariant>&
ScenarioNetworks::Variants() const
{
    return m_variants;
}

std::vector<VariantInfo>
ScenarioNetworks::DescribeVariants() const
{
    const bool isOne =
        std::all_of(m_variants.begin(), m_variants.end(), [this](const TableVariant& other) {
            return other.dnn->name == m_variants.front().dnn->name;
        });
    std::vector<VariantInfo> infos;
    for (const TableVariant& each : m_variants)
    {
        const DnnVariant& variant = each.dnn->variants[each.variant];
        infos.push_back({isOne ? variant.name : each.dnn->name + "/" + variant.name,
                         each.dnn->Accuracy(each.variant),
                         variant.macs});
    }
    return infos;
}

const std::vector<DnnInfo>&
ScenarioNetworks::Dnns() const
{
    return m_dnns;
}

DnnId
ScenarioNetworks::Of(std::size_t group) const
{
    return m_ofGroup.at(group);
}

} // namespace edgeward
