/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/host-latency.h"

#include "base/text.h"
#include "dnn/architecture.h"

#include <algorithm>
#include <numeric>

namespace edgeward
{

bool
VariantKey::operator<(const VariantKey& other) const
{
    return std::tie(dnn, precision, width, resolution) <
           std::tie(other.dnn, other.precision, other.width, other.resolution);
}

bool
VariantKey::operator==(const VariantKey& other) const
{
    return !(*this < other) && !(other < *this);
}

std::string
VariantKey::ToString() const
{
    return dnn + " " + FormatDouble(width) + " " + std::to_string(resolution) + " " + precision;
}

VariantKey
KeyOf(const std::string& dnn, const DnnVariant& variant)
{
    return {dnn, variant.width, variant.resolution, variant.precision};
}

VariantKey
KeyOf(const PublishedLatency& latency)
{
    return {latency.dnn, latency.width, latency.resolution, latency.precision};
}

HostLatency::HostLatency(const Catalog& catalog, const std::string& withheld)
    : m_catalog(catalog)
    , m_names(catalog.DnnNames())
    , m_withheld(withheld)
{
}

const DnnVariant*
HostLatency::Variant(const VariantKey& key) const
{
    if (!std::binary_search(m_names.begin(), m_names.end(), key.dnn))
    {
        return nullptr;
    }
    const Dnn& dnn = m_catalog.GetDnn(key.dnn);
    const auto found =
        std::find_if(dnn.variants.begin(), dnn.variants.end(), [&](const DnnVariant& variant) {
            return KeyOf(key.dnn, variant) == key;
        });
    return found == dnn.variants.end() ? nullptr : &*found;
}

bool
HostLatency::Knows(const VariantKey& key) const
{
    return m_times.count(key) != 0 || Variant(key) ||
           Registry<Architecture>::All().count(key.dnn) != 0;
}

const DnnGraph&
HostLatency::Graph(const VariantKey& key) const
{
    if (const DnnVariant* const variant = Variant(key))
    {
        return m_catalog.GetGraph(key.dnn, variant->name);
    }
    const auto found = m_graphs.find(key);
    if (found != m_graphs.end())
    {
        return found->second;
    }
    if (Registry<Architecture>::All().count(key.dnn) == 0)
    {
        throw ConfigError({},
                          "",
                          "nothing is known of what '" + key.dnn + "' consists of",
                          "use the latency model 'instructions' if it is a task");
    }
    const auto architecture = Registry<Architecture>::Create(Spec::Parse(key.dnn));
    const std::uint32_t elementBytes = key.precision == "int8" ? 1 : 4;
    return m_graphs.emplace(key, architecture->Build(key.width, key.resolution, elementBytes))
        .first->second;
}

const std::vector<double>&
HostLatency::Regressed(const VariantKey& key) const
{
    const auto found = m_regressed.find(key);
    if (found != m_regressed.end())
    {
        return found->second;
    }
    const DnnGraph& graph = Graph(key);
    std::vector<double> seconds;
    for (std::uint16_t k = 0; k < graph.LayerCount(); ++k)
    {
        seconds.push_back(Regression().Seconds(graph.GetLayer(k)));
    }
    return m_regressed.emplace(key, std::move(seconds)).first->second;
}

HostTimes
HostLatency::Make(const VariantKey& key) const
{
    const DnnVariant* const variant = Variant(key);
    const DnnGraph& graph = Graph(key);
    HostTimes times;
    for (std::uint16_t k = 0; k < graph.LayerCount(); ++k)
    {
        times.kinds.push_back(KindOf(graph.GetLayer(k)));
    }
    if (variant && key.dnn != m_withheld && m_catalog.HasHostProfile(key.dnn, variant->name))
    {
        const LayerProfile& profile = m_catalog.GetHostProfile(key.dnn, variant->name);
        times.isMeasured = profile.layers.size() == times.kinds.size();
        if (times.isMeasured)
        {
            times.variation = profile.variation;
            times.host = profile.host;
            for (const LayerCost& layer : profile.layers)
            {
                // A layer too short to be seen still takes some time.
                times.seconds.push_back(std::max(layer.meanSeconds, 1e-9));
            }
        }
    }
    if (!times.isMeasured)
    {
        times.seconds = Regressed(key);
    }
    times.total = std::accumulate(times.seconds.begin(), times.seconds.end(), 0.0);
    return times;
}

const HostTimes&
HostLatency::Get(const VariantKey& key) const
{
    const auto found = m_times.find(key);
    return found != m_times.end() ? found->second : m_times.emplace(key, Make(key)).first->second;
}

const LatencyRegression&
HostLatency::Regression() const
{
    if (!m_regression)
    {
        std::vector<LayerSample> samples;
        for (const std::string& name : m_names)
        {
            const Dnn& dnn = m_catalog.GetDnn(name);
            for (const DnnVariant& variant : dnn.variants)
            {
                if (name == m_withheld || !m_catalog.HasHostProfile(name, variant.name))
                {
                    continue;
                }
                const LayerProfile& profile = m_catalog.GetHostProfile(name, variant.name);
                const DnnGraph& graph = m_catalog.GetGraph(name, variant.name);
                for (std::uint16_t k = 0;
                     graph.LayerCount() == profile.layers.size() && k < graph.LayerCount();
                     ++k)
                {
                    if (profile.layers[k].meanSeconds > 0.0)
                    {
                        samples.push_back({graph.GetLayer(k), profile.layers[k].meanSeconds});
                    }
                }
            }
        }
        m_regression = std::make_unique<LatencyRegression>(samples);
    }
    return *m_regression;
}

} // namespace edgeward
