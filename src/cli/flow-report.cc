/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "cli/flow-report.h"

#include "base/file-writer.h"
#include "base/text.h"
#include "cli/flow-errors.h"
#include "results/csv-writer.h"
#include "results/gnuplot.h"

#include <cmath>

namespace edgeward
{

namespace
{

/** What stands beside a row of points. */
std::string
LabelOf(const FlowFinding& finding)
{
    return finding.network + ", " + finding.transport +
           (finding.check.isSaturated ? ", saturated" : "");
}

} // namespace

std::string
RenderFlowReport(const std::vector<FlowFinding>& findings, TableStyle style)
{
    std::vector<std::string> header = FlowErrorHeader();
    header.insert(header.begin(), {"network", "transport"});
    header.insert(header.end(), {"events, times", "CPU time, times"});
    Table table(header);
    for (const FlowFinding& finding : findings)
    {
        const FlowCheck& check = finding.check;
        std::vector<std::string> row = FlowErrorCells(check);
        row.insert(row.begin(), {finding.network, finding.transport});
        row.push_back(FixedText(check.packet.events / check.before.events, 0));
        row.push_back(FixedText(check.packet.cpuSeconds / check.before.cpuSeconds, 0));
        table.AddRow(row);
    }
    return table.Render(style);
}

void
WriteFlowReport(const std::vector<FlowFinding>& findings, const std::string& folder)
{
    MakeFolder(folder);
    std::vector<std::string> columns{"network", "transport", "load", "saturated"};
    for (const std::string fidelity : {"packet", "default", "calibrated"})
    {
        for (const std::string number :
             {"mean_s", "p50_s", "p95_s", "goodput_bps", "radio_j", "events", "cpu_s"})
        {
            columns.push_back(fidelity + "_" + number);
        }
    }
    CsvWriter csv(folder + "/flow.csv", columns);
    for (const FlowFinding& finding : findings)
    {
        const FlowCheck& check = finding.check;
        csv.Text(LabelOf(finding)).Text(finding.transport).Real(check.load);
        csv.Int(check.isSaturated ? 1 : 0);
        for (const NetworkOutcome* outcome : {&check.packet, &check.before, &check.after})
        {
            csv.Real(outcome->MeanSeconds()).Real(outcome->QuantileSeconds(0.5));
            csv.Real(outcome->QuantileSeconds(0.95)).Real(outcome->goodputBps);
            csv.Real(outcome->radioJoule).Real(outcome->events).Real(outcome->cpuSeconds);
        }
        csv.EndRow();
    }
    csv.Close();
}

void
DrawFlowReport(const std::vector<FlowFinding>& findings, const std::string& folder)
{
    // Columns of flow.csv: mean 5 (packet), 12, 19; 95th percentile 7, 14, 21.
    const auto points = [](int flow, int packet, double shift, const std::string& style) {
        const std::string f = std::to_string(flow);
        const std::string p = std::to_string(packet);
        return "'flow.csv' skip 1 using (100*(column(" + f + ")/column(" + p +
               ")-1)):(-column(0)-" + FormatDouble(shift) + (shift > 0.0 ? ")" : "):ytic(1)") +
               " with points pointtype " + style;
    };
    const std::string range = std::to_string(findings.size());
    const std::string body =
        "set xlabel 'flows less packets (% of packets)'\nset yrange [-" + range +
        ":1]\nset tmargin 3\nset key at screen 0.99, screen 0.98 right top horizontal maxrows 1\n"
        "set xrange [-80:80]\n"
        "set object 1 rectangle from -5, graph 0 to 5, graph 1 behind fillcolor rgb '#e8f0f8' "
        "fillstyle solid noborder\n"
        "set arrow 1 from 0, graph 0 to 0, graph 1 nohead linewidth 1 linecolor rgb '#606060'\n"
        "plot " +
        points(12, 5, 0.0, "6 pointsize 0.9*pointScale linecolor rgb '#909090'") +
        " title 'mean', \\\n" +
        points(19, 5, 0.0, "7 pointsize 0.9*pointScale linecolor rgb '#0072b2'") +
        " title 'mean, calibrated', \\\n" +
        points(14, 7, 0.25, "8 pointsize 0.9*pointScale linecolor rgb '#909090'") +
        " title '95 %', \\\n" +
        points(21, 7, 0.25, "9 pointsize 0.9*pointScale linecolor rgb '#d55e00'") +
        " title '95 %, calibrated'\n";
    const int height = 120 + 22 * static_cast<int>(findings.size());
    DrawWithGnuplot(folder, "flow-against-packets", {900, height}, body);
}

} // namespace edgeward
