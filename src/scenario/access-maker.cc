/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/access-maker.h"

#include "net/cells-access.h"
#include "scenario/object-maker.h"

#include <utility>

namespace edgeward
{

using namespace ns3;

Ptr<AccessNetwork>
MakeAccess(const ScenarioConfig& config)
{
    if (config.cells == 1)
    {
        return MakeObject<AccessNetwork>(config.access);
    }
    std::vector<Ptr<AccessNetwork>> cells;
    for (std::uint32_t cell = 0; cell < config.cells; ++cell)
    {
        cells.push_back(MakeObject<AccessNetwork>(config.access));
    }
    return CreateObject<CellsAccess>(std::move(cells));
}

} // namespace edgeward
