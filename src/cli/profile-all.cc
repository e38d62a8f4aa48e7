/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/errors.h"
#include "base/file-writer.h"
#include "base/text.h"
#include "base/toml-reader.h"
#include "cli/profile-run.h"
#include "dnn/architecture.h"
#include "dnn/catalog.h"
#include "scenario/experiment.h"
#include "scenario/job-pool-interrupt.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <limits>
#include <unistd.h>

namespace edgeward
{

namespace
{

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

/** One file to make. */
struct ProfileJob
{
    ProfileRequest request;
    std::string name; ///< "resnet-18 fp32"
    std::string path;
    double work = 0.0; ///< in units of one multiply-accumulate
};

/** Time of an inference that does not depend on its size: about 1 ms, at 20 GMAC/s (fp32 on one
 * core). Only the time left is estimated with it. */
constexpr double FIXED_WORK = 20e6;

/** Shows how far all jobs are: on a terminal a line that is written over, else nothing. */
class Display
{
  public:
    /** @param passes how often each job is done */
    Display(const std::vector<ProfileJob>& jobs, std::uint32_t passes, bool isQuiet)
        : m_jobs(jobs)
        , m_isShown(!isQuiet && isatty(STDERR_FILENO) != 0)
    {
        for (const ProfileJob& job : jobs)
        {
            m_work += job.work * passes;
        }
    }

    ~Display()
    {
        Wipe();
    }

    Display(const Display&) = delete;
    Display& operator=(const Display&) = delete;

    /** @param share of job @p index that is done */
    void
    Show(std::size_t index, double share) const
    {
        if (!m_isShown)
        {
            return;
        }
        const double done = (m_before + share * m_jobs[index].work) / m_work;
        const double passed = std::chrono::duration<double>(Clock::now() - m_begin).count();
        const auto left = static_cast<long>(passed / std::max(done, 1e-9) * (1.0 - done));
        fmt::print(stderr,
                   "\r{}/{} {}, {:.0f} % | {}:{:02} left\033[K",
                   index + 1,
                   m_jobs.size(),
                   m_jobs[index].name,
                   100.0 * done,
                   left / 60,
                   left % 60);
        std::fflush(stderr);
    }

    void
    Finish(std::size_t index)
    {
        m_before += m_jobs[index].work;
        Wipe();
    }

  private:
    void
    Wipe() const
    {
        if (m_isShown)
        {
            fmt::print(stderr, "\r\033[K");
        }
    }

    const std::vector<ProfileJob>& m_jobs;
    bool m_isShown;
    double m_work = 0.0;
    double m_before = 0.0; ///< work of the jobs that are done
    Clock::time_point m_begin = Clock::now();
};

std::string
ReferenceHost(const fs::path& models)
{
    const TomlTable table = TomlTable::ParseFile((models / "profiles" / "reference.toml").string());
    return table.GetString("host");
}

/**
 * Whether a file is there, whole, of this network and this way to measure. What is damaged is
 * measured again; what comes from another processor is not, because the profiles of a host are
 * compared with each other.
 */
bool
IsDone(const ProfileJob& job,
       const DnnGraph& graph,
       const std::map<std::string, std::string>& environment)
{
    if (!fs::exists(job.path))
    {
        return false;
    }
    LayerProfile profile;
    try
    {
        profile = ReadProfileCsv(job.path, &graph);
    }
    catch (const ConfigError& error)
    {
        spdlog::warn("measured again: {}", error.what());
        return false;
    }
    if (profile.source.find(environment.at("cpu")) == std::string::npos ||
        profile.threads != job.request.threads)
    {
        throw ConfigError({job.path},
                          "",
                          "comes from another processor or number of threads (" + profile.source +
                              ")",
                          "give this machine a name of its own with --host, or --force");
    }
    for (const std::string& warning : ProfileWarnings(profile, environment.at("torch")))
    {
        spdlog::warn("{}: {}", job.path, warning);
    }
    return true;
}

/** What to measure, the whole catalogue in order. */
std::vector<ProfileJob>
ListJobs(const Catalog& catalog, const ProfileRequest& request, const fs::path& folder)
{
    std::vector<ProfileJob> jobs;
    for (const std::string& name : catalog.DnnNames())
    {
        if (Registry<Architecture>::All().count(name) == 0)
        {
            spdlog::info("{} is left out: nobody wrote its layers down", name);
            continue;
        }
        for (const DnnVariant& variant : catalog.GetDnn(name).variants)
        {
            ProfileJob job;
            job.request = request;
            job.request.dnn = name;
            job.request.width = variant.width;
            job.request.resolution = variant.resolution;
            job.request.precision = variant.precision;
            job.name = name + " " + variant.name;
            job.path = (folder / (name + "-" + variant.name + ".csv")).string();
            job.work = FIXED_WORK + catalog.GetGraph(name, variant.name).Macs();
            jobs.push_back(std::move(job));
        }
    }
    return jobs;
}

/** Those of @p jobs whose files are not there yet. */
std::vector<ProfileJob>
OpenJobs(const std::vector<ProfileJob>& jobs, const std::map<std::string, std::string>& environment)
{
    std::vector<ProfileJob> open;
    for (const ProfileJob& job : jobs)
    {
        const DnnGraph graph = Registry<Architecture>::Create(Spec::Parse(job.request.dnn))
                                   ->Build(job.request.width, job.request.resolution);
        if (!IsDone(job, graph, environment))
        {
            open.push_back(job);
        }
    }
    return open;
}

/** Job @p index, once. @throws InterruptedError that says how far the passes are */
LayerProfile
MeasureOne(ProfileRun& run,
           const std::vector<ProfileJob>& jobs,
           std::size_t index,
           const ProfileOptions& options,
           Display& display,
           const fs::path& folder)
{
    try
    {
        LayerProfile profile = run.Measure(jobs[index].request,
                                           options.batches,
                                           [&](double share) { display.Show(index, share); })
                                   .front();
        display.Finish(index);
        return profile;
    }
    catch (const InterruptedError&)
    {
        throw InterruptedError(fmt::format("interrupted at {}; what was measured is in {}, the "
                                           "same command goes on with what is not there",
                                           jobs[index].name,
                                           folder.string()));
    }
}

} // namespace

void
ProfileAll(const ProfileRequest& request,
           const ProfileOptions& options,
           const std::string& host,
           bool isForced)
{
    const fs::path models = Catalog::DefaultFolder();
    const Catalog catalog(models.string());
    const std::string name = host.empty() ? ReferenceHost(models) : host;
    const fs::path folder = models / "profiles" / name;
    ProfileRequest common = request;
    common.threads = options.threads.front();
    const std::vector<ProfileJob> all = ListJobs(catalog, common, folder);
    ProfileRun run;
    const std::vector<ProfileJob> jobs = isForced ? all : OpenJobs(all, run.Environment());
    MakeFolder(folder.string());
    const InterruptGuard guard;
    Display display(jobs, options.passes, options.isQuiet);
    // One pass over all after the other: what disturbs the machine for a while cannot spoil every
    // measurement of one network.
    std::vector<double> quietest(jobs.size(), std::numeric_limits<double>::infinity());
    for (std::uint32_t pass = 0; pass < options.passes; ++pass)
    {
        for (std::size_t i = 0; i < jobs.size(); ++i)
        {
            const LayerProfile profile = MeasureOne(run, jobs, i, options, display, folder);
            // End to end and layers are measured one after the other: both have to be undisturbed.
            const double seconds = profile.totalSeconds + profile.LayerSum();
            if (seconds < quietest[i])
            {
                quietest[i] = seconds;
                run.Write(jobs[i].path, jobs[i].request, profile);
            }
            if (pass == 0)
            {
                std::cout << fmt::format("{:<28} {}\n", jobs[i].name, jobs[i].path) << std::flush;
            }
        }
    }
    std::cout << fmt::format("profiles: {} of {} measured, the others were there, in {}\n",
                             jobs.size(),
                             all.size(),
                             folder.string());
}

} // namespace edgeward
