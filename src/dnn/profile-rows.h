/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_PROFILE_ROWS_H
#define EDGEWARD_DNN_PROFILE_ROWS_H

#include "base/csv-reader.h"
#include "dnn/dnn-graph.h"

#include <string>
#include <vector>

namespace edgeward
{

/** Columns of a profile, one row per layer. */
const std::vector<std::string>& ProfileColumns();

/** A layer as ReadProfileRows reads it back. @param index of the layer, from 0 */
std::string ProfileRow(std::size_t index, const LayerCost& layer);

/** All rows. @throws ConfigError naming the line if a value is damaged or two layers have one name
 */
std::vector<LayerCost> ReadProfileRows(const CsvTable& table);

/** @throws ConfigError naming the line unless the layers have the names and number of the graph's
 */
void CheckProfileRows(const CsvTable& table,
                      const std::string& path,
                      const std::vector<LayerCost>& layers,
                      const DnnGraph& graph);

} // namespace edgeward

#endif // EDGEWARD_DNN_PROFILE_ROWS_H
