/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_CLI_FLOW_ERRORS_H
#define EDGEWARD_CLI_FLOW_ERRORS_H

#include <string>
#include <vector>

namespace edgeward
{

struct FlowCheck;

/** "12.3" */
std::string FixedText(double value, int digits);

/** "+1.2", flows less packets in percent of packets; "-" if packets say 0. */
std::string FlowErrorText(double flow, double packet);

/** Columns of FlowErrorCells(). */
std::vector<std::string> FlowErrorHeader();

/** Load, requests of all replications, time with packets, and what flows are off by with default
 * and with calibrated parameters: "+12.3 -> -0.4". */
std::vector<std::string> FlowErrorCells(const FlowCheck& check);

} // namespace edgeward

#endif // EDGEWARD_CLI_FLOW_ERRORS_H
