/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/errors.h"
#include "base/text.h"
#include "dnn/profiling.h"
#include "profiler/blas-threads.h"
#include "profiler/environment.h"
#include "profiler/layer-recorder.h"
#include "profiler/network.h"
#include "profiler/sample-statistics.h"
#include "profiler/thread-clock.h"

#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <malloc.h>

namespace edgeward
{

namespace
{

constexpr std::uint64_t SEED = 1; // of weights and image; their values do not change the time

/** @throws ConfigError naming the first value that cannot be measured. */
void
CheckRequest(const ProfileRequest& request, const std::vector<std::string>& networks)
{
    const auto require = [](bool holds,
                            const std::string& key,
                            const std::string& problem,
                            const std::string& remedy) {
        if (!holds)
        {
            throw ConfigError({}, key, problem, remedy);
        }
    };
    require(request.dnn == networks.front(),
            "dnn",
            "the profiler cannot build '" + request.dnn + "'",
            DidYouMean(request.dnn, networks));
    require(request.width > 0.0 && request.width <= 2.0,
            "width",
            FormatDouble(request.width) + " is no width multiplier",
            "give one above 0 up to 2");
    require(request.resolution >= 32 && request.resolution <= 1024 && request.resolution % 32 == 0,
            "resolution",
            std::to_string(request.resolution) + " pixels do not fit the network",
            "give a multiple of 32 from 32 to 1024");
    require(request.precision == "fp32" || request.precision == "int8",
            "precision",
            "'" + request.precision + "' is unknown",
            "known: fp32, int8");
    require(request.threads >= 1 && request.threads <= 256, "threads", "must be 1 to 256", "");
    require(
        request.repeats >= 2 && request.repeats <= 1000000, "repeats", "must be 2 to 1000000", "");
    require(request.warmUp <= 1000000, "warmUp", "must be 0 to 1000000", "");
}

/** Sets the number of threads of LibTorch and its BLAS, global to the process, and restores it. */
class ThreadCount
{
  public:
    explicit ThreadCount(std::uint32_t threads)
        : m_before(at::get_num_threads())
        , m_blasBefore(BlasThreads())
    {
        at::set_num_threads(static_cast<int>(threads));
        SetBlasThreads(static_cast<int>(threads));
    }

    ~ThreadCount()
    {
        at::set_num_threads(m_before);
        SetBlasThreads(m_blasBefore);
    }

    ThreadCount(const ThreadCount&) = delete;
    ThreadCount& operator=(const ThreadCount&) = delete;

  private:
    int m_before;
    int m_blasBefore;
};

/**
 * Keep freed memory in the process. By default glibc hands the buffers of large activations back to
 * the kernel and fetches them again in every inference; the page faults make a third of the time at
 * some sizes, and none of it is computing.
 */
void
KeepFreedMemory()
{
    constexpr int LARGEST_FROM_HEAP = 32 << 20; // bytes; glibc accepts no more
    constexpr int LARGEST_UNUSED_TOP = 1 << 30; // bytes
    mallopt(M_MMAP_THRESHOLD, LARGEST_FROM_HEAP);
    mallopt(M_TRIM_THRESHOLD, LARGEST_UNUSED_TOP);
}

/** Samples of repeated inferences. */
struct Samples
{
    std::vector<double> total;              ///< end to end, without recorder
    std::vector<std::vector<double>> layer; ///< by layer, with recorder
};

/** One inference. @return processor time of the thread (s) */
double
RunOnce(const Network& network, const at::Tensor& image)
{
    const double begin = ThreadCpuSeconds();
    at::Tensor activation = image;
    for (std::size_t i = 0; i < network.Size(); ++i)
    {
        activation = network.Run(i, activation);
    }
    return ThreadCpuSeconds() - begin;
}

/** One inference under the recorder, which makes it slower as a whole but not within operators. */
void
RecordOnce(const Network& network,
           const at::Tensor& image,
           std::vector<std::vector<double>>& samples)
{
    LayerRecorder recorder;
    at::Tensor activation = image;
    for (std::size_t i = 0; i < network.Size(); ++i)
    {
        recorder.EnterLayer(i);
        activation = network.Run(i, activation);
    }
    for (std::size_t i = 0; i < network.Size(); ++i)
    {
        samples[i].push_back(recorder.Seconds()[i]);
    }
}

Samples
Measure(const Network& network,
        const at::Tensor& image,
        const ProfileRequest& request,
        const NetworkProfiler::Progress& progress)
{
    Samples samples;
    samples.layer.resize(network.Size());
    const std::uint32_t total = request.warmUp + request.repeats;
    for (std::uint32_t i = 0; i < total; ++i)
    {
        const double seconds = RunOnce(network, image);
        if (i >= request.warmUp)
        {
            samples.total.push_back(seconds);
            RecordOnce(network, image, samples.layer);
        }
        if (progress)
        {
            progress(i + 1, total);
        }
    }
    return samples;
}

/** Bytes of each layer's output as executed. */
std::vector<std::uint64_t>
OutputBytes(const Network& network, const at::Tensor& image)
{
    std::vector<std::uint64_t> bytes;
    at::Tensor activation = image;
    for (std::size_t i = 0; i < network.Size(); ++i)
    {
        activation = network.Run(i, activation);
        bytes.push_back(static_cast<std::uint64_t>(activation.numel()) * activation.element_size());
    }
    return bytes;
}

std::string
SourceOf(const ProfileRequest& request, const std::map<std::string, std::string>& environment)
{
    return "measured with LibTorch " + environment.at("torch") + " on " + environment.at("cpu") +
           ", " + std::to_string(request.threads) +
           (request.threads == 1 ? " thread, " : " threads, ") + environment.at("blas") +
           (request.precision == "int8" ? ", int8 by " + environment.at("engine") : "") + ", " +
           std::to_string(request.repeats) + " repeats, processor time";
}

LayerProfile
Summarize(const std::vector<LayerDescription>& layers,
          const std::vector<std::uint64_t>& outputBytes,
          const Samples& samples)
{
    LayerProfile profile;
    for (std::size_t i = 0; i < layers.size(); ++i)
    {
        const SampleStatistics statistics = SampleStatistics::Of(samples.layer[i]);
        LayerCost cost;
        cost.name = layers[i].name;
        cost.op = layers[i].Op();
        cost.macs = layers[i].Macs();
        cost.parameters = layers[i].Parameters();
        cost.outputBytes = outputBytes[i];
        cost.meanSeconds = statistics.mean;
        cost.stdSeconds = statistics.std;
        cost.p50Seconds = statistics.p50;
        cost.p95Seconds = statistics.p95;
        profile.layers.push_back(std::move(cost));
    }
    const SampleStatistics total = SampleStatistics::Of(samples.total);
    profile.totalSeconds = total.mean;
    profile.variation = total.std / total.mean;
    profile.p50Seconds = total.p50;
    profile.p95Seconds = total.p95;
    return profile;
}

class TorchProfiler : public NetworkProfiler
{
  public:
    std::vector<std::string>
    Networks() const override
    {
        return {"mobilenet-v1"};
    }

    LayerProfile
    Profile(const ProfileRequest& request, const Progress& progress) override
    {
        CheckRequest(request, Networks());
        KeepFreedMemory();
        const c10::InferenceMode inference;
        const ThreadCount threads(request.threads);
        const std::vector<LayerDescription> layers =
            DescribeMobileNetV1(request.width, request.resolution);
        const std::vector<LayerWeights> weights = MakeWeights(layers, SEED);
        const at::Tensor image = MakeImage(request.resolution, SEED);
        const std::unique_ptr<Network> network = request.precision == "int8"
                                                     ? MakeQuantizedNetwork(layers, weights, image)
                                                     : MakeFloatNetwork(layers, weights);
        const std::vector<std::uint64_t> outputBytes = OutputBytes(*network, image);
        LayerProfile profile =
            Summarize(layers, outputBytes, Measure(*network, image, request, progress));
        profile.source = SourceOf(request, Environment());
        return profile;
    }

    std::map<std::string, std::string>
    Environment() override
    {
        const ThreadCount one(1);
        return DescribeEnvironment();
    }

    std::vector<std::string>
    SelfCheck() override
    {
        const ThreadCount one(1);
        return CheckSgemm(MeasureSgemmGflops(), LoadedBlas());
    }
};

const Registry<NetworkProfiler>::Entry ENTRY(
    "torch",
    "LibTorch: networks built from ATen operators, one event per operator",
    {},
    [](const Spec&) { return std::make_unique<TorchProfiler>(); });

} // namespace

} // namespace edgeward
