/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/dnn.h"

#include "base/text.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

double
Dnn::Accuracy(VariantId variant) const
{
    const DnnVariant& chosen = variants.at(variant);
    return accuracyMetric == "top1" ? chosen.top1 : chosen.top5;
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

} // namespace edgeward
