/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_CLI_FLOW_REPORT_H
#define EDGEWARD_CLI_FLOW_REPORT_H

#include "results/table.h"
#include "scenario/flow-calibrator.h"

#include <string>
#include <vector>

namespace edgeward
{

/** Flows against packets on one network. */
struct FlowFinding
{
    std::string network; ///< "p2p, 5 x 20 kB x 3/s"
    std::string transport;
    FlowCheck check;
};

/** What flows are off by, one row a finding. */
std::string RenderFlowReport(const std::vector<FlowFinding>& findings, TableStyle style);

/** Write flow.csv. @throws IoError */
void WriteFlowReport(const std::vector<FlowFinding>& findings, const std::string& folder);

/** Draw flow-against-packets: mean and 95th percentile, with default and with calibrated
 * parameters, from flow.csv. @throws IoError as DrawWithGnuplot() */
void DrawFlowReport(const std::vector<FlowFinding>& findings, const std::string& folder);

} // namespace edgeward

#endif // EDGEWARD_CLI_FLOW_REPORT_H
