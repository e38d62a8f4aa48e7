/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/device-file.h"

#include "dnn/catalog-fields.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <tuple>

namespace edgeward
{

namespace
{

// Bounds that catch a wrong unit, as those of catalog-fields.h.
constexpr std::int64_t LARGEST_THREADS = 4096;
constexpr double SMALLEST_SECONDS = 1e-9;
constexpr double LARGEST_SECONDS = 3600.0;
constexpr double LARGEST_WATT = 1e5;
constexpr double SMALLEST_FLOPS = 1e6;
constexpr double LARGEST_FLOPS = 1e18;
constexpr double SMALLEST_RATE = 1e3;
constexpr double SMALLEST_HERTZ = 1e6;
constexpr double LARGEST_HERTZ = 1e11;
constexpr double LARGEST_FACTOR = 1e3;

/**
 * The keys of one table. What is wrong with one goes to the list of problems, and its value is
 * that of a fresh object, so that the user hears of every problem at once.
 */
class CheckedTable
{
  public:
    CheckedTable(const TomlTable& table, ProblemList& problems)
        : m_table(table)
        , m_problems(problems)
    {
    }

    std::string
    Text(const std::string& key) const
    {
        return Or(std::string(), [&] { return ReadText(m_table, key); });
    }

    std::string
    OptionalText(const std::string& key) const
    {
        return m_table.Has(key) ? Text(key) : "";
    }

    double
    Number(const std::string& key, double low, double high) const
    {
        return Or(0.0, [&] { return m_table.GetDouble(key, low, high); });
    }

    /** 0, which stands for unknown, if the key is absent. */
    double
    OptionalNumber(const std::string& key, double low, double high) const
    {
        return m_table.Has(key) ? Number(key, low, high) : 0.0;
    }

    std::uint32_t
    WholeNumber(const std::string& key, std::int64_t high) const
    {
        return Or(std::uint32_t{1}, [&] { return ReadCount(m_table, key, high); });
    }

    std::string
    PrecisionName() const
    {
        return Or(std::string(), [&] { return ReadPrecision(m_table); });
    }

    std::vector<TomlTable>
    Tables(const std::string& key) const
    {
        return Or(std::vector<TomlTable>(), [&] { return m_table.GetTables(key); });
    }

    /** Remember a problem that no single getter sees. */
    void
    Complain(const std::string& key, const std::string& problem, const std::string& remedy) const
    {
        m_problems.Add(m_table.Error(key, problem, remedy));
    }

  private:
    template <typename T, typename Read>
    T
    Or(T fallback, Read read) const
    {
        try
        {
            return read();
        }
        catch (const UserError& error)
        {
            m_problems.Add(error);
            return fallback;
        }
    }

    const TomlTable& m_table;
    ProblemList& m_problems;
};

void
CheckPowers(const CheckedTable& table, double idleWatt, double busyWatt)
{
    // A power that could not be read is 0 and has been complained about.
    if (busyWatt > 0.0 && busyWatt < idleWatt)
    {
        table.Complain(
            "busy_w", "is below idle_w", "a busy device draws at least what an idle one does");
    }
}

void
ReadSpecification(const CheckedTable& table, DeviceProfile& device)
{
    device.memoryBytes = table.OptionalNumber("memory_bytes", 1.0, LARGEST_COUNT);
    device.peakFlops = table.OptionalNumber("peak_flops", SMALLEST_FLOPS, LARGEST_FLOPS);
    device.memoryBandwidth =
        table.OptionalNumber("memory_bandwidth_bytes_per_s", SMALLEST_RATE, LARGEST_COUNT);
    device.loadRate = table.OptionalNumber("load_bytes_per_s", SMALLEST_RATE, LARGEST_COUNT);
    device.instructionRate =
        table.OptionalNumber("instructions_per_s", SMALLEST_RATE, LARGEST_COUNT);
    device.specificationSource = table.OptionalText("specification_source");
    const bool hasNumber = device.memoryBytes > 0.0 || device.peakFlops > 0.0 ||
                           device.memoryBandwidth > 0.0 || device.loadRate > 0.0 ||
                           device.instructionRate > 0.0;
    if (hasNumber && device.specificationSource.empty())
    {
        table.Complain("specification_source",
                       "is missing",
                       "say where memory_bytes, peak_flops, memory_bandwidth_bytes_per_s, "
                       "load_bytes_per_s and instructions_per_s come from");
    }
}

PublishedLatency
ReadLatency(const CheckedTable& table)
{
    PublishedLatency latency;
    latency.dnn = table.Text("dnn");
    latency.width = table.Number("width", 1e-3, LARGEST_WIDTH);
    latency.resolution = table.WholeNumber("resolution", LARGEST_RESOLUTION);
    latency.precision = table.PrecisionName();
    latency.threads = table.WholeNumber("threads", LARGEST_THREADS);
    latency.seconds = table.Number("latency_s", SMALLEST_SECONDS, LARGEST_SECONDS);
    latency.source = table.Text("source");
    return latency;
}

void
ReadLatencies(const CheckedTable& table, ProblemList& problems, DeviceProfile& device)
{
    std::set<std::tuple<std::string, double, std::uint32_t, std::string, std::uint32_t>> seen;
    for (const TomlTable& entry : table.Tables("latency"))
    {
        const CheckedTable checked(entry, problems);
        const PublishedLatency latency = ReadLatency(checked);
        const bool isNew = seen.insert({latency.dnn,
                                        latency.width,
                                        latency.resolution,
                                        latency.precision,
                                        latency.threads})
                               .second;
        if (!isNew)
        {
            checked.Complain("latency_s",
                             "a second latency of the same network, size, precision and threads",
                             "keep the one you trust");
        }
        device.latencies.push_back(latency);
    }
}

DvfsLevel
ReadLevel(const CheckedTable& table)
{
    DvfsLevel level;
    level.name = table.Text("name");
    level.hertz = table.Number("frequency_hz", SMALLEST_HERTZ, LARGEST_HERTZ);
    level.latencyFactor = table.Number("latency_factor", 1.0 / LARGEST_FACTOR, LARGEST_FACTOR);
    level.idleWatt = table.Number("idle_w", 0.0, LARGEST_WATT);
    level.busyWatt = table.Number("busy_w", 0.0, LARGEST_WATT);
    level.source = table.Text("source");
    CheckPowers(table, level.idleWatt, level.busyWatt);
    return level;
}

void
ReadLevels(const CheckedTable& table, ProblemList& problems, DeviceProfile& device)
{
    for (const TomlTable& entry : table.Tables("dvfs"))
    {
        const CheckedTable checked(entry, problems);
        const DvfsLevel level = ReadLevel(checked);
        const bool isKnown =
            std::any_of(device.dvfsLevels.begin(),
                        device.dvfsLevels.end(),
                        [&](const DvfsLevel& earlier) { return earlier.name == level.name; });
        if (isKnown && !level.name.empty())
        {
            checked.Complain("name",
                             "a second level '" + level.name + "'",
                             "give every level a name of its own");
        }
        device.dvfsLevels.push_back(level);
    }
    const bool hasDefault =
        std::any_of(device.dvfsLevels.begin(), device.dvfsLevels.end(), [](const DvfsLevel& level) {
            return level.latencyFactor == 1.0;
        });
    if (!device.dvfsLevels.empty() && !hasDefault)
    {
        table.Complain("dvfs",
                       "no level has latency_factor 1",
                       "add the level at which the latencies were taken");
    }
}

} // namespace

DeviceProfile
ReadDeviceFile(const std::string& path)
{
    const TomlTable toml = TomlTable::ParseFile(path);
    ProblemList problems;
    const CheckedTable table(toml, problems);
    DeviceProfile device;
    device.name = std::filesystem::path(path).stem().string();
    device.title = table.Text("title");
    device.processor = table.Text("processor");
    device.cores = table.WholeNumber("cores", LARGEST_THREADS);
    device.threads = table.WholeNumber("threads", LARGEST_THREADS);
    device.idleWatt = table.Number("idle_w", 0.0, LARGEST_WATT);
    device.busyWatt = table.Number("busy_w", 0.0, LARGEST_WATT);
    device.powerSource = table.Text("power_source");
    CheckPowers(table, device.idleWatt, device.busyWatt);
    ReadSpecification(table, device);
    ReadLatencies(table, problems, device);
    ReadLevels(table, problems, device);
    try
    {
        toml.CheckUnknownKeys();
    }
    catch (const UserError& error)
    {
        problems.Add(error);
    }
    problems.ThrowIfAny();
    return device;
}

} // namespace edgeward
