/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/random-stream.h"
#include "net/flow-progress.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace edgeward
{
namespace
{

constexpr int MESSAGES = 200'000;
constexpr int BATCHES = 20;

/** Sojourn times of Poisson arrivals of mean size 1 on a link of rate 1, in order of their ends. */
std::vector<double>
Sojourns(double load, std::uint64_t seed, const std::function<double(RandomStream&)>& size)
{
    RandomStream random(seed);
    FlowProgress progress;
    const auto link = progress.Sharing().AddResource(1.0);
    std::vector<std::int64_t> arrivalNs; // by flow
    std::vector<double> sojourns;
    double next = 0.0;
    std::int64_t endNs = FlowProgress::NEVER;
    while (sojourns.size() < MESSAGES)
    {
        const std::int64_t nextNs = std::llround(1e9 * next);
        if (endNs <= nextNs)
        {
            const auto flow = progress.TakeFinished(endNs);
            sojourns.push_back(1e-9 * static_cast<double>(endNs - arrivalNs.at(*flow)));
            endNs = progress.Settle(endNs);
            continue;
        }
        const auto flow = progress.Start(nextNs, size(random), {{link, 1.0}}, 1.0);
        arrivalNs.resize(std::max<std::size_t>(arrivalNs.size(), flow + 1));
        arrivalNs[flow] = nextNs;
        endNs = progress.Settle(nextNs);
        next += random.Exponential(1.0 / load);
    }
    return sojourns;
}

/** The mean of processor sharing lies within four standard errors, which come from the means of 20
 * batches, each of some hundred busy periods: P < 0.001 for Student's t with 19 degrees. */
void
ExpectProcessorSharing(double load,
                       std::uint64_t seed,
                       const std::function<double(RandomStream&)>& size)
{
    const std::vector<double> sojourns = Sojourns(load, seed, size);
    const int length = MESSAGES / BATCHES;
    double sum = 0.0;
    double squares = 0.0;
    for (int batch = 0; batch < BATCHES; ++batch)
    {
        double mean = 0.0;
        for (int i = 0; i < length; ++i)
        {
            mean += sojourns[batch * length + i] / length;
        }
        sum += mean;
        squares += mean * mean;
    }
    const double mean = sum / BATCHES;
    const double error = std::sqrt((squares / BATCHES - mean * mean) / (BATCHES - 1));
    // Kleinrock, Queueing Systems, vol. 2, section 4.4: E[T] = E[S] / (1 - rho), for any sizes.
    const double expected = 1.0 / (1.0 - load);
    EXPECT_NEAR(mean, expected, 4 * error) << "load " << load;
    EXPECT_LT(4 * error, 0.25 * expected) << "the interval is too wide to say anything";
}

TEST(FlowValidation, MeanSojournIsThatOfProcessorSharingWithExponentialSizes)
{
    for (const double load : {0.3, 0.6, 0.8})
    {
        ExpectProcessorSharing(load, 1, [](RandomStream& random) { return random.Exponential(1); });
    }
}

TEST(FlowValidation, MeanSojournDoesNotDependOnTheDistributionOfSizes)
{
    for (const double load : {0.3, 0.6, 0.8})
    {
        ExpectProcessorSharing(load, 2, [](RandomStream&) { return 1.0; });
        // Nine of ten are short, the tenth is long: squared coefficient of variation 7.3.
        ExpectProcessorSharing(
            load, 3, [](RandomStream& random) { return random.Uniform() < 0.9 ? 0.1 : 9.1; });
    }
}

} // namespace
} // namespace edgeward
