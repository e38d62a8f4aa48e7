/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "cli/latency-report.h"

#include "base/file-writer.h"
#include "base/text.h"
#include "results/csv-writer.h"
#include "results/gnuplot.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <functional>
#include <map>

namespace edgeward
{

namespace
{

constexpr HoldOut HOLD_OUTS[] = {HoldOut::NETWORK_ON_DEVICE,
                                 HoldOut::NETWORK_EVERYWHERE,
                                 HoldOut::THREE_KNOWN,
                                 HoldOut::DEVICE_NUMBERS};
constexpr const char* PREDICTORS[] = {"learned", "regression", "roofline", "macs"};

std::string
Percent(double share)
{
    return fmt::format("{:.1f} %", 100.0 * share);
}

using Filter = std::function<bool(const LatencyResidual&)>;

LatencyErrors
ErrorsOf(const LatencyReport& report, const Filter& isWanted)
{
    std::vector<const LatencyResidual*> wanted;
    for (const LatencyResidual& residual : report.residuals)
    {
        if (isWanted(residual))
        {
            wanted.push_back(&residual);
        }
    }
    return Summarize(wanted);
}

std::vector<std::string>
Cells(const LatencyErrors& errors)
{
    return {std::to_string(errors.count),
            Percent(errors.median),
            Percent(errors.p90),
            Percent(errors.within1),
            Percent(errors.within2)};
}

std::string
RenderPredictors(const LatencyReport& report, TableStyle style)
{
    Table table({"withheld",
                 "predictor",
                 "numbers",
                 "median\nerror",
                 "90th\npercentile",
                 "in 1 sd",
                 "in 2 sd"});
    for (const HoldOut holdOut : HOLD_OUTS)
    {
        for (const std::string predictor : PREDICTORS)
        {
            const LatencyErrors errors = ErrorsOf(report, [&](const LatencyResidual& residual) {
                return residual.holdOut == holdOut && residual.predictor == predictor;
            });
            if (errors.count > 0)
            {
                std::vector<std::string> row{ToString(holdOut), predictor};
                const std::vector<std::string> cells = Cells(errors);
                row.insert(row.end(), cells.begin(), cells.end());
                table.AddRow(row);
            }
        }
    }
    return table.Render(style);
}

/** "learned" with the network withheld on the device, and everywhere, for every value of a key. */
std::string
RenderBy(const LatencyReport& report,
         const std::string& title,
         const std::function<std::string(const LatencyResidual&)>& key,
         TableStyle style)
{
    Table table({title,
                 "numbers",
                 "on device:\nmedian",
                 "90th\npercentile",
                 "everywhere:\nmedian",
                 "90th\npercentile "});
    std::map<std::string, std::size_t> values;
    for (const LatencyResidual& residual : report.residuals)
    {
        if (residual.predictor == "learned" && residual.holdOut == HoldOut::NETWORK_ON_DEVICE)
        {
            ++values[key(residual)];
        }
    }
    for (const auto& [value, count] : values)
    {
        std::vector<std::string> row{value, std::to_string(count)};
        for (const HoldOut holdOut : {HoldOut::NETWORK_ON_DEVICE, HoldOut::NETWORK_EVERYWHERE})
        {
            const LatencyErrors errors =
                ErrorsOf(report, [&, wanted = value](const LatencyResidual& residual) {
                    return residual.holdOut == holdOut && residual.predictor == "learned" &&
                           key(residual) == wanted;
                });
            row.push_back(errors.count > 0 ? Percent(errors.median) : "");
            row.push_back(errors.count > 0 ? Percent(errors.p90) : "");
        }
        table.AddRow(row);
    }
    return table.Render(style);
}

double
Quantile(std::vector<double> values, double p)
{
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(p * static_cast<double>(values.size() - 1))];
}

std::string
RenderHost(const LatencyReport& report, TableStyle style)
{
    std::vector<double> layers;
    std::map<std::pair<std::string, std::string>, std::pair<double, double>> sums;
    for (const LayerResidual& layer : report.layers)
    {
        layers.push_back(std::abs(layer.predictedSeconds / layer.measuredSeconds - 1.0));
        auto& [measured, predicted] = sums[{layer.dnn, layer.variant}];
        measured += layer.measuredSeconds;
        predicted += layer.predictedSeconds;
    }
    std::vector<double> networks;
    for (const auto& sum : sums)
    {
        networks.push_back(std::abs(sum.second.second / sum.second.first - 1.0));
    }
    if (layers.empty())
    {
        return "no host profiles\n";
    }
    Table table({"host, network not in the fit", "number", "median\nerror", "90th\npercentile"});
    table.AddRow({"layers",
                  std::to_string(layers.size()),
                  Percent(Quantile(layers, 0.5)),
                  Percent(Quantile(layers, 0.9))});
    table.AddRow({"whole variants",
                  std::to_string(networks.size()),
                  Percent(Quantile(networks, 0.5)),
                  Percent(Quantile(networks, 0.9))});
    return table.Render(style);
}

void
WriteResiduals(const LatencyReport& report, const std::string& path)
{
    CsvWriter csv(path,
                  {"withheld",
                   "predictor",
                   "device",
                   "threads",
                   "dnn",
                   "width",
                   "resolution",
                   "precision",
                   "published_s",
                   "predicted_s",
                   "relative_error"});
    for (const LatencyResidual& residual : report.residuals)
    {
        csv.Text(ToString(residual.holdOut)).Text(residual.predictor).Text(residual.device);
        csv.Unsigned(residual.threads).Text(residual.variant.dnn).Real(residual.variant.width);
        csv.Unsigned(residual.variant.resolution).Text(residual.variant.precision);
        csv.Real(residual.publishedSeconds).Real(residual.predictedSeconds);
        csv.Real(residual.relativeError);
        csv.EndRow();
    }
    csv.Close();
}

void
WriteLayers(const LatencyReport& report, const std::string& path)
{
    CsvWriter csv(path, {"dnn", "variant", "layer", "op", "measured_s", "predicted_s"});
    for (const LayerResidual& layer : report.layers)
    {
        csv.Text(layer.dnn).Text(layer.variant).Text(layer.layer).Text(layer.op);
        csv.Real(layer.measuredSeconds).Real(layer.predictedSeconds);
        csv.EndRow();
    }
    csv.Close();
}

} // namespace

std::string
RenderLatencyReport(const LatencyReport& report, TableStyle style)
{
    const std::string network = RenderBy(
        report,
        "learned, by network",
        [](const LatencyResidual& residual) {
            return residual.variant.dnn + " " + residual.variant.precision;
        },
        style);
    const std::string device = RenderBy(
        report,
        "learned, by device",
        [](const LatencyResidual& residual) { return residual.device; },
        style);
    return RenderPredictors(report, style) + "\n" + network + "\n" + device + "\n" +
           RenderHost(report, style);
}

void
WriteLatencyReport(const LatencyReport& report, const std::string& folder)
{
    MakeFolder(folder);
    WriteResiduals(report, folder + "/residuals.csv");
    WriteLayers(report, folder + "/host-layers.csv");
}

void
DrawLatencyReport(const LatencyReport& report, const std::string& folder)
{
    double low = 1e9;
    double high = 0.0;
    CsvWriter csv(folder + "/predicted-published.csv", {"published_s", "learned_s", "macs_s"});
    std::map<std::string, std::pair<double, double>> points;
    for (const LatencyResidual& residual : report.residuals)
    {
        const bool isLearned = residual.predictor == "learned";
        if (residual.holdOut == HoldOut::NETWORK_ON_DEVICE &&
            (isLearned || residual.predictor == "macs"))
        {
            csv.Real(residual.publishedSeconds);
            csv.Real(isLearned ? residual.predictedSeconds : std::nan(""));
            csv.Real(isLearned ? std::nan("") : residual.predictedSeconds);
            csv.EndRow();
            low = std::min({low, residual.publishedSeconds, residual.predictedSeconds});
            high = std::max({high, residual.publishedSeconds, residual.predictedSeconds});
        }
    }
    csv.Close();
    if (high <= 0.0)
    {
        return;
    }
    const double least = 1e3 * low / 1.3;
    const double most = 1e3 * high * 1.3;
    const std::string range = "[" + FormatDouble(least) + ":" + FormatDouble(most) + "]";
    const std::string file = "'predicted-published.csv' skip 1 using (1000*column(1)):";
    const std::string body =
        "set xlabel 'published latency (ms)'\nset ylabel 'predicted latency (ms)'\n"
        "set xrange " +
        range + "\nset yrange " + range + "\n" + LogarithmicAxis("x", least, most) +
        LogarithmicAxis("y", least, most) +
        "set key top left Left reverse\n"
        "plot " +
        file +
        "(1000*column(3)) with points pointtype 6 pointsize 0.7*pointScale linecolor rgb '#b0b0b0' "
        "title 'multiply-accumulates only', \\\n" +
        file +
        "(1000*column(2)) with points pointtype 7 pointsize 0.7*pointScale linecolor rgb '#0072b2' "
        "title 'learned', \\\n"
        "x with lines linewidth 1.5 linecolor rgb 'black' title 'equal', \\\n"
        "1.35*x with lines dashtype 2 linecolor rgb '#606060' title '35 %', \\\n"
        "x/1.35 with lines dashtype 2 linecolor rgb '#606060' notitle\n";
    DrawWithGnuplot(folder, "predicted-published", {640, 600}, body);
}

} // namespace edgeward
