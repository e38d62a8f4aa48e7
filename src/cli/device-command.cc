/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/text.h"
#include "cli/command.h"
#include "dnn/catalog.h"
#include "dnn/device-file.h"
#include "results/table.h"

#include <algorithm>
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <sstream>
#include <tuple>
#include <unistd.h>

namespace edgeward
{

namespace
{

struct ShowArguments
{
    std::string device;
    bool hasSources = false;
};

/** "57.6 GFLOP/s"; 0 is how a device file says that it does not know. */
std::string
SiText(double value, const std::string& unit)
{
    if (value == 0.0)
    {
        return "unknown";
    }
    const std::string prefixes = " kMGTP";
    std::size_t prefix = 0;
    while (value >= 1000.0 && prefix + 1 < prefixes.size())
    {
        value /= 1000.0;
        ++prefix;
    }
    return fmt::format(
        "{:.4g} {}{}", value, prefix == 0 ? "" : std::string(1, prefixes[prefix]), unit);
}

/** Memory comes in powers of two. */
std::string
MemoryText(double bytes)
{
    constexpr double GIBI = 1024.0 * 1024.0 * 1024.0;
    return bytes == 0.0 ? "unknown" : fmt::format("{:.4g} GiB", bytes / GIBI);
}

void
PrintFact(std::ostream& out, const std::string& name, const std::string& text)
{
    out << fmt::format("{:<17} {}\n", name, text);
}

void
PrintFacts(std::ostream& out, const DeviceProfile& device)
{
    out << device.name << ": " << device.title << "\n\n";
    PrintFact(out, "processor", device.processor);
    PrintFact(out, "cores", std::to_string(device.cores));
    PrintFact(out, "threads", fmt::format("{} for an inference", device.threads));
    PrintFact(
        out, "peak", SiText(device.peakFlops, "FLOP/s") + (device.peakFlops > 0 ? " fp32" : ""));
    PrintFact(out, "memory", MemoryText(device.memoryBytes));
    PrintFact(out, "memory bandwidth", SiText(device.memoryBandwidth, "B/s"));
    PrintFact(out,
              "loading a model",
              device.loadRate > 0.0 ? SiText(device.loadRate, "B/s") : "unknown, taken as instant");
    PrintFact(out, "power", fmt::format("{} W idle, {} W busy", device.idleWatt, device.busyWatt));
}

void
PrintLevels(std::ostream& out, const DeviceProfile& device)
{
    if (device.dvfsLevels.empty())
    {
        return;
    }
    Table table({"level", "clock\n(MHz)", "latency\n(x)", "idle\n(W)", "busy\n(W)"});
    for (const DvfsLevel& level : device.dvfsLevels)
    {
        table.AddRow({level.name,
                      fmt::format("{:.6g}", level.hertz / 1e6),
                      fmt::format("{:.3f}", level.latencyFactor),
                      fmt::format("{}", level.idleWatt),
                      fmt::format("{}", level.busyWatt)});
    }
    out << '\n' << table.Render(StyleFor(STDOUT_FILENO));
}

/** What the catalogue calls the variant of a latency; its size if it does not know it. */
std::string
VariantName(const Catalog& catalog, const PublishedLatency& latency)
{
    const std::vector<std::string> names = catalog.DnnNames();
    if (std::binary_search(names.begin(), names.end(), latency.dnn))
    {
        for (const DnnVariant& variant : catalog.GetDnn(latency.dnn).variants)
        {
            if (variant.width == latency.width && variant.resolution == latency.resolution &&
                variant.precision == latency.precision)
            {
                return variant.name;
            }
        }
    }
    return "-";
}

/** By network, then the large variants first. */
std::vector<PublishedLatency>
Sorted(std::vector<PublishedLatency> latencies)
{
    std::stable_sort(
        latencies.begin(),
        latencies.end(),
        [](const PublishedLatency& a, const PublishedLatency& b) {
            return std::make_tuple(a.dnn, a.precision, -a.width, b.resolution, a.threads) <
                   std::make_tuple(b.dnn, b.precision, -b.width, a.resolution, b.threads);
        });
    return latencies;
}

/** A source up to its first comma, which is where ours name the document. */
std::string
ShortSource(const std::string& source)
{
    return source.substr(0, source.find(','));
}

void
PrintLatencies(std::ostream& out, const Catalog& catalog, const DeviceProfile& device)
{
    if (device.latencies.empty())
    {
        out << "\nno published latency: known by its specification only\n";
        return;
    }
    Table table({"network",
                 "variant",
                 "width",
                 "input\n(pixels)",
                 "precision",
                 "threads",
                 "latency\n(ms)",
                 "source"});
    for (const PublishedLatency& latency : Sorted(device.latencies))
    {
        const bool isDefault = latency.threads == device.threads;
        table.AddRow({latency.dnn,
                      VariantName(catalog, latency),
                      fmt::format("{}", latency.width),
                      std::to_string(latency.resolution),
                      latency.precision,
                      std::to_string(latency.threads),
                      fmt::format("{:.2f}", 1e3 * latency.seconds),
                      ShortSource(latency.source)},
                     isDefault ? std::set<std::size_t>{6} : std::set<std::size_t>{});
    }
    out << '\n' << table.Render(StyleFor(STDOUT_FILENO));
    out << fmt::format("\nSimulations take the rows of {} thread{}.\n",
                       device.threads,
                       device.threads == 1 ? "" : "s");
}

void
PrintSources(std::ostream& out, const DeviceProfile& device)
{
    out << "\nsources:\n";
    out << "  power: " << device.powerSource << '\n';
    if (!device.specificationSource.empty())
    {
        out << "  specification: " << device.specificationSource << '\n';
    }
    for (const DvfsLevel& level : device.dvfsLevels)
    {
        out << "  level " << level.name << ": " << level.source << '\n';
    }
    for (const PublishedLatency& latency : Sorted(device.latencies))
    {
        out << fmt::format("  {} {} {} {} {}: {}\n",
                           latency.dnn,
                           latency.width,
                           latency.resolution,
                           latency.precision,
                           latency.threads,
                           latency.source);
    }
}

/** A device of the catalogue, or a file of the user's. */
DeviceProfile
FindDevice(const Catalog& catalog, const std::string& name)
{
    const std::string ending = ".toml";
    const bool isFile = name.size() > ending.size() &&
                        name.compare(name.size() - ending.size(), ending.size(), ending) == 0;
    return isFile ? ReadDeviceFile(name) : catalog.GetDevice(name);
}

void
Show(const ShowArguments& arguments)
{
    const Catalog catalog(Catalog::DefaultFolder());
    const DeviceProfile device = FindDevice(catalog, arguments.device);
    std::ostringstream out; // printed as a whole or, if a file is damaged, not at all
    PrintFacts(out, device);
    PrintLevels(out, device);
    PrintLatencies(out, catalog, device);
    if (arguments.hasSources)
    {
        PrintSources(out, device);
    }
    std::cout << out.str();
}

void
AddShow(CLI::App& device, Action& chosen)
{
    CLI::App* show =
        device.add_subcommand("show", "Specification, power and published latencies of a device");
    auto arguments = std::make_shared<ShowArguments>();
    show->add_option("NAME",
                     arguments->device,
                     "The device (edgeward list devices), or a file of one's own: my-board.toml")
        ->required();
    show->add_flag("--sources", arguments->hasSources, "Where each number comes from, in full");
    show->footer("Examples:\n"
                 "  edgeward device show jetson-nano\n"
                 "  edgeward device show raspberry-pi-4 --sources\n"
                 "  edgeward device show my-board.toml");
    show->callback([arguments, &chosen] { chosen = [arguments] { Show(*arguments); }; });
}

} // namespace

void
AddDeviceCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command = program.add_subcommand("device", "Look into the devices of the catalogue");
    command->require_subcommand(1);
    AddShow(*command, chosen);
    AddDeviceFit(*command, chosen);
}

} // namespace edgeward
