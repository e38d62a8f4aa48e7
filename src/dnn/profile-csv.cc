/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/profiling.h"

#include "base/csv-reader.h"
#include "base/errors.h"
#include "base/file-writer.h"
#include "base/text.h"
#include "dnn/profile-rows.h"

#include <cmath>
#include <filesystem>
#include <sstream>

namespace edgeward
{

EDGEWARD_DEFINE_REGISTRY(NetworkProfiler)

namespace
{

// Bounds that catch a wrong unit, as in the catalogue.
constexpr double LARGEST_SECONDS = 3600.0;
constexpr double LARGEST_COUNT = 1e15;
constexpr double LARGEST_BATCH = 4096;
constexpr double LARGEST_THREADS = 256;

/** Relative error below which the sum of the layers counts as equal to the sum in the head of the
 * file. */
constexpr double SUM_TOLERANCE = 1e-9;

/** A "# key: value" line. @throws ConfigError if it is missing. */
std::string
HeadText(const CsvTable& table, const std::string& path, const std::string& key)
{
    const auto found = table.Provenance().find(key);
    if (found == table.Provenance().end() || found->second.empty())
    {
        throw ConfigError({path}, key, "is missing", "begin the file with '# " + key + ": ...'");
    }
    return found->second;
}

double
HeadNumber(
    const CsvTable& table, const std::string& path, const std::string& key, double low, double high)
{
    const std::string text = HeadText(table, path, key);
    const std::optional<double> value = ParseDouble(text);
    if (!value || *value < low || *value > high)
    {
        throw ConfigError({path},
                          key,
                          "'" + text + "' is not a number from " + FormatDouble(low) + " to " +
                              FormatDouble(high),
                          "");
    }
    return *value;
}

/** A "# key: value" line that files of other makers may lack. */
double
HeadNumberOr(double absent,
             const CsvTable& table,
             const std::string& path,
             const std::string& key,
             double low,
             double high)
{
    return table.Provenance().count(key) == 0 ? absent : HeadNumber(table, path, key, low, high);
}

/** "1:0.02,4:0.07": seconds by batch size. */
std::map<std::uint32_t, double>
ReadBatchSeconds(const CsvTable& table, const std::string& path)
{
    std::map<std::uint32_t, double> seconds;
    if (table.Provenance().count("batch_total_s") == 0)
    {
        return seconds;
    }
    const std::string text = HeadText(table, path, "batch_total_s");
    for (const std::string& pair : Split(text, ','))
    {
        const std::vector<std::string> parts = Split(pair, ':');
        const auto size = ParseInt(Trim(parts[0]));
        const double time = parts.size() == 2 ? ParseDouble(Trim(parts[1])).value_or(0.0) : 0.0;
        if (!size || *size < 1 || *size > LARGEST_BATCH || time <= 0.0 || time > LARGEST_SECONDS)
        {
            throw ConfigError({path},
                              "batch_total_s",
                              "'" + pair + "' is not size:seconds",
                              "write pairs like 1:0.02,4:0.07");
        }
        seconds[static_cast<std::uint32_t>(*size)] = time;
    }
    return seconds;
}

std::string
BatchSecondsText(const std::map<std::uint32_t, double>& seconds)
{
    std::vector<std::string> pairs;
    for (const auto& [size, time] : seconds)
    {
        pairs.push_back(std::to_string(size) + ":" + FormatDouble(time));
    }
    return Join(pairs, ",");
}

/** What is no measurement of a single layer. */
std::map<std::string, std::string>
HeadOf(const LayerProfile& profile)
{
    std::map<std::string, std::string> head;
    head["source"] = profile.source;
    head["threads"] = std::to_string(profile.threads);
    head["batch"] = std::to_string(profile.batch);
    head["layers"] = std::to_string(profile.layers.size());
    head["layer_sum_s"] = FormatDouble(profile.LayerSum());
    head["layer_sum_within_5_percent"] = profile.HasConsistentTimes() ? "yes" : "no";
    head["total_mean_s"] = FormatDouble(profile.totalSeconds);
    head["total_std_s"] = FormatDouble(profile.variation * profile.totalSeconds);
    head["total_p50_s"] = FormatDouble(profile.p50Seconds);
    head["total_p95_s"] = FormatDouble(profile.p95Seconds);
    if (profile.peakBytes > 0.0)
    {
        head["peak_memory_bytes"] = FormatDouble(profile.peakBytes);
    }
    if (!profile.torch.empty())
    {
        head["torch"] = profile.torch;
    }
    if (!profile.batchSeconds.empty())
    {
        head["batch_total_s"] = BatchSecondsText(profile.batchSeconds);
    }
    return head;
}

} // namespace

void
WriteProfileCsv(const std::string& path,
                const LayerProfile& profile,
                const std::map<std::string, std::string>& provenance)
{
    std::map<std::string, std::string> head = HeadOf(profile);
    head.insert(provenance.begin(), provenance.end());
    std::ostringstream text;
    text << "# SPDX-License-Identifier: GPL-2.0-only\n";
    for (const auto& line : head)
    {
        text << "# " << line.first << ": " << line.second << '\n';
    }
    text << Join(ProfileColumns(), ",") << '\n';
    for (std::size_t i = 0; i < profile.layers.size(); ++i)
    {
        text << ProfileRow(i, profile.layers[i]) << '\n';
    }
    WriteFileAtomically(path, text.str());
}

LayerProfile
ReadProfileCsv(const std::string& path, const DnnGraph* graph)
{
    const CsvTable table = CsvTable::ReadFile(path, ProfileColumns());
    LayerProfile profile;
    profile.source = HeadText(table, path, "source");
    profile.host = std::filesystem::absolute(path).parent_path().filename().string();
    profile.totalSeconds = HeadNumber(table, path, "total_mean_s", 1e-9, LARGEST_SECONDS);
    profile.variation =
        HeadNumber(table, path, "total_std_s", 0.0, LARGEST_SECONDS) / profile.totalSeconds;
    profile.p50Seconds = HeadNumber(table, path, "total_p50_s", 0.0, LARGEST_SECONDS);
    profile.p95Seconds = HeadNumber(table, path, "total_p95_s", 0.0, LARGEST_SECONDS);
    profile.threads =
        static_cast<std::uint32_t>(HeadNumberOr(1.0, table, path, "threads", 1.0, LARGEST_THREADS));
    profile.batch =
        static_cast<std::uint32_t>(HeadNumberOr(1.0, table, path, "batch", 1.0, LARGEST_BATCH));
    profile.peakBytes = HeadNumberOr(0.0, table, path, "peak_memory_bytes", 0.0, LARGEST_COUNT);
    profile.batchSeconds = ReadBatchSeconds(table, path);
    const auto torch = table.Provenance().find("torch");
    profile.torch = torch == table.Provenance().end() ? "" : torch->second;
    profile.layers = ReadProfileRows(table);
    if (graph)
    {
        CheckProfileRows(table, path, profile.layers, *graph);
    }
    const double layers = HeadNumber(table, path, "layers", 1.0, 65534.0);
    const double sum = HeadNumber(table, path, "layer_sum_s", 1e-9, LARGEST_SECONDS);
    if (static_cast<double>(profile.layers.size()) != layers ||
        std::abs(profile.LayerSum() - sum) > SUM_TOLERANCE * sum)
    {
        throw ConfigError({path},
                          "",
                          "is cut short or edited: " + std::to_string(profile.layers.size()) +
                              " layers that sum to " + FormatDouble(profile.LayerSum()) +
                              " s, but its head says " + FormatDouble(layers) + " and " +
                              FormatDouble(sum) + " s",
                          "restore the file or measure again with 'edgeward profile'");
    }
    return profile;
}

std::vector<std::string>
ProfileWarnings(const LayerProfile& profile, const std::string& torch)
{
    std::vector<std::string> warnings;
    if (!torch.empty() && !profile.torch.empty() && profile.torch != torch)
    {
        warnings.push_back("it was measured with LibTorch " + profile.torch + ", here is " + torch +
                           ": kernels and times may differ; measure again with 'edgeward profile'");
    }
    if (!profile.HasConsistentTimes())
    {
        warnings.push_back("its layers sum to " + FormatDouble(profile.LayerSum()) +
                           " s, but the network takes " + FormatDouble(profile.totalSeconds) +
                           " s end to end, more than 5 % off; measure again on a quiet machine or "
                           "with more repeats");
    }
    return warnings;
}

} // namespace edgeward
