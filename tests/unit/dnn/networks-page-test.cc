/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/file-writer.h"
#include "dnn/architecture.h"
#include "dnn/catalog.h"

#include <gmock/gmock.h>

#include <iomanip>
#include <sstream>

namespace edgeward
{
namespace
{

std::string
Millions(double count)
{
    const double millions = count / 1e6;
    std::ostringstream text;
    text << std::fixed << std::setprecision(millions < 10 ? 3 : 1) << millions;
    return text.str();
}

/** Exits at the end of a row: how many there are beside the last layer. */
std::string
SideExits(const DnnGraph& graph)
{
    const std::size_t count = graph.Exits().size() - 1;
    return count == 0 ? "" : std::to_string(count);
}

/** The table of docs/models/networks.md: the first variant of each network. */
std::string
NetworkTable(const Catalog& catalog)
{
    std::ostringstream page;
    page << "| network | variants | input | MACs (M) | parameters (M) | layers | groups | side "
            "exits | "
            "layers from |\n"
            "|---|---|---|---|---|---|---|---|---|\n";
    for (const std::string& name : catalog.DnnNames())
    {
        const Dnn& dnn = catalog.GetDnn(name);
        const DnnGraph& graph = catalog.GetGraph(name, dnn.variants.front().name);
        page << "| " << name << " | " << dnn.variants.size() << " | "
             << graph.GetLayer(0).inputShapes.front().ToString() << " | " << Millions(graph.Macs())
             << " | " << Millions(graph.Parameters()) << " | " << graph.LayerCount() << " | "
             << graph.Groups().size() << " | " << SideExits(graph) << " | "
             << Registry<Architecture>::All().at(name).help << " |\n";
    }
    return page.str();
}

/** What each exit of the networks with side exits costs. */
std::string
ExitTable(const Catalog& catalog)
{
    std::ostringstream page;
    page << "| network | exit | behind layer | MACs to there (M) | of the last exit |\n"
            "|---|---|---|---|---|\n";
    for (const std::string& name : catalog.DnnNames())
    {
        const DnnGraph& graph = catalog.GetGraph(name, catalog.GetDnn(name).variants.front().name);
        const std::size_t count = graph.Exits().size();
        for (std::size_t exit = 0; count > 1 && exit < count; ++exit)
        {
            const double share = graph.MacsOfExit(exit) / graph.MacsOfExit(count - 1);
            page << "| " << name << " | " << graph.Exits()[exit].name << " | "
                 << graph.GetLayer(graph.Exits()[exit].layer).name << " | "
                 << Millions(graph.MacsOfExit(exit)) << " | " << std::fixed << std::setprecision(0)
                 << 100 * share << " % |\n";
        }
    }
    return page.str();
}

TEST(NetworksPage, HoldsTheTablesOfTheCatalogue)
{
    const Catalog catalog(EDGEWARD_SOURCE_DIR "/models");
    const std::string page = ReadWholeFile(EDGEWARD_SOURCE_DIR "/docs/models/networks.md");
    for (const std::string& table : {NetworkTable(catalog), ExitTable(catalog)})
    {
        EXPECT_NE(page.find(table), std::string::npos)
            << "put this into docs/models/networks.md:\n\n"
            << table;
    }
}

} // namespace
} // namespace edgeward
