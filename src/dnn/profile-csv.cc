/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/profiling.h"

#include "base/csv-reader.h"
#include "base/errors.h"
#include "base/file-writer.h"
#include "base/text.h"

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

// The time of a layer stands last: a file cut anywhere then lacks a row, a field or digits of the
// sum that is checked.
const std::vector<std::string> COLUMNS{
    "name", "op", "macs", "parameters", "output_bytes", "std_s", "p50_s", "p95_s", "mean_s"};

/** Relative error below which the sum of the layers counts as equal to the sum in the head of the
 * file. */
constexpr double SUM_TOLERANCE = 1e-9;

double
SumOfLayers(const LayerProfile& profile)
{
    double sum = 0.0;
    for (const LayerCost& layer : profile.layers)
    {
        sum += layer.meanSeconds;
    }
    return sum;
}

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

LayerCost
ReadLayer(const CsvTable& table, std::size_t row)
{
    LayerCost layer;
    layer.name = table.Text(row, "name");
    layer.op = table.Text(row, "op");
    layer.macs = table.Number(row, "macs", 0.0, LARGEST_COUNT);
    layer.parameters = table.Number(row, "parameters", 0.0, LARGEST_COUNT);
    layer.outputBytes =
        static_cast<std::uint64_t>(table.Number(row, "output_bytes", 1.0, LARGEST_COUNT));
    layer.meanSeconds = table.Number(row, "mean_s", 0.0, LARGEST_SECONDS);
    layer.stdSeconds = table.Number(row, "std_s", 0.0, LARGEST_SECONDS);
    layer.p50Seconds = table.Number(row, "p50_s", 0.0, LARGEST_SECONDS);
    layer.p95Seconds = table.Number(row, "p95_s", 0.0, LARGEST_SECONDS);
    return layer;
}

} // namespace

void
WriteProfileCsv(const std::string& path,
                const LayerProfile& profile,
                const std::map<std::string, std::string>& provenance)
{
    std::map<std::string, std::string> head = provenance;
    head["source"] = profile.source;
    head["layers"] = std::to_string(profile.layers.size());
    head["layer_sum_s"] = FormatDouble(SumOfLayers(profile));
    head["total_mean_s"] = FormatDouble(profile.totalSeconds);
    head["total_std_s"] = FormatDouble(profile.variation * profile.totalSeconds);
    head["total_p50_s"] = FormatDouble(profile.p50Seconds);
    head["total_p95_s"] = FormatDouble(profile.p95Seconds);

    std::ostringstream text;
    text << "# SPDX-License-Identifier: GPL-2.0-only\n";
    for (const auto& line : head)
    {
        text << "# " << line.first << ": " << line.second << '\n';
    }
    text << Join(COLUMNS, ",") << '\n';
    for (const LayerCost& layer : profile.layers)
    {
        text << layer.name << ',' << layer.op << ',' << FormatDouble(layer.macs) << ','
             << FormatDouble(layer.parameters) << ',' << layer.outputBytes << ','
             << FormatDouble(layer.stdSeconds) << ',' << FormatDouble(layer.p50Seconds) << ','
             << FormatDouble(layer.p95Seconds) << ',' << FormatDouble(layer.meanSeconds) << '\n';
    }
    WriteFileAtomically(path, text.str());
}

LayerProfile
ReadProfileCsv(const std::string& path)
{
    const CsvTable table = CsvTable::ReadFile(path, COLUMNS);
    LayerProfile profile;
    profile.source = HeadText(table, path, "source");
    profile.host = std::filesystem::absolute(path).parent_path().filename().string();
    profile.totalSeconds = HeadNumber(table, path, "total_mean_s", 1e-9, LARGEST_SECONDS);
    profile.variation =
        HeadNumber(table, path, "total_std_s", 0.0, LARGEST_SECONDS) / profile.totalSeconds;
    profile.p50Seconds = HeadNumber(table, path, "total_p50_s", 0.0, LARGEST_SECONDS);
    profile.p95Seconds = HeadNumber(table, path, "total_p95_s", 0.0, LARGEST_SECONDS);
    for (std::size_t row = 0; row < table.Rows(); ++row)
    {
        profile.layers.push_back(ReadLayer(table, row));
    }
    const double layers = HeadNumber(table, path, "layers", 1.0, 65534.0);
    const double sum = HeadNumber(table, path, "layer_sum_s", 1e-9, LARGEST_SECONDS);
    if (static_cast<double>(profile.layers.size()) != layers ||
        std::abs(SumOfLayers(profile) - sum) > SUM_TOLERANCE * sum)
    {
        throw ConfigError({path},
                          "",
                          "is cut short or edited: " + std::to_string(profile.layers.size()) +
                              " layers that sum to " + FormatDouble(SumOfLayers(profile)) +
                              " s, but its head says " + FormatDouble(layers) + " and " +
                              FormatDouble(sum) + " s",
                          "restore the file or measure again with 'edgeward profile'");
    }
    return profile;
}

} // namespace edgeward
