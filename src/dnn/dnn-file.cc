/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/dnn-file.h"

#include "dnn/catalog-fields.h"

#include <filesystem>

namespace edgeward
{

namespace
{

std::optional<double>
ReadAccuracy(const TomlTable& table, const std::string& key)
{
    return table.Has(key) ? std::optional<double>(table.GetDouble(key, 0.0, 1.0)) : std::nullopt;
}

DnnVariant
ReadVariant(const TomlTable& table)
{
    DnnVariant variant;
    variant.name = ReadText(table, "name");
    variant.width = table.GetDouble("width", 1e-3, LARGEST_WIDTH);
    variant.resolution = ReadCount(table, "resolution", LARGEST_RESOLUTION);
    variant.precision = ReadPrecision(table);
    variant.macs = table.GetDouble("macs", 1.0, LARGEST_COUNT);
    variant.parameters = table.GetDouble("parameters", 1.0, LARGEST_COUNT);
    const double perParameter = variant.precision == "int8" ? 1.0 : 4.0;
    variant.fileBytes =
        table.GetDouble("file_bytes", 1.0, LARGEST_COUNT, perParameter * variant.parameters);
    variant.top1 = ReadAccuracy(table, "top1");
    variant.top5 = ReadAccuracy(table, "top5");
    variant.source = ReadText(table, "source");
    if (variant.top1 && variant.top5 && *variant.top5 < *variant.top1)
    {
        throw table.Error("top5", "is below top1", "the five best answers include the best one");
    }
    return variant;
}

/** The network's key "default_variants". */
std::vector<std::string>
ReadDefaultVariants(const TomlTable& table, const Dnn& dnn)
{
    std::vector<std::string> names;
    if (table.Has("default_variants"))
    {
        names = table.GetStrings("default_variants");
        for (const std::string& name : names)
        {
            dnn.FindVariant(name, table.Where("default_variants"));
        }
        return names;
    }
    for (std::size_t i = 0; i < dnn.variants.size(); ++i)
    {
        if (dnn.HasAccuracy(static_cast<VariantId>(i)))
        {
            names.push_back(dnn.variants[i].name);
        }
    }
    return names.empty() ? std::vector<std::string>{dnn.variants.front().name} : names;
}

std::string
Stem(const std::string& path)
{
    return std::filesystem::path(path).stem().string();
}

} // namespace

Dnn
ReadDnnFile(const std::string& path)
{
    const TomlTable table = TomlTable::ParseFile(path);
    Dnn dnn;
    dnn.name = Stem(path);
    dnn.title = ReadText(table, "title");
    dnn.accuracyMetric = table.GetChoice("accuracy_metric", {"top1", "top5"}, "top1");
    for (const TomlTable& entry : table.GetTables("variant"))
    {
        DnnVariant variant = ReadVariant(entry);
        for (const DnnVariant& earlier : dnn.variants)
        {
            if (earlier.name == variant.name)
            {
                throw entry.Error("name",
                                  "a second variant '" + variant.name + "'",
                                  "give every variant a name of its own");
            }
        }
        dnn.variants.push_back(std::move(variant));
    }
    if (dnn.variants.empty() || dnn.variants.size() >= NO_VARIANT)
    {
        throw table.Error("variant", "needs 1 to 65534 entries", "add [[variant]] tables");
    }
    dnn.defaultVariants = ReadDefaultVariants(table, dnn);
    table.CheckUnknownKeys();
    return dnn;
}

} // namespace edgeward
