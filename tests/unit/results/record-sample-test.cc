/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/record-sample.h"

#include <gtest/gtest.h>

#include <cmath>

namespace edgeward
{
namespace
{

constexpr RequestId REQUESTS = 100000;

TEST(RecordSample, HasTheShareItIsAskedFor)
{
    for (const double share : {0.01, 0.3, 0.9})
    {
        const RecordSample sample(share, 1, 1);
        double count = 0.0;
        for (RequestId request = 0; request < REQUESTS; ++request)
        {
            count += sample.Has(request) ? 1.0 : 0.0;
        }
        // Binomial: four standard deviations.
        const double deviation = std::sqrt(REQUESTS * share * (1.0 - share));
        EXPECT_NEAR(count, REQUESTS * share, 4.0 * deviation) << share;
    }
}

TEST(RecordSample, NeighboursAreIndependent)
{
    const RecordSample sample(0.5, 3, 2);
    double both = 0.0;
    for (RequestId request = 0; request < REQUESTS; request += 2)
    {
        both += sample.Has(request) && sample.Has(request + 1) ? 1.0 : 0.0;
    }
    const double pairs = REQUESTS / 2;
    EXPECT_NEAR(both, pairs / 4, 4.0 * std::sqrt(pairs * 3.0 / 16.0));
}

TEST(RecordSample, AllMeansAllAndALargerShareHasWhatASmallerHas)
{
    const RecordSample all(1.0, 1, 1);
    const RecordSample many(0.4, 1, 1);
    const RecordSample few(0.1, 1, 1);
    for (RequestId request = 0; request < 1000; ++request)
    {
        EXPECT_TRUE(all.Has(request));
        EXPECT_TRUE(many.Has(request) || !few.Has(request));
    }
}

TEST(RecordSample, ReplicationsRecordOtherRequests)
{
    const RecordSample first(0.5, 1, 1);
    const RecordSample second(0.5, 1, 2);
    double same = 0.0;
    for (RequestId request = 0; request < REQUESTS; ++request)
    {
        same += first.Has(request) == second.Has(request) ? 1.0 : 0.0;
    }
    EXPECT_NEAR(same, REQUESTS / 2, 4.0 * std::sqrt(REQUESTS / 4.0));
}

} // namespace
} // namespace edgeward
