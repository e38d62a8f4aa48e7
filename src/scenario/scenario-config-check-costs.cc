/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/scenario-config-check.h"

#include "base/text.h"
#include "dnn/catalog.h"
#include "dnn/dvfs.h"
#include "dnn/energy-model.h"
#include "dnn/model-size.h"
#include "scenario/scenario-networks.h"

#include <memory>
#include <set>

namespace edgeward
{

namespace
{

/** A group of devices, or a server. */
struct Host
{
    std::string path; ///< "devices.0"
    std::string profile;
    std::string level;
    SourceLocation profileWhere;
    SourceLocation levelWhere;
    const ObjectConfig* processor;
    std::vector<NetworkConfig> networks; ///< that it executes
};

std::vector<Host>
ListHosts(const ScenarioConfig& config)
{
    std::vector<Host> hosts;
    const auto add = [&](const std::string& table,
                         std::size_t index,
                         const auto& node,
                         const std::vector<NetworkConfig>& networks) {
        hosts.push_back({table + "." + std::to_string(index),
                         node.profile,
                         node.level,
                         node.profileWhere,
                         node.levelWhere,
                         &node.processor,
                         networks});
    };
    for (std::size_t i = 0; i < config.devices.size(); ++i)
    {
        // A device executes nobody's requests but its own.
        add("devices", i, config.devices[i], {config.devices[i].workload.network});
    }
    const std::vector<NetworkConfig> all = NetworksAskedFor(config);
    for (std::size_t i = 0; i < config.servers.size(); ++i)
    {
        add("servers", i, config.servers[i], all);
    }
    return hosts;
}

/** The device at its level and with the memory that the scenario gives it. @throws ConfigError if
 * there is no such level */
DeviceProfile
DeviceOf(const Host& host, const DeviceProfile& profile)
{
    DeviceProfile device = profile;
    if (!host.level.empty())
    {
        device =
            AtLevel(profile, FindLevel(profile, host.level, host.levelWhere, host.path + ".level"));
    }
    const auto& attributes = host.processor->attributes.values;
    if (const auto found = attributes.find("MemorySize"); found != attributes.end())
    {
        device.memoryBytes = ParseDouble(found->second.text).value_or(device.memoryBytes);
    }
    return device;
}

/** What a scenario's executions cost, checked for one device after the other. */
class CostCheck
{
  public:
    CostCheck(const ScenarioConfig& config, const Catalog& catalog, ProblemList& problems)
        : m_config(config)
        , m_catalog(catalog)
        , m_problems(problems)
    {
    }

    void
    Run()
    {
        Try({}, [&] { m_energy = Registry<EnergyModel>::Create(m_config.energyModel); });
        for (const Host& host : ListHosts(m_config))
        {
            const DeviceProfile* profile = Find(host.profile);
            if (!profile)
            {
                continue;
            }
            DeviceProfile device;
            if (!Try({}, [&] { device = DeviceOf(host, *profile); }))
            {
                continue;
            }
            Try(&host, [&] {
                if (m_energy)
                {
                    m_energy->Joule({device, 1.0, 1.0});
                }
            });
            for (const NetworkConfig& network : host.networks)
            {
                CheckMemory(host, device, network);
            }
        }
    }

  private:
    /** The device, or nothing if it does not exist. */
    const DeviceProfile*
    Find(const std::string& name) const
    {
        try
        {
            return &m_catalog.GetDevice(name);
        }
        catch (const UserError&)
        {
            return nullptr;
        }
    }

    void
    CheckMemory(const Host& host, const DeviceProfile& device, const NetworkConfig& network)
    {
        std::vector<std::pair<DnnVariant, ModelSize>> sizes;
        try
        {
            const Dnn dnn = m_catalog.GetDnn(network.dnn).Select(network.variants);
            for (const DnnVariant& variant : dnn.variants)
            {
                sizes.emplace_back(variant,
                                   SizeOf(variant, m_catalog.GetGraph(dnn.name, variant.name)));
            }
        }
        catch (const UserError&)
        {
            return; // an unknown network or a damaged file, which is named elsewhere
        }
        for (const auto& size : sizes)
        {
            Try(&host, [&] { CheckFits(device, size.first, size.second); });
        }
    }

    /**
     * Run @p check and take what it throws at the user, once.
     * @param host whose profile is to blame; null: the message says where
     * @return whether nothing was wrong
     */
    template <typename Check>
    bool
    Try(const Host* host, Check check)
    {
        try
        {
            check();
            return true;
        }
        catch (const UserError& error)
        {
            if (!host)
            {
                m_problems.Add(error);
            }
            else if (m_said.insert(error.what()).second)
            {
                m_problems.Add(
                    ConfigError(host->profileWhere, host->path + ".profile", error.what(), ""));
            }
            return false;
        }
    }

    const ScenarioConfig& m_config;
    const Catalog& m_catalog;
    ProblemList& m_problems;
    std::unique_ptr<EnergyModel> m_energy;
    std::set<std::string> m_said;
};

} // namespace

void
CheckCosts(const ScenarioConfig& config, const Catalog& catalog, ProblemList& problems)
{
    CostCheck(config, catalog, problems).Run();
}

} // namespace edgeward
