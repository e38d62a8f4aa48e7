/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/dnn.h"

#include "base/text.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

namespace
{

const std::optional<double>&
ByMetric(const Dnn& dnn, VariantId variant)
{
    const DnnVariant& chosen = dnn.variants.at(variant);
    return dnn.accuracyMetric == "top1" ? chosen.top1 : chosen.top5;
}

} // namespace

bool
Dnn::HasAccuracy(VariantId variant) const
{
    return ByMetric(*this, variant).has_value();
}

double
Dnn::Accuracy(VariantId variant, const SourceLocation& where) const
{
    if (HasAccuracy(variant))
    {
        return *ByMetric(*this, variant);
    }
    std::string known;
    for (std::size_t i = 0; i < variants.size(); ++i)
    {
        if (HasAccuracy(static_cast<VariantId>(i)))
        {
            known += (known.empty() ? "" : ", ") + variants[i].name;
        }
    }
    throw ConfigError(where,
                      "",
                      "nobody published the " + accuracyMetric + " accuracy of variant '" +
                          variants[variant].name + "' of " + name +
                          ", and decisions weigh accuracy",
                      (known.empty() ? "" : "choose among " + known + "; or ") +
                          "measure it and add " + accuracyMetric + " to the network's file");
}

VariantId
Dnn::FindVariant(const std::string& variantName, const SourceLocation& where) const
{
    std::vector<std::string> known;
    for (std::size_t i = 0; i < variants.size(); ++i)
    {
        if (variants[i].name == variantName)
        {
            return static_cast<VariantId>(i);
        }
        known.push_back(variants[i].name);
    }
    throw ConfigError(where,
                      "",
                      "network '" + name + "' has no variant '" + variantName + "'",
                      DidYouMean(variantName, known));
}

double
LayerProfile::LayerSum() const
{
    double sum = 0.0;
    for (const LayerCost& layer : layers)
    {
        sum += layer.meanSeconds;
    }
    return sum;
}

bool
LayerProfile::HasConsistentTimes() const
{
    constexpr double TOLERANCE = 0.05;
    return std::abs(LayerSum() - totalSeconds) <= TOLERANCE * totalSeconds;
}

std::string
LayerProfile::BatchFactors() const
{
    const auto one = batchSeconds.find(1);
    if (one == batchSeconds.end() || batchSeconds.size() < 2)
    {
        return "";
    }
    std::vector<std::string> pairs;
    double largest = 1.0;
    for (const auto& [size, seconds] : batchSeconds)
    {
        largest = std::max(largest, seconds / one->second);
        pairs.push_back(std::to_string(size) + ":" + FormatDouble(std::round(largest * 1e4) / 1e4));
    }
    return Join(pairs, ",");
}

Dnn
Dnn::Select(const std::vector<std::string>& names, const SourceLocation& where) const
{
    Dnn selected = *this;
    selected.variants.clear();
    const std::vector<std::string>& chosen = names.empty() ? defaultVariants : names;
    for (const std::string& wanted : chosen)
    {
        const VariantId variant = FindVariant(wanted, where);
        Accuracy(variant, where);
        selected.variants.push_back(variants[variant]);
    }
    return selected;
}

} // namespace edgeward
