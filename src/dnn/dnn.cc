/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/dnn.h"

#include "base/text.h"

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

} // namespace edgeward
