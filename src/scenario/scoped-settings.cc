/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/scoped-settings.h"

#include "ns3/config.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/string.h"

namespace edgeward
{

using namespace ns3;

ScopedSettings::ScopedSettings(const AttributeSettings& defaults,
                               std::uint64_t seed,
                               std::uint64_t run)
    : m_seed(RngSeedManager::GetSeed())
    , m_run(RngSeedManager::GetRun())
{
    // ns-3 wants seeds above 0 and below 2^32; run numbers have 64 bits.
    RngSeedManager::SetSeed(static_cast<std::uint32_t>(seed % 0xfffffffeULL) + 1);
    RngSeedManager::SetRun(run);
    for (const auto& [name, value] : defaults.values)
    {
        Remember(name);
        Config::SetDefault(name, StringValue(value.text));
    }
}

ScopedSettings::~ScopedSettings()
{
    for (const Before& before : m_defaults)
    {
        TypeId type = before.type;
        type.SetAttributeInitialValue(before.attribute, before.value);
    }
    RngSeedManager::SetSeed(m_seed);
    RngSeedManager::SetRun(m_run);
}

void
ScopedSettings::Remember(const std::string& name)
{
    // As ns3::Config::SetDefault() finds it: an attribute of the type itself, not of its parents.
    const std::size_t colons = name.rfind("::");
    const TypeId type = TypeId::LookupByName(name.substr(0, colons));
    for (std::size_t i = 0; i < type.GetAttributeN(); ++i)
    {
        const TypeId::AttributeInformation attribute = type.GetAttribute(i);
        if (attribute.name == name.substr(colons + 2))
        {
            m_defaults.push_back({type, i, attribute.initialValue});
        }
    }
}

} // namespace edgeward
