/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "cli/profile-run.h"

#include "base/text.h"
#include "cli/command.h"
#include "cli/torch-plugin.h"
#include "scenario/experiment.h"
#include "scenario/job-pool-interrupt.h"

#include <spdlog/spdlog.h>

#include <numeric>

namespace edgeward
{

namespace
{

/** Lines of the head that say what was asked for. */
std::map<std::string, std::string>
DescribeRequest(const ProfileRequest& request)
{
    std::map<std::string, std::string> lines;
    if (request.file.empty())
    {
        lines["dnn"] = request.dnn;
        lines["width"] = FormatDouble(request.width);
        lines["resolution"] = std::to_string(request.resolution);
        lines["precision"] = request.precision;
    }
    else
    {
        lines["file"] = request.file;
        std::vector<std::string> shapes;
        for (const std::vector<std::int64_t>& shape : request.inputs)
        {
            std::vector<std::string> sizes;
            for (const std::int64_t size : shape)
            {
                sizes.push_back(std::to_string(size));
            }
            shapes.push_back(Join(sizes, "x"));
        }
        lines["input"] = Join(shapes, " ");
    }
    lines["warm_up"] = std::to_string(request.warmUp);
    lines["repeats"] = std::to_string(request.repeats);
    return lines;
}

} // namespace

ProfileRun::ProfileRun()
{
    LoadTorchPlugin();
    m_profiler = Registry<NetworkProfiler>::Create(Spec::Parse("torch"));
    m_environment = m_profiler->Environment();
    for (const std::string& warning : m_profiler->SelfCheck())
    {
        spdlog::warn("{}", warning);
    }
}

std::vector<LayerProfile>
ProfileRun::Measure(ProfileRequest request,
                    const std::vector<std::uint32_t>& batches,
                    const std::function<void(double share)>& progress)
{
    // A batch takes about as long as its inferences one by one.
    const double work = std::accumulate(batches.begin(), batches.end(), 0.0);
    double done = 0.0;
    std::vector<LayerProfile> profiles;
    std::map<std::uint32_t, double> seconds;
    for (const std::uint32_t batch : batches)
    {
        request.batch = batch;
        profiles.push_back(
            m_profiler->Profile(request, [&](std::uint32_t now, std::uint32_t total) {
                progress((done + static_cast<double>(batch) * now / total) / work);
                if (InterruptGuard::Count() > 0)
                {
                    throw InterruptedError("interrupted");
                }
            }));
        seconds[batch] = profiles.back().totalSeconds;
        done += batch;
    }
    profiles.front().batchSeconds = seconds;
    return profiles;
}

void
ProfileRun::Write(const std::string& path,
                  const ProfileRequest& request,
                  const LayerProfile& profile) const
{
    std::map<std::string, std::string> provenance = DescribeRequest(request);
    provenance["command"] = CommandLine();
    provenance.insert(m_environment.begin(), m_environment.end());
    WriteProfileCsv(path, profile, provenance);
    for (const std::string& warning : ProfileWarnings(profile, ""))
    {
        spdlog::warn("{}: {}", path, warning);
    }
}

const std::map<std::string, std::string>&
ProfileRun::Environment() const
{
    return m_environment;
}

} // namespace edgeward
