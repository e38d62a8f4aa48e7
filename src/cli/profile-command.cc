/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/text.h"
#include "cli/command.h"
#include "cli/torch-plugin.h"
#include "dnn/profiling.h"
#include "results/table.h"

#include <spdlog/spdlog.h>

#include <cstdio>
#include <iostream>
#include <unistd.h>

namespace edgeward
{

namespace
{

struct ProfileArguments
{
    ProfileRequest request;
    std::string out;
    bool isQuiet = false;
};

/** "mobilenet-v1-0.5-160-fp32.csv" */
std::string
DefaultFile(const ProfileRequest& request)
{
    return request.dnn + "-" + FormatDouble(request.width) + "-" +
           std::to_string(request.resolution) + "-" + request.precision + ".csv";
}

std::string
Milliseconds(double seconds)
{
    return fmt::format("{:.3f}", 1e3 * seconds);
}

void
PrintProfile(const LayerProfile& profile)
{
    Table table({"layer", "operator", "mean (ms)", "p95 (ms)", "MACs (M)", "output (kB)"});
    for (const LayerCost& layer : profile.layers)
    {
        table.AddRow({layer.name,
                      layer.op,
                      Milliseconds(layer.meanSeconds),
                      Milliseconds(layer.p95Seconds),
                      fmt::format("{:.2f}", 1e-6 * layer.macs),
                      fmt::format("{:.1f}", 1e-3 * static_cast<double>(layer.outputBytes))});
    }
    table.AddRow({"whole network",
                  "",
                  Milliseconds(profile.totalSeconds),
                  Milliseconds(profile.p95Seconds),
                  "",
                  ""});
    std::cout << table.Render(StyleFor(STDOUT_FILENO)) << profile.source << '\n';
}

void
Measure(const ProfileArguments& arguments)
{
    LoadTorchPlugin();
    const ProfileRequest& request = arguments.request;
    const std::unique_ptr<NetworkProfiler> profiler =
        Registry<NetworkProfiler>::Create(Spec::Parse("torch"));
    for (const std::string& warning : profiler->SelfCheck())
    {
        spdlog::warn("{}", warning);
    }
    const bool showsProgress = !arguments.isQuiet && isatty(STDERR_FILENO) != 0;
    const LayerProfile profile =
        profiler->Profile(request, [&](std::uint32_t done, std::uint32_t total) {
            if (showsProgress)
            {
                std::fprintf(
                    stderr, "\r%u/%u\033[K%s", done, total, done == total ? "\r\033[K" : "");
                std::fflush(stderr);
            }
        });
    std::map<std::string, std::string> provenance = profiler->Environment();
    provenance["command"] = CommandLine();
    provenance["dnn"] = request.dnn;
    provenance["width"] = FormatDouble(request.width);
    provenance["resolution"] = std::to_string(request.resolution);
    provenance["precision"] = request.precision;
    provenance["threads"] = std::to_string(request.threads);
    provenance["warm_up"] = std::to_string(request.warmUp);
    provenance["repeats"] = std::to_string(request.repeats);
    const std::string path = arguments.out.empty() ? DefaultFile(request) : arguments.out;
    WriteProfileCsv(path, profile, provenance);
    PrintProfile(profile);
    std::cout << "profile: " << path << '\n';
}

} // namespace

void
AddProfileCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command = program.add_subcommand(
        "profile", "Measure a network on this machine, layer by layer, with LibTorch");
    auto arguments = std::make_shared<ProfileArguments>();
    ProfileRequest& request = arguments->request;
    command->add_option("NETWORK", request.dnn, "What to measure, e.g. mobilenet-v1")->required();
    command->add_option("--width", request.width, "Width multiplier")->capture_default_str();
    command
        ->add_option("--resolution", request.resolution, "Height and width of the input (pixels)")
        ->capture_default_str();
    command->add_option("--precision", request.precision, "fp32 or int8")->capture_default_str();
    command->add_option("--threads", request.threads, "Threads of one inference")
        ->capture_default_str();
    command->add_option("--warm-up", request.warmUp, "Inferences that are not counted")
        ->capture_default_str();
    command->add_option("--repeats", request.repeats, "Inferences that are counted")
        ->capture_default_str();
    command
        ->add_option(
            "--out", arguments->out, "CSV file; default: NETWORK-WIDTH-RESOLUTION-PRECISION.csv")
        ->type_name("FILE");
    command->add_flag("--quiet", arguments->isQuiet, "No progress");
    command->footer("Examples:\n"
                    "  edgeward profile mobilenet-v1 --width 0.5 --resolution 160\n"
                    "  edgeward profile mobilenet-v1 --precision int8 --repeats 200 --out d4.csv");
    command->callback([arguments, &chosen] { chosen = [arguments] { Measure(*arguments); }; });
}

} // namespace edgeward
