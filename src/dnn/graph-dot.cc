/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/graph-dot.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>
#include <sstream>

namespace edgeward
{

namespace
{

/** A number with @p digits significant ones. */
std::string
Significant(double value, int digits)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.*g", digits, value);
    return text;
}

/** Text inside double quotes. */
std::string
Quoted(const std::string& text)
{
    std::string quoted = "\"";
    for (const char c : text)
    {
        if (c == '"' || c == '\\')
        {
            quoted += '\\';
        }
        quoted += c;
    }
    return quoted + "\"";
}

/** A light blue for no work to a strong one for the most expensive layer. */
std::string
Colour(double macs, double most)
{
    const double share = most > 0.0 ? std::sqrt(macs / most) : 0.0;
    char text[32];
    std::snprintf(text, sizeof text, "0.580 %.3f 1.000", 0.04 + 0.46 * share);
    return text;
}

std::string
LayerLabel(const DnnLayer& layer)
{
    std::string label = layer.name + "\n" + layer.op;
    if (layer.activation != Activation::NONE && layer.kind != LayerKind::ACTIVATION)
    {
        label += " + " + ToString(layer.activation);
    }
    if (layer.output.channels > 0)
    {
        label += "\n" + layer.output.ToString();
    }
    if (layer.macs > 0.0)
    {
        label += "  " + Significant(layer.macs / 1e6, 3) + " M MAC";
    }
    return label;
}

/** Graphviz wants line breaks written out. */
std::string
Label(const std::string& text)
{
    std::string label = Quoted(text);
    for (std::string::size_type at = 0; (at = label.find('\n', at)) != std::string::npos;)
    {
        label.replace(at, 1, "\\n");
    }
    return label;
}

} // namespace

std::string
BytesText(double bytes)
{
    constexpr const char* UNITS[] = {" B", " kB", " MB", " GB"};
    std::size_t unit = 0;
    while (bytes >= 1000.0 && unit + 1 < std::size(UNITS))
    {
        bytes /= 1000.0;
        ++unit;
    }
    char text[32];
    std::snprintf(
        text, sizeof text, bytes < 10.0 && unit > 0 ? "%.1f%s" : "%.0f%s", bytes, UNITS[unit]);
    return text;
}

std::string
RenderDot(const DnnGraph& graph, const std::string& title)
{
    double most = 0.0;
    for (std::uint16_t k = 0; k < graph.LayerCount(); ++k)
    {
        most = std::max(most, graph.GetLayer(k).macs);
    }
    std::set<std::uint16_t> exits;
    for (const DnnGraph::Exit& exit : graph.Exits())
    {
        exits.insert(exit.layer);
    }
    std::ostringstream dot;
    dot << "digraph network {\n"
        << "  graph [label=" << Label(title)
        << ", labelloc=t, fontname=\"DejaVu Sans\", fontsize=16, ranksep=0.35];\n"
        << "  node [shape=box, style=\"filled,rounded\", fontname=\"DejaVu Sans\", fontsize=10];\n"
        << "  edge [fontname=\"DejaVu Sans\", fontsize=9, color=\"#606060\", "
           "fontcolor=\"#303030\"];\n"
        << "  input [label=\"input\", shape=ellipse, fillcolor=white];\n";
    for (std::uint16_t k = 0; k < graph.LayerCount(); ++k)
    {
        const DnnLayer& layer = graph.GetLayer(k);
        dot << "  l" << k << " [label=" << Label(LayerLabel(layer))
            << ", fillcolor=" << Quoted(Colour(layer.macs, most))
            << (exits.count(k) != 0 ? ", peripheries=2" : "") << "];\n";
        if (layer.inputs.empty())
        {
            dot << "  input -> l" << k
                << " [label=" << Label(BytesText(static_cast<double>(graph.CutBytes(0)))) << "];\n";
        }
        for (const std::uint16_t from : layer.inputs)
        {
            const auto bytes = static_cast<double>(graph.GetLayer(from).outputBytes);
            dot << "  l" << from << " -> l" << k << " [label=" << Label(BytesText(bytes)) << "];\n";
        }
    }
    dot << "}\n";
    return dot.str();
}

} // namespace edgeward
