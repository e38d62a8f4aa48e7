/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/scenario-config-check.h"

#include "base/text.h"
#include "dnn/catalog.h"
#include "dnn/latency-model.h"
#include "scenario/scenario-networks.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

namespace edgeward
{

namespace
{

/** The variants of a network, and whether the latency model knows each on every device. */
class NetworkCheck
{
  public:
    NetworkCheck(const Catalog& catalog, const LatencyModel& model, ProblemList& problems)
        : m_catalog(catalog)
        , m_model(model)
        , m_problems(problems)
    {
    }

    /** @param profiles names of devices, all of which exist, and where each was named */
    void
    Run(const NetworkConfig& network, const std::map<std::string, SourceLocation>& profiles)
    {
        const Dnn& dnn = m_catalog.GetDnn(network.dnn, network.dnnWhere);
        const auto& where =
            network.variantsWhere.file.empty() ? network.dnnWhere : network.variantsWhere;
        for (const std::string& name :
             network.variants.empty() ? dnn.defaultVariants : network.variants)
        {
            VariantId variant = NO_VARIANT;
            const bool isFine = Collect(m_problems, [&] {
                variant = dnn.FindVariant(name, where);
                dnn.Accuracy(variant, where); // records and policies need one
            });
            for (auto profile = profiles.begin(); isFine && profile != profiles.end(); ++profile)
            {
                Predict(*profile, dnn, variant);
            }
        }
    }

  private:
    void
    Predict(const std::pair<const std::string, SourceLocation>& profile,
            const Dnn& dnn,
            VariantId variant)
    {
        try
        {
            m_model.Predict(
                m_catalog, m_catalog.GetDevice(profile.first), dnn, variant, LayerRange());
        }
        catch (const UserError& error)
        {
            // One damaged file strikes many pairs.
            if (m_said.insert(error.what()).second)
            {
                m_problems.Add(ConfigError(profile.second, "profile", error.what(), ""));
            }
        }
    }

    const Catalog& m_catalog;
    const LatencyModel& m_model;
    ProblemList& m_problems;
    std::set<std::string> m_said;
};

/** The accuracy of a network's best variant; 1 if the network or a variant is unknown, which has
 * been reported. */
double
BestAccuracy(const NetworkConfig& network, const Catalog& catalog)
{
    try
    {
        const Dnn used = catalog.GetDnn(network.dnn, network.dnnWhere).Select(network.variants);
        double best = 0.0;
        for (std::size_t i = 0; i < used.variants.size(); ++i)
        {
            best = std::max(best, used.Accuracy(static_cast<VariantId>(i)));
        }
        return best;
    }
    catch (const UserError&)
    {
        return 1.0;
    }
}

} // namespace

void
CheckNetworks(const ScenarioConfig& config, const Catalog& catalog, ProblemList& problems)
{
    std::map<std::string, SourceLocation> profiles;
    for (const DeviceGroupConfig& group : config.devices)
    {
        profiles.emplace(group.profile, group.profileWhere);
    }
    for (const ServerConfig& server : config.servers)
    {
        profiles.emplace(server.profile, server.profileWhere);
    }
    std::unique_ptr<LatencyModel> model;
    bool isFine =
        Collect(problems, [&] { model = Registry<LatencyModel>::Create(config.latencyModel); });
    profiles.erase("");
    if (config.network.dnn.empty())
    {
        return; // missing; has been reported
    }
    const std::vector<NetworkConfig> networks = NetworksAskedFor(config);
    for (const NetworkConfig& network : networks)
    {
        isFine &= Collect(problems, [&] { catalog.GetDnn(network.dnn, network.dnnWhere); });
    }
    for (const auto& profile : profiles)
    {
        isFine &= Collect(problems, [&] { catalog.GetDevice(profile.first, profile.second); });
    }
    if (!isFine)
    {
        return;
    }
    NetworkCheck check(catalog, *model, problems);
    for (const NetworkConfig& network : networks)
    {
        check.Run(network, profiles);
    }
}

void
CheckFloors(const ScenarioConfig& config, const Catalog& catalog, ProblemList& problems)
{
    for (std::size_t i = 0; i < config.devices.size(); ++i)
    {
        const DeviceGroupConfig& group = config.devices[i];
        const double best = BestAccuracy(group.workload.network, catalog);
        for (const auto& floor : group.workload.accuracyFloors)
        {
            if (floor.first > best)
            {
                problems.Add(
                    ConfigError(group.where,
                                "devices." + std::to_string(i) + ".workload.accuracy_floors",
                                FormatDouble(floor.first) + " is above every variant's accuracy",
                                "the best variant has " + FormatDouble(best)));
            }
        }
    }
}

} // namespace edgeward
