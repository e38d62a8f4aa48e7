/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_CLI_FLOW_ERRORS_H
#define EDGEWARD_CLI_FLOW_ERRORS_H

#include <string>

namespace edgeward
{

/** "12.3" */
std::string FixedText(double value, int digits);

/** "+1.2", flows less packets in percent of packets; "-" if packets say 0. */
std::string FlowErrorText(double flow, double packet);

} // namespace edgeward

#endif // EDGEWARD_CLI_FLOW_ERRORS_H
