/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/catalog-files.h"

#include "dnn/catalog-fields.h"

#include <filesystem>

namespace edgeward
{

namespace
{

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
    variant.fileBytes = table.GetDouble("file_bytes", 1.0, LARGEST_COUNT);
    variant.top1 = table.GetDouble("top1", 0.0, 1.0);
    variant.top5 = table.GetDouble("top5", 0.0, 1.0);
    variant.source = ReadText(table, "source");
    if (variant.top5 < variant.top1)
    {
        throw table.Error("top5", "is below top1", "the five best answers include the best one");
    }
    return variant;
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
    table.CheckUnknownKeys();
    if (dnn.variants.empty() || dnn.variants.size() >= NO_VARIANT)
    {
        throw table.Error("variant", "needs 1 to 65534 entries", "add [[variant]] tables");
    }
    return dnn;
}

} // namespace edgeward
