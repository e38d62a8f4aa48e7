/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/catalog-files.h"

#include "base/text.h"
#include "base/toml-reader.h"

#include <filesystem>

namespace edgeward
{

namespace
{

// Bounds that catch a wrong unit (milliseconds, percent, mega) rather than describe what hardware
// can do.
constexpr double LARGEST_WIDTH = 4.0;
constexpr std::int64_t LARGEST_RESOLUTION = 4096;
constexpr std::int64_t LARGEST_THREADS = 4096;
constexpr double SMALLEST_SECONDS = 1e-9;
constexpr double LARGEST_SECONDS = 3600.0;
constexpr double LARGEST_WATT = 1e5;
constexpr double LARGEST_COUNT = 1e15;

const std::vector<std::string> PRECISIONS{"fp32", "int8"};

std::string
NonEmpty(const TomlTable& table, const std::string& key)
{
    const std::string text = Trim(table.GetString(key));
    if (text.empty())
    {
        throw table.Error(key, "is empty", "say it in a few words");
    }
    return text;
}

std::string
Precision(const TomlTable& table)
{
    NonEmpty(
        table,
        "precision"); // there is no default: an omitted precision is a wrong one half of the time
    return table.GetChoice("precision", PRECISIONS, "");
}

std::uint32_t
Count(const TomlTable& table, const std::string& key, std::int64_t high)
{
    return static_cast<std::uint32_t>(table.GetInt(key, 1, high));
}

DnnVariant
ReadVariant(const TomlTable& table)
{
    DnnVariant variant;
    variant.name = NonEmpty(table, "name");
    variant.width = table.GetDouble("width", 1e-3, LARGEST_WIDTH);
    variant.resolution = Count(table, "resolution", LARGEST_RESOLUTION);
    variant.precision = Precision(table);
    variant.macs = table.GetDouble("macs", 1.0, LARGEST_COUNT);
    variant.parameters = table.GetDouble("parameters", 1.0, LARGEST_COUNT);
    variant.fileBytes = table.GetDouble("file_bytes", 1.0, LARGEST_COUNT);
    variant.top1 = table.GetDouble("top1", 0.0, 1.0);
    variant.top5 = table.GetDouble("top5", 0.0, 1.0);
    variant.source = NonEmpty(table, "source");
    if (variant.top5 < variant.top1)
    {
        throw table.Error("top5", "is below top1", "the five best answers include the best one");
    }
    return variant;
}

PublishedLatency
ReadLatency(const TomlTable& table)
{
    PublishedLatency latency;
    latency.dnn = NonEmpty(table, "dnn");
    latency.width = table.GetDouble("width", 1e-3, LARGEST_WIDTH);
    latency.resolution = Count(table, "resolution", LARGEST_RESOLUTION);
    latency.precision = Precision(table);
    latency.threads = Count(table, "threads", LARGEST_THREADS);
    latency.seconds = table.GetDouble("latency_s", SMALLEST_SECONDS, LARGEST_SECONDS);
    latency.source = NonEmpty(table, "source");
    return latency;
}

bool
IsSameMeasurement(const PublishedLatency& a, const PublishedLatency& b)
{
    return a.dnn == b.dnn && a.width == b.width && a.resolution == b.resolution &&
           a.precision == b.precision && a.threads == b.threads;
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
    dnn.title = NonEmpty(table, "title");
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

DeviceProfile
ReadDeviceFile(const std::string& path)
{
    const TomlTable table = TomlTable::ParseFile(path);
    DeviceProfile device;
    device.name = Stem(path);
    device.title = NonEmpty(table, "title");
    device.processor = NonEmpty(table, "processor");
    device.cores = Count(table, "cores", LARGEST_THREADS);
    device.threads = Count(table, "threads", LARGEST_THREADS);
    device.idleWatt = table.GetDouble("idle_w", 0.0, LARGEST_WATT);
    device.busyWatt = table.GetDouble("busy_w", 0.0, LARGEST_WATT);
    device.powerSource = NonEmpty(table, "power_source");
    device.memoryBytes = table.GetDouble("memory_bytes", 0.0, LARGEST_COUNT, 0.0);
    if (device.busyWatt < device.idleWatt)
    {
        throw table.Error(
            "busy_w", "is below idle_w", "a busy device draws at least what an idle one does");
    }
    for (const TomlTable& entry : table.GetTables("latency"))
    {
        PublishedLatency latency = ReadLatency(entry);
        for (const PublishedLatency& earlier : device.latencies)
        {
            if (IsSameMeasurement(earlier, latency))
            {
                throw entry.Error(
                    "latency_s",
                    "a second latency of the same network, size, precision and threads",
                    "keep the one you trust");
            }
        }
        device.latencies.push_back(std::move(latency));
    }
    table.CheckUnknownKeys();
    return device;
}

} // namespace edgeward
