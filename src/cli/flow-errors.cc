/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "cli/flow-errors.h"

#include <cstdio>

namespace edgeward
{

std::string
FixedText(double value, int digits)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

std::string
FlowErrorText(double flow, double packet)
{
    if (!(packet > 0.0))
    {
        return "-";
    }
    const double percent = 100.0 * (flow / packet - 1.0);
    return (percent < 0.0 ? "" : "+") + FixedText(percent, 1);
}

} // namespace edgeward
