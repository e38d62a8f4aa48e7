/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/profile-rows.h"

#include "base/text.h"

#include <map>

namespace edgeward
{

namespace
{

// Bounds that catch a wrong unit, as in the catalogue.
constexpr double LARGEST_SECONDS = 3600.0;
constexpr double LARGEST_COUNT = 1e15;
constexpr double LARGEST_SIZE = 1e9;

/** Stands between the parts of a list within a field. */
constexpr char BETWEEN = ';';

const std::string REMEASURE = "restore the file or measure again with 'edgeward profile'";

[[noreturn]] void
FailAt(const CsvTable& table,
       std::size_t row,
       const std::string& column,
       const std::string& problem,
       const std::string& remedy = REMEASURE)
{
    throw ConfigError(table.Where(row), column, problem, remedy);
}

/** "3;5": earlier layers. */
std::vector<std::uint16_t>
ReadInputs(const CsvTable& table, std::size_t row)
{
    std::vector<std::uint16_t> inputs;
    const std::string& text = table.Text(row, "inputs");
    for (const std::string& part : text.empty() ? std::vector<std::string>() : Split(text, BETWEEN))
    {
        const auto index = ParseInt(part);
        if (!index || *index < 0 || *index >= static_cast<std::int64_t>(row))
        {
            FailAt(table,
                   row,
                   "inputs",
                   "'" + part + "' is not the index of an earlier layer",
                   "list earlier layers like 3;5, or none for the network's input");
        }
        inputs.push_back(static_cast<std::uint16_t>(*index));
    }
    return inputs;
}

/** "64x56x56" or "1000"; nothing if empty, unknown. */
FeatureShape
ReadShape(const CsvTable& table,
          std::size_t row,
          const std::string& column,
          const std::string& text)
{
    std::vector<std::uint32_t> sizes;
    for (const std::string& part : text.empty() ? std::vector<std::string>() : Split(text, 'x'))
    {
        const auto size = ParseInt(part);
        if (!size || *size < 1 || *size > LARGEST_SIZE || sizes.size() == 3)
        {
            FailAt(table,
                   row,
                   column,
                   "'" + text + "' is no shape",
                   "write channels x height x width like 64x56x56, or 1000");
        }
        sizes.push_back(static_cast<std::uint32_t>(*size));
    }
    sizes.resize(3, sizes.empty() ? 0 : 1);
    return sizes[0] == 0 ? FeatureShape{} : FeatureShape{sizes[0], sizes[1], sizes[2]};
}

std::string
ShapeText(const FeatureShape& shape)
{
    return shape.channels == 0 ? "" : shape.ToString();
}

LayerCost
ReadLayer(const CsvTable& table, std::size_t row)
{
    LayerCost layer;
    if (table.Text(row, "index") != std::to_string(row))
    {
        FailAt(table,
               row,
               "index",
               "is '" + table.Text(row, "index") + "' where " + std::to_string(row) +
                   " must stand");
    }
    layer.name = table.Text(row, "name");
    layer.op = table.Text(row, "op");
    layer.inputs = ReadInputs(table, row);
    const std::string& shapes = table.Text(row, "input_shapes");
    for (const std::string& shape :
         shapes.empty() ? std::vector<std::string>() : Split(shapes, BETWEEN))
    {
        layer.inputShapes.push_back(ReadShape(table, row, "input_shapes", shape));
    }
    layer.output = ReadShape(table, row, "output_shape", table.Text(row, "output_shape"));
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

std::vector<LayerCost>
ReadProfileRows(const CsvTable& table)
{
    std::vector<LayerCost> layers;
    std::map<std::string, std::size_t> rows;
    for (std::size_t row = 0; row < table.Rows(); ++row)
    {
        layers.push_back(ReadLayer(table, row));
        const auto [earlier, isNew] = rows.emplace(layers.back().name, row);
        if (!isNew)
        {
            FailAt(table,
                   row,
                   "name",
                   "layer '" + layers.back().name + "' stands already on line " +
                       std::to_string(table.Where(earlier->second).line),
                   "give every layer one row and a name of its own");
        }
    }
    return layers;
}

void
CheckProfileRows(const CsvTable& table,
                 const std::string& path,
                 const std::vector<LayerCost>& layers,
                 const DnnGraph& graph)
{
    const std::string remedy = "measure this network again with 'edgeward profile'";
    for (std::uint16_t k = 0; k < graph.LayerCount() && k < layers.size(); ++k)
    {
        if (layers[k].name != graph.GetLayer(k).name)
        {
            FailAt(table,
                   k,
                   "name",
                   "is a profile of another network: layer " + std::to_string(k) + " is '" +
                       layers[k].name + "', not '" + graph.GetLayer(k).name + "'",
                   remedy);
        }
    }
    if (layers.size() != graph.LayerCount())
    {
        throw ConfigError({path},
                          "",
                          "is a profile of another network: it has " +
                              std::to_string(layers.size()) + " layers, not " +
                              std::to_string(graph.LayerCount()),
                          remedy);
    }
}

const std::vector<std::string>&
ProfileColumns()
{
    // The time of a layer stands last: a file cut anywhere then lacks a row, a field or digits of
    // the sum that is checked.
    static const std::vector<std::string> COLUMNS{"index",
                                                  "name",
                                                  "op",
                                                  "inputs",
                                                  "input_shapes",
                                                  "output_shape",
                                                  "macs",
                                                  "parameters",
                                                  "output_bytes",
                                                  "std_s",
                                                  "p50_s",
                                                  "p95_s",
                                                  "mean_s"};
    return COLUMNS;
}

std::string
ProfileRow(std::size_t index, const LayerCost& layer)
{
    const auto list = [](const auto& parts, auto text) {
        std::vector<std::string> texts;
        for (const auto& part : parts)
        {
            texts.push_back(text(part));
        }
        return Join(texts, std::string(1, BETWEEN));
    };
    return Join({std::to_string(index),
                 layer.name,
                 layer.op,
                 list(layer.inputs, [](std::uint16_t input) { return std::to_string(input); }),
                 list(layer.inputShapes, ShapeText),
                 ShapeText(layer.output),
                 FormatDouble(layer.macs),
                 FormatDouble(layer.parameters),
                 std::to_string(layer.outputBytes),
                 FormatDouble(layer.stdSeconds),
                 FormatDouble(layer.p50Seconds),
                 FormatDouble(layer.p95Seconds),
                 FormatDouble(layer.meanSeconds)},
                ",");
}

} // namespace edgeward
