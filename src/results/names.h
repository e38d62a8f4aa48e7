/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_NAMES_H
#define EDGEWARD_RESULTS_NAMES_H

#include <string>
#include <vector>

namespace edgeward
{

/** What the numbers of records stand for, so that tables and figures can speak in names. */
struct Names
{
    std::vector<std::string> nodes;    ///< by NodeId
    std::vector<std::string> variants; ///< by VariantId
};

} // namespace edgeward

#endif // EDGEWARD_RESULTS_NAMES_H
