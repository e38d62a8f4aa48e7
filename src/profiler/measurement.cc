/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "profiler/peak-memory.h"
#include "profiler/sample-statistics.h"
#include "profiler/subject.h"
#include "profiler/thread-clock.h"

namespace edgeward
{

namespace
{

/** Samples of repeated inferences. */
struct Samples
{
    std::vector<double> total;              ///< end to end
    std::vector<std::vector<double>> layer; ///< by layer, of other inferences
};

double
TimeOf(Subject& subject)
{
    const double begin = ThreadCpuSeconds();
    subject.Run();
    return ThreadCpuSeconds() - begin;
}

/** The inference as a whole and layer by layer take turns, so that what disturbs one disturbs both.
 */
Samples
TakeSamples(Subject& subject,
            const ProfileRequest& request,
            const NetworkProfiler::Progress& progress)
{
    Samples samples;
    samples.layer.resize(subject.Layers().size());
    std::vector<double> seconds;
    const std::uint32_t total = request.warmUp + request.repeats;
    for (std::uint32_t i = 0; i < total; ++i)
    {
        const double whole = TimeOf(subject);
        seconds.assign(samples.layer.size(), 0.0);
        subject.RunByLayer(seconds);
        if (i >= request.warmUp)
        {
            samples.total.push_back(whole);
            for (std::size_t k = 0; k < seconds.size(); ++k)
            {
                samples.layer[k].push_back(seconds[k]);
            }
        }
        if (progress)
        {
            progress(i + 1, total);
        }
    }
    return samples;
}

} // namespace

LayerProfile
Measure(Subject& subject, const ProfileRequest& request, const NetworkProfiler::Progress& progress)
{
    LayerProfile profile;
    profile.threads = request.threads;
    profile.batch = request.batch;
    profile.layers = subject.Layers();
    profile.peakBytes = subject.WeightBytes() + PeakMemoryOf([&] { subject.Run(); });
    const Samples samples = TakeSamples(subject, request, progress);
    for (std::size_t k = 0; k < profile.layers.size(); ++k)
    {
        const SampleStatistics statistics = SampleStatistics::Of(samples.layer[k]);
        profile.layers[k].meanSeconds = statistics.mean;
        profile.layers[k].stdSeconds = statistics.std;
        profile.layers[k].p50Seconds = statistics.p50;
        profile.layers[k].p95Seconds = statistics.p95;
    }
    const SampleStatistics total = SampleStatistics::Of(samples.total);
    profile.totalSeconds = total.mean;
    profile.variation = total.std / total.mean;
    profile.p50Seconds = total.p50;
    profile.p95Seconds = total.p95;
    profile.batchSeconds[request.batch] = total.mean;
    return profile;
}

} // namespace edgeward
