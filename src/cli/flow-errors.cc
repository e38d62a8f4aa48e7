/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "cli/flow-errors.h"

#include "base/text.h"
#include "scenario/flow-calibrator.h"

#include <cstdio>

namespace edgeward
{

namespace
{

/** "+12.3 -> -0.4" */
std::string
ChangeOf(double before, double after, double packet)
{
    const std::string first = FlowErrorText(before, packet);
    return first == "-" ? first : first + " -> " + FlowErrorText(after, packet);
}

} // namespace

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

std::vector<std::string>
FlowErrorHeader()
{
    return {"load",
            "requests",
            "packet mean (ms)",
            "mean (%)",
            "standard error (%)",
            "p50 (%)",
            "p95 (%)",
            "goodput (%)",
            "radio energy (%)"};
}

std::vector<std::string>
FlowErrorCells(const FlowCheck& check)
{
    using Outcome = NetworkOutcome;
    const auto change = [&check](auto value) {
        return ChangeOf(value(check.before), value(check.after), value(check.packet));
    };
    return {FormatDouble(check.load) + (check.isSaturated ? ", saturated" : ""),
            std::to_string(check.packet.seconds.size()),
            FixedText(1e3 * check.packet.MeanSeconds(), 2),
            change([](const Outcome& outcome) { return outcome.MeanSeconds(); }),
            check.meanError > 0.0 ? FixedText(100.0 * check.meanError, 1) : "-",
            change([](const Outcome& outcome) { return outcome.QuantileSeconds(0.5); }),
            change([](const Outcome& outcome) { return outcome.QuantileSeconds(0.95); }),
            change([](const Outcome& outcome) { return outcome.goodputBps; }),
            change([](const Outcome& outcome) { return outcome.radioJoule; })};
}

} // namespace edgeward
