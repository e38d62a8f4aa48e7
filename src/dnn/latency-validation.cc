/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/latency-validation.h"

#include <algorithm>
#include <set>

namespace edgeward
{

namespace
{

std::vector<DeviceProfile>
Devices(const Catalog& catalog)
{
    std::vector<DeviceProfile> devices;
    for (const std::string& name : catalog.DeviceNames())
    {
        devices.push_back(catalog.GetDevice(name));
    }
    return devices;
}

/** Networks that a device has numbers of, that the host knows. */
std::set<std::string>
NetworksOf(const DeviceProfile& device, const HostLatency& host)
{
    std::set<std::string> names;
    for (const PublishedLatency& latency : device.latencies)
    {
        if (host.Knows(KeyOf(latency)))
        {
            names.insert(latency.dnn);
        }
    }
    return names;
}

template <typename Predicate>
DeviceProfile
Without(DeviceProfile device, Predicate isWithheld)
{
    auto& latencies = device.latencies;
    latencies.erase(std::remove_if(latencies.begin(), latencies.end(), isWithheld),
                    latencies.end());
    return device;
}

/** A question: which numbers of which device, given which devices. */
struct Case
{
    std::size_t device = 0;             ///< asked about; index into devices
    std::set<std::string> asked;        ///< networks
    std::vector<DeviceProfile> devices; ///< with numbers withheld
};

/** What the registered predictors need to be asked: a network file with exactly one variant. */
Dnn
OneVariant(const VariantKey& key)
{
    Dnn dnn;
    dnn.name = key.dnn;
    DnnVariant variant;
    variant.name = key.ToString();
    variant.width = key.width;
    variant.resolution = key.resolution;
    variant.precision = key.precision;
    dnn.variants.push_back(variant);
    return dnn;
}

/** Ask everything that a case withholds. */
class Examiner
{
  public:
    Examiner(const Catalog& catalog, HoldOut holdOut, std::vector<LatencyResidual>& residuals)
        : m_catalog(catalog)
        , m_holdOut(holdOut)
        , m_residuals(residuals)
    {
        for (const char* const name : {"regression", "macs", "roofline"})
        {
            m_models[name] = Registry<LatencyModel>::Create(Spec::Parse(name));
        }
    }

    /** @param device with all its numbers @param learner fitted to the case */
    void
    Ask(const DeviceProfile& device,
        const DeviceProfile& shown,
        const std::set<std::string>& asked,
        const LatencyLearner& learner,
        const HostLatency& host)
    {
        for (const PublishedLatency& latency : device.latencies)
        {
            if (asked.count(latency.dnn) == 0 || !host.Knows(KeyOf(latency)))
            {
                continue;
            }
            DeviceProfile at = shown;
            at.threads = latency.threads;
            Keep(device, latency, "learned", [&] {
                const LatencyLearner::Prediction answer = learner.Predict(at, KeyOf(latency));
                return std::make_pair(answer.seconds, answer.relativeError);
            });
            for (const auto& [name, model] : m_models)
            {
                Keep(device, latency, name, [&, asking = model.get()] {
                    const LatencyCost cost =
                        asking->Predict(m_catalog, at, OneVariant(KeyOf(latency)), 0, {});
                    return std::make_pair(cost.meanSeconds, cost.relativeError);
                });
            }
        }
    }

  private:
    template <typename Answer>
    void
    Keep(const DeviceProfile& device,
         const PublishedLatency& latency,
         const std::string& predictor,
         Answer answer)
    {
        LatencyResidual residual{m_holdOut,
                                 predictor,
                                 device.name,
                                 latency.threads,
                                 KeyOf(latency),
                                 latency.seconds,
                                 0.0,
                                 0.0};
        try
        {
            std::tie(residual.predictedSeconds, residual.relativeError) = answer();
        }
        catch (const ConfigError&)
        {
            return; // it knows too little of this device
        }
        m_residuals.push_back(residual);
    }

    const Catalog& m_catalog;
    HoldOut m_holdOut;
    std::vector<LatencyResidual>& m_residuals;
    std::map<std::string, std::unique_ptr<LatencyModel>> m_models;
};

/** The networks that stay known, of every way to choose three that is asked: as many as there are
 * networks, each beginning with another one. */
std::vector<std::set<std::string>>
Triples(const std::set<std::string>& networks)
{
    const std::vector<std::string> names(networks.begin(), networks.end());
    std::vector<std::set<std::string>> triples;
    const std::size_t n = names.size();
    for (std::size_t k = 0; n > 3 && k < n; ++k)
    {
        // Steps of 1 and 3 mix families, whose names are neighbours in the alphabet.
        triples.push_back({names[k], names[(k + 1) % n], names[(k + 4) % n]});
    }
    return triples;
}

std::vector<Case>
CasesOf(HoldOut holdOut, const std::vector<DeviceProfile>& devices, const HostLatency& host)
{
    std::vector<Case> cases;
    for (std::size_t d = 0; d < devices.size(); ++d)
    {
        const std::set<std::string> networks = NetworksOf(devices[d], host);
        const auto add = [&](const std::set<std::string>& asked) {
            Case question{d, asked, devices};
            question.devices[d] = Without(devices[d], [&](const PublishedLatency& latency) {
                return asked.count(latency.dnn) != 0;
            });
            cases.push_back(std::move(question));
        };
        if (holdOut == HoldOut::DEVICE_NUMBERS && !networks.empty())
        {
            add(networks);
        }
        else if (holdOut == HoldOut::THREE_KNOWN)
        {
            for (const std::set<std::string>& known : Triples(networks))
            {
                std::set<std::string> asked;
                std::set_difference(networks.begin(),
                                    networks.end(),
                                    known.begin(),
                                    known.end(),
                                    std::inserter(asked, asked.end()));
                add(asked);
            }
        }
        else if (holdOut == HoldOut::NETWORK_ON_DEVICE && networks.size() > 1)
        {
            for (const std::string& network : networks)
            {
                add({network});
            }
        }
    }
    return cases;
}

/** Networks that any device has numbers of. */
std::set<std::string>
AllNetworks(const std::vector<DeviceProfile>& devices, const HostLatency& host)
{
    std::set<std::string> all;
    for (const DeviceProfile& device : devices)
    {
        all.merge(NetworksOf(device, host));
    }
    return all;
}

std::vector<LatencyResidual>
ValidateEverywhere(const Catalog& catalog, const ValidationProgress& progress)
{
    std::vector<LatencyResidual> residuals;
    const std::vector<DeviceProfile> devices = Devices(catalog);
    const std::set<std::string> networks = AllNetworks(devices, HostLatency(catalog));
    std::size_t done = 0;
    for (const std::string& network : networks)
    {
        Examiner examiner(catalog, HoldOut::NETWORK_EVERYWHERE, residuals);
        const HostLatency host(catalog, network);
        std::vector<DeviceProfile> shown;
        for (const DeviceProfile& device : devices)
        {
            shown.push_back(Without(
                device, [&](const PublishedLatency& latency) { return latency.dnn == network; }));
        }
        const LatencyLearner learner(host, shown);
        for (std::size_t d = 0; d < devices.size(); ++d)
        {
            if (!NetworksOf(shown[d], host).empty())
            {
                examiner.Ask(devices[d], shown[d], {network}, learner, host);
            }
        }
        if (progress)
        {
            progress(++done, networks.size());
        }
    }
    return residuals;
}

} // namespace

std::vector<LatencyResidual>
ValidateLatency(const Catalog& catalog, HoldOut holdOut, const ValidationProgress& progress)
{
    if (holdOut == HoldOut::NETWORK_EVERYWHERE)
    {
        return ValidateEverywhere(catalog, progress);
    }
    std::vector<LatencyResidual> residuals;
    const HostLatency host(catalog);
    const std::vector<DeviceProfile> devices = Devices(catalog);
    Examiner examiner(catalog, holdOut, residuals);
    const std::vector<Case> cases = CasesOf(holdOut, devices, host);
    for (std::size_t k = 0; k < cases.size(); ++k)
    {
        const LatencyLearner learner(host, cases[k].devices);
        examiner.Ask(devices[cases[k].device],
                     cases[k].devices[cases[k].device],
                     cases[k].asked,
                     learner,
                     host);
        if (progress)
        {
            progress(k + 1, cases.size());
        }
    }
    return residuals;
}

std::vector<LatencyResidual>
CrossValidateDevice(const HostLatency& host,
                    const std::vector<DeviceProfile>& others,
                    const DeviceProfile& device)
{
    std::vector<LatencyResidual> residuals;
    for (const std::string& network : NetworksOf(device, host))
    {
        std::vector<DeviceProfile> devices;
        std::copy_if(others.begin(),
                     others.end(),
                     std::back_inserter(devices),
                     [&](const DeviceProfile& other) { return other.name != device.name; });
        const DeviceProfile shown = Without(
            device, [&](const PublishedLatency& latency) { return latency.dnn == network; });
        devices.push_back(shown);
        const LatencyLearner learner(host, devices);
        for (const PublishedLatency& latency : device.latencies)
        {
            if (latency.dnn != network || !host.Knows(KeyOf(latency)))
            {
                continue;
            }
            DeviceProfile at = shown;
            at.threads = latency.threads;
            try
            {
                const LatencyLearner::Prediction answer = learner.Predict(at, KeyOf(latency));
                residuals.push_back({HoldOut::NETWORK_ON_DEVICE,
                                     "learned",
                                     device.name,
                                     latency.threads,
                                     KeyOf(latency),
                                     latency.seconds,
                                     answer.seconds,
                                     answer.relativeError});
            }
            catch (const ConfigError&)
            {
                // The only number at these threads, and no specification.
            }
        }
    }
    return residuals;
}

std::vector<LayerResidual>
ValidateHostLayers(const Catalog& catalog)
{
    std::vector<LayerResidual> residuals;
    for (const std::string& name : catalog.DnnNames())
    {
        const Dnn& dnn = catalog.GetDnn(name);
        const HostLatency host(catalog, name);
        for (const DnnVariant& variant : dnn.variants)
        {
            if (!catalog.HasHostProfile(name, variant.name))
            {
                continue;
            }
            const LayerProfile& profile = catalog.GetHostProfile(name, variant.name);
            const std::vector<double>& predicted = host.Regressed(KeyOf(name, variant));
            for (std::size_t k = 0;
                 k < predicted.size() && predicted.size() == profile.layers.size();
                 ++k)
            {
                residuals.push_back({name,
                                     variant.name,
                                     profile.layers[k].name,
                                     profile.layers[k].op,
                                     profile.layers[k].meanSeconds,
                                     predicted[k]});
            }
        }
    }
    return residuals;
}

} // namespace edgeward
