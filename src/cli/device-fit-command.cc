/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/errors.h"
#include "base/text.h"
#include "cli/command.h"
#include "dnn/device-file.h"
#include "dnn/latency-validation.h"
#include "results/table.h"

#include <cmath>
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <sstream>
#include <unistd.h>

namespace edgeward
{

namespace
{

std::string
Milliseconds(double seconds)
{
    return fmt::format("{:.3g}", 1e3 * seconds);
}

std::string
PlusMinus(double relativeError)
{
    return fmt::format("x/{:.2f}", std::exp(relativeError));
}

/** Every variant of the catalogue, at the device's default threads. */
std::string
RenderPredictions(const Catalog& catalog, const DeviceProfile& device, TableStyle style)
{
    const auto model = Registry<LatencyModel>::Create(Spec::Parse("learned"));
    Table table({"network", "variant", "ms", "1 sd", "is"});
    for (const std::string& name : catalog.DnnNames())
    {
        const Dnn& dnn = catalog.GetDnn(name);
        for (VariantId id = 0; id < dnn.variants.size(); ++id)
        {
            const LatencyCost cost = model->Predict(catalog, device, dnn, id, {});
            const bool isPredicted = cost.provenance == Provenance::PREDICTED;
            table.AddRow({name,
                          dnn.variants[id].name,
                          Milliseconds(cost.meanSeconds),
                          isPredicted ? PlusMinus(cost.relativeError) : "",
                          isPredicted ? "predicted" : "given"});
        }
    }
    return table.Render(style);
}

/** Each given network predicted from the others. */
std::string
RenderErrors(const Catalog& catalog, const DeviceProfile& device, TableStyle style)
{
    std::vector<DeviceProfile> others;
    for (const std::string& name : catalog.DeviceNames())
    {
        others.push_back(catalog.GetDevice(name));
    }
    const HostLatency host(catalog);
    const std::vector<LatencyResidual> residuals = CrossValidateDevice(host, others, device);
    if (residuals.empty())
    {
        return "No given network can be predicted from the others: give two or more.\n";
    }
    Table table({"given", "threads", "given\nms", "predicted\nms", "1 sd", "error"});
    std::vector<const LatencyResidual*> all;
    for (const LatencyResidual& residual : residuals)
    {
        table.AddRow(
            {residual.variant.ToString(),
             std::to_string(residual.threads),
             Milliseconds(residual.publishedSeconds),
             Milliseconds(residual.predictedSeconds),
             PlusMinus(residual.relativeError),
             fmt::format("{:+.0f} %",
                         100.0 * (residual.predictedSeconds / residual.publishedSeconds - 1.0))});
        all.push_back(&residual);
    }
    const LatencyErrors errors = Summarize(all);
    return table.Render(style) + fmt::format("median error {:.0f} %, 90th percentile {:.0f} %\n",
                                             100.0 * errors.median,
                                             100.0 * errors.p90);
}

void
Fit(const std::string& file)
{
    const DeviceProfile device = ReadDeviceFile(file);
    const Catalog catalog(Catalog::DefaultFolder());
    const HostLatency host(catalog);
    for (const PublishedLatency& latency : device.latencies)
    {
        if (!host.Knows(KeyOf(latency)))
        {
            throw ConfigError({file, 0, 0},
                              "latency.dnn",
                              "there is no network '" + latency.dnn + "'",
                              DidYouMean(latency.dnn, catalog.DnnNames()));
        }
    }
    const TableStyle style = StyleFor(STDOUT_FILENO);
    std::ostringstream out; // printed as a whole or, if something is wrong, not at all
    out << device.title << ", " << device.threads << " threads\n\n"
        << RenderPredictions(catalog, device, style)
        << "\nEach given network predicted from the others:\n\n"
        << RenderErrors(catalog, device, style);
    std::cout << out.str();
}

} // namespace

void
AddDeviceFit(CLI::App& device, Action& chosen)
{
    CLI::App* fit = device.add_subcommand(
        "fit", "Predict every network on a device from the few latencies in its file");
    auto file = std::make_shared<std::string>();
    fit->add_option("FILE", *file, "The device's file: my-board.toml")->required();
    fit->footer(
        "1 sd: multiply and divide by this for an interval that holds two thirds of the time.\n"
        "The file is that of docs/how-to/add-a-device.md; three networks are enough.\n\n"
        "Example:\n"
        "  edgeward device fit my-board.toml");
    fit->callback([file, &chosen] { chosen = [file] { Fit(*file); }; });
}

} // namespace edgeward
