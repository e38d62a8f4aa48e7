/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/text.h"
#include "cli/profile-run.h"
#include "results/table.h"

#include <spdlog/fmt/fmt.h>

#include <cstdio>
#include <filesystem>
#include <iostream>
#include <unistd.h>

namespace edgeward
{

namespace
{

namespace fs = std::filesystem;

/** "mobilenet-v1-0.5-160-fp32.csv", or "my-model.csv" of my-model.ts. */
std::string
DefaultFile(const ProfileRequest& request)
{
    if (!request.file.empty())
    {
        return fs::path(request.file).stem().string() + ".csv";
    }
    return request.dnn + "-" + FormatDouble(request.width) + "-" +
           std::to_string(request.resolution) + "-" + request.precision + ".csv";
}

/** The file of one combination: "p.csv" if it is the only one, else "p-threads2-batch4.csv". */
std::string
FileOf(const std::string& path,
       const ProfileOptions& options,
       std::uint32_t threads,
       std::uint32_t batch)
{
    const fs::path file(path);
    std::string name = file.stem().string();
    name += options.threads.size() > 1 ? "-threads" + std::to_string(threads) : "";
    name += options.batches.size() > 1 ? "-batch" + std::to_string(batch) : "";
    return (file.parent_path() / (name + file.extension().string())).string();
}

std::string
Milliseconds(double seconds)
{
    return fmt::format("{:.3f}", 1e3 * seconds);
}

void
Print(const LayerProfile& profile)
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
    table.AddRow({"sum of layers", "", Milliseconds(profile.LayerSum()), "", "", ""});
    table.AddRow({"whole network",
                  "",
                  Milliseconds(profile.totalSeconds),
                  Milliseconds(profile.p95Seconds),
                  "",
                  ""});
    std::cout << table.Render(StyleFor(STDOUT_FILENO))
              << fmt::format("peak memory: {:.1f} MB\n", 1e-6 * profile.peakBytes);
    if (!profile.BatchFactors().empty())
    {
        std::cout << "batch curve: " << profile.BatchFactors() << '\n';
    }
    std::cout << profile.source << '\n';
}

} // namespace

void
ProfileOne(const ProfileRequest& request, const ProfileOptions& options, const std::string& out)
{
    ProfileRun run;
    const std::string path = out.empty() ? DefaultFile(request) : out;
    const bool showsProgress = !options.isQuiet && isatty(STDERR_FILENO) != 0;
    for (const std::uint32_t threads : options.threads)
    {
        ProfileRequest one = request;
        one.threads = threads;
        const std::vector<LayerProfile> profiles =
            run.Measure(one, options.batches, [&](double share) {
                if (showsProgress)
                {
                    std::fprintf(stderr,
                                 "\r%3.0f %%\033[K%s",
                                 100.0 * share,
                                 share >= 1.0 ? "\r\033[K" : "");
                    std::fflush(stderr);
                }
            });
        for (const LayerProfile& profile : profiles)
        {
            const std::string file = FileOf(path, options, threads, profile.batch);
            Print(profile);
            run.Write(file, one, profile);
            std::cout << "profile: " << file << '\n';
        }
    }
}

} // namespace edgeward
