/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_CLI_LATENCY_REPORT_H
#define EDGEWARD_CLI_LATENCY_REPORT_H

#include "dnn/latency-validation.h"
#include "results/table.h"

#include <string>
#include <vector>

namespace edgeward
{

/** What "edgeward validate latency" found. */
struct LatencyReport
{
    std::vector<LatencyResidual> residuals;
    std::vector<LayerResidual> layers;
};

/** Tables of errors: by what was withheld and predictor; of "learned" by network and by device; on
 * the host. */
std::string RenderLatencyReport(const LatencyReport& report, TableStyle style);

/** Write residuals.csv and host-layers.csv. @param folder made if absent @throws IoError */
void WriteLatencyReport(const LatencyReport& report, const std::string& folder);

/** Draw predicted-published: both on logarithmic axes. @throws IoError if gnuplot is missing */
void DrawLatencyReport(const LatencyReport& report, const std::string& folder);

} // namespace edgeward

#endif // EDGEWARD_CLI_LATENCY_REPORT_H
