/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/child-program.h"
#include "base/errors.h"
#include "base/file-writer.h"
#include "cli/command.h"
#include "dnn/catalog.h"
#include "dnn/graph-dot.h"
#include "results/table.h"

#include <cerrno>
#include <filesystem>
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <unistd.h>

namespace edgeward
{

namespace
{

struct ShowArguments
{
    std::string dnn;
    std::string variant;
    bool hasCuts = false;
    bool isDot = false;
    std::string png;
};

std::string
Millions(double count)
{
    return count == 0.0 ? "" : fmt::format("{:.3f}", count / 1e6);
}

/** Names of the layers that a layer reads, or their number where they do not fit. */
std::string
Reads(const DnnGraph& graph, const DnnLayer& layer)
{
    if (layer.inputs.empty())
    {
        return "input";
    }
    std::string names;
    for (const std::uint16_t input : layer.inputs)
    {
        names += (names.empty() ? "" : " ") + graph.GetLayer(input).name;
    }
    return names.size() <= 40 ? names : fmt::format("{} layers", layer.inputs.size());
}

std::string
ShapeText(const FeatureShape& shape)
{
    return shape.channels == 0 ? "" : shape.ToString();
}

std::string
ExitOf(const DnnGraph& graph, std::uint16_t layer)
{
    for (const DnnGraph::Exit& exit : graph.Exits())
    {
        if (exit.layer == layer && graph.Exits().size() > 1)
        {
            return exit.name;
        }
    }
    return "";
}

void
PrintLayers(const DnnGraph& graph)
{
    const bool hasExits = graph.Exits().size() > 1;
    std::vector<std::string> header{"layer",
                                    "index",
                                    "operator",
                                    "reads",
                                    "output",
                                    "MMAC",
                                    "parameters\n(M)",
                                    "output\nbytes"};
    if (hasExits)
    {
        header.push_back("exit");
    }
    Table table(header);
    for (std::uint16_t k = 0; k < graph.LayerCount(); ++k)
    {
        const DnnLayer& layer = graph.GetLayer(k);
        std::vector<std::string> row{layer.name,
                                     std::to_string(k),
                                     layer.op,
                                     Reads(graph, layer),
                                     ShapeText(layer.output),
                                     Millions(layer.macs),
                                     Millions(layer.parameters),
                                     BytesText(static_cast<double>(layer.outputBytes))};
        if (hasExits)
        {
            row.push_back(ExitOf(graph, k));
        }
        table.AddRow(row);
    }
    std::cout << table.Render(StyleFor(STDOUT_FILENO));
}

/** One line per group: where one can cut so that one tensor crosses, and what the cut costs. */
void
PrintCuts(const DnnGraph& graph)
{
    Table table({"cut behind",
                 "layers\nbefore",
                 "bytes\nthat cross",
                 "of the\ninput",
                 "tensors",
                 "MMAC\nbefore",
                 "MMAC\nbehind",
                 "group\nends"});
    std::vector<bool> isGroupEnd(graph.LayerCount() + std::size_t{1}, false);
    for (const LayerRange& group : graph.Groups())
    {
        isGroupEnd[group.last] = true;
    }
    double before = 0.0;
    for (std::uint16_t cut = 0; cut <= graph.LayerCount(); ++cut)
    {
        before += cut > 0 ? graph.GetLayer(cut - 1).macs : 0.0;
        const std::size_t tensors =
            graph.CutTensors(cut).size() + (graph.InputCrosses(cut) ? 1 : 0);
        const auto bytes = static_cast<double>(graph.CutBytes(cut));
        table.AddRow({cut == 0 ? "(input)" : graph.GetLayer(cut - 1).name,
                      std::to_string(cut),
                      BytesText(bytes),
                      fmt::format("{:.2f} x", bytes / static_cast<double>(graph.CutBytes(0))),
                      std::to_string(tensors),
                      fmt::format("{:.1f}", before / 1e6),
                      fmt::format("{:.1f}", (graph.Macs() - before) / 1e6),
                      isGroupEnd[cut] || cut == 0 ? "yes" : ""});
    }
    std::cout << table.Render(StyleFor(STDOUT_FILENO));
}

/** Draw with Graphviz. @throws IoError if it is not installed or fails */
void
DrawPng(const DnnGraph& graph, const std::string& title, const std::string& path)
{
    namespace fs = std::filesystem;
    const std::string source = path + ".dot";
    WriteFileAtomically(source, RenderDot(graph, title));
    const ChildResult result =
        RunChildProgram(".", {"dot", "-Tpng", "-Gdpi=110", "-o", path, source});
    if (result.startError == ENOENT)
    {
        throw IoError(path,
                      "Graphviz is not installed",
                      "install the package graphviz; the picture's source is " + source);
    }
    if (!result.IsSuccess())
    {
        throw IoError(path,
                      "Graphviz failed: " + result.FirstComplaint(),
                      "the picture's source is " + source);
    }
    fs::remove(source);
    std::cout << path << '\n';
}

void
Show(const ShowArguments& arguments)
{
    const Catalog catalog(Catalog::DefaultFolder());
    const Dnn& dnn = catalog.GetDnn(arguments.dnn);
    const DnnVariant& variant = arguments.variant.empty()
                                    ? dnn.variants.front()
                                    : dnn.variants[dnn.FindVariant(arguments.variant)];
    const DnnGraph& graph = catalog.GetGraph(dnn.name, variant.name);
    const std::string title =
        fmt::format("{} {}: {} layers, {:.1f} M MAC, {:.2f} M parameters, {} in, {}",
                    dnn.name,
                    variant.name,
                    graph.LayerCount(),
                    graph.Macs() / 1e6,
                    graph.Parameters() / 1e6,
                    BytesText(static_cast<double>(graph.CutBytes(0))),
                    variant.precision);
    if (arguments.isDot)
    {
        std::cout << RenderDot(graph, title);
    }
    else if (!arguments.png.empty())
    {
        DrawPng(graph, title, arguments.png);
    }
    else
    {
        std::cout << title << "\n\n";
        arguments.hasCuts ? PrintCuts(graph) : PrintLayers(graph);
    }
}

} // namespace

void
AddDnnCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command = program.add_subcommand("dnn", "Look into the networks of the catalogue");
    command->require_subcommand(1);
    CLI::App* show = command->add_subcommand("show", "Layers of a network, where it can be cut");
    auto arguments = std::make_shared<ShowArguments>();
    show->add_option("NAME", arguments->dnn, "The network (edgeward list dnns)")->required();
    show->add_option("--variant", arguments->variant, "Its variant; default: the first one")
        ->type_name("NAME");
    auto* cuts = show->add_flag(
        "--cuts", arguments->hasCuts, "Every cut: bytes that cross it, work before and behind");
    auto* dot = show->add_flag("--dot", arguments->isDot, "The picture in Graphviz's language");
    auto* png =
        show->add_option("--png", arguments->png, "Draw the picture into FILE")->type_name("FILE");
    cuts->excludes(dot)->excludes(png);
    dot->excludes(png);
    show->footer("A residual block can be cut anywhere, but then more than one tensor crosses: "
                 "planners that\n"
                 "want few candidates cut where a group ends.\n\n"
                 "Examples:\n"
                 "  edgeward dnn show resnet-18\n"
                 "  edgeward dnn show resnet-50 --cuts\n"
                 "  edgeward dnn show mobilenet-v1 --variant d4 --png mobilenet.png");
    show->callback([arguments, &chosen] { chosen = [arguments] { Show(*arguments); }; });
}

} // namespace edgeward
