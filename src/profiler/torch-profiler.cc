/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/errors.h"
#include "base/text.h"
#include "dnn/architecture.h"
#include "dnn/profiling.h"
#include "profiler/environment.h"
#include "profiler/quantization-engine.h"
#include "profiler/subject.h"
#include "profiler/thread-count.h"

#include <c10/core/InferenceMode.h>
#include <malloc.h>

namespace edgeward
{

namespace
{

/** @throws ConfigError naming the first value that cannot be measured, whatever the network. */
void
CheckRequest(const ProfileRequest& request)
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
    require(request.width > 0.0 && request.width <= 2.0,
            "width",
            FormatDouble(request.width) + " is no width multiplier",
            "give one above 0 up to 2");
    require(request.resolution >= 1 && request.resolution <= 1024,
            "resolution",
            std::to_string(request.resolution) + " pixels are out of range",
            "give 1 to 1024");
    require(request.precision == "fp32" || request.precision == "int8",
            "precision",
            "'" + request.precision + "' is unknown",
            "known: fp32, int8");
    require(request.threads >= 1 && request.threads <= 256, "threads", "must be 1 to 256", "");
    require(request.batch >= 1 && request.batch <= 4096, "batch", "must be 1 to 4096", "");
    require(
        request.repeats >= 2 && request.repeats <= 1000000, "repeats", "must be 2 to 1000000", "");
    require(request.warmUp <= 1000000, "warmUp", "must be 0 to 1000000", "");
}

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

/** "2 threads" */
std::string
Count(std::uint32_t number, const std::string& what)
{
    return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

std::string
SourceOf(const ProfileRequest& request,
         const std::map<std::string, std::string>& environment,
         const Subject& subject)
{
    const std::string note = subject.Note();
    return "measured with LibTorch " + environment.at("torch") + " on " + environment.at("cpu") +
           ", " + Count(request.threads, "thread") +
           (request.batch == 1 ? "" : ", batches of " + std::to_string(request.batch)) + ", " +
           environment.at("blas") +
           (subject.IsQuantized() ? ", int8 by " + environment.at("engine") : "") + ", " +
           Count(request.repeats, "repeat") + ", processor time" +
           (note.empty() ? "" : "; " + note);
}

class TorchProfiler : public NetworkProfiler
{
  public:
    std::vector<std::string>
    Networks() const override
    {
        std::vector<std::string> names;
        for (const auto& entry : Registry<Architecture>::All())
        {
            names.push_back(entry.first);
        }
        return names;
    }

    LayerProfile
    Profile(const ProfileRequest& request, const Progress& progress) override
    {
        CheckRequest(request);
        KeepFreedMemory();
        const c10::InferenceMode inference;
        const ThreadCount threads(request.threads);
        const EngineChoice engine(request.engine);
        const std::unique_ptr<Subject> subject =
            request.file.empty() ? MakeGraphSubject(request) : MakeScriptSubject(request);
        const std::map<std::string, std::string> environment = DescribeEnvironment();
        LayerProfile profile = Measure(*subject, request, progress);
        profile.torch = environment.at("torch");
        profile.source = SourceOf(request, environment, *subject);
        return profile;
    }

    std::map<std::string, std::string>
    Environment() override
    {
        const ThreadCount one(1);
        const EngineChoice fastest("");
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
    "torch", "LibTorch: networks built of its modules, and TorchScript files", {}, [](const Spec&) {
        return std::make_unique<TorchProfiler>();
    });

} // namespace

} // namespace edgeward
