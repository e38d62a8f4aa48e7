/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "profiler/environment.h"

#include "base/text.h"
#include "profiler/quantization-engine.h"
#include "profiler/thread-clock.h"

#include <ATen/Parallel.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/ones.h>
#include <torch/version.h>

#include <algorithm>
#include <cmath>
#include <fstream>

namespace edgeward
{

namespace
{

/** Reference BLAS does about 1.5 GFLOP/s on a current core, OpenBLAS 30 and more; between them lies
 * this. */
constexpr double SLOW_GFLOPS = 5.0;

/** Value of the first line "key : value" of a file; empty if there is none. */
std::string
FieldOf(const std::string& path, const std::string& key)
{
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);)
    {
        const std::size_t colon = line.find(':');
        if (colon != std::string::npos && Trim(line.substr(0, colon)) == key)
        {
            return Trim(line.substr(colon + 1));
        }
    }
    return "";
}

/** Model, family and model number: virtual machines often hide the name of the model but not its
 * numbers. */
std::string
CpuName()
{
    const std::string path = "/proc/cpuinfo";
    const std::string name = FieldOf(path, "model name");
    if (name.empty())
    {
        return "unknown";
    }
    return name + " (family " + FieldOf(path, "cpu family") + ", model " + FieldOf(path, "model") +
           ")";
}

std::string
OneDecimal(double value)
{
    return FormatDouble(std::round(value * 10.0) / 10.0);
}

} // namespace

double
MeasureSgemmGflops()
{
    constexpr std::int64_t SIZE = 256;
    constexpr int REPEATS = 10;
    const at::Tensor a = at::ones({SIZE, SIZE});
    const at::Tensor b = at::ones({SIZE, SIZE});
    double best = 1e9;
    for (int i = 0; i < REPEATS; ++i)
    {
        const double begin = ThreadCpuSeconds();
        const at::Tensor product = at::mm(a, b);
        best = std::min(best, ThreadCpuSeconds() - begin);
    }
    return 2e-9 * SIZE * SIZE * SIZE / best;
}

std::string
LoadedBlas()
{
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);)
    {
        const std::string file = line.substr(line.rfind('/') + 1);
        for (const char* const prefix :
             {"libopenblas", "libblis", "libmkl_rt", "libatlas", "libblas"})
        {
            if (line.find('/') != std::string::npos && file.rfind(prefix, 0) == 0)
            {
                // Debian names the BLAS of every maker libblas.so.3 and tells them apart by the
                // folder.
                const std::vector<std::string> parts = Split(line.substr(line.find('/')), '/');
                return parts.size() > 2 ? parts[parts.size() - 2] + "/" + file : file;
            }
        }
    }
    return "unknown";
}

std::map<std::string, std::string>
DescribeEnvironment()
{
    return {{"cpu", CpuName()},
            {"blas", LoadedBlas()},
            {"torch", TORCH_VERSION},
            {"engine", QuantizationEngine()},
            {"sgemm_gflops", OneDecimal(MeasureSgemmGflops())}};
}

std::vector<std::string>
CheckSgemm(double gflops, const std::string& blas)
{
    if (gflops >= SLOW_GFLOPS)
    {
        return {};
    }
    return {"the BLAS (" + blas + ") multiplies matrices at " + OneDecimal(gflops) +
            " GFLOP/s, as the reference BLAS does; measurements would be about 8 times too slow: "
            "install "
            "libopenblas0-pthread"};
}

} // namespace edgeward
