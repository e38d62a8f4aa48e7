/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/segment-backoff.h"

#include "ns3/backoff.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <vector>

namespace edgeward
{
namespace
{

class SegmentBackoffTest : public testing::Test
{
  protected:
    static constexpr int DRAWS = 4000;

    /** Sorted looks (s). */
    std::vector<double>
    Looks(double waited, const TakenTime& again = {})
    {
        std::vector<double> looks;
        for (int i = 0; i < DRAWS; ++i)
        {
            looks.push_back(SegmentBackoff::DrawLook(*m_uniform, waited, again));
        }
        std::sort(looks.begin(), looks.end());
        return looks;
    }

    /** Sorted looks of ns-3's own backoff (s). */
    static std::vector<double>
    LooksOfNs3(double waited)
    {
        std::vector<double> looks;
        ns3::Backoff backoff;
        backoff.AssignStreams(2);
        for (int i = 0; i < DRAWS; ++i)
        {
            backoff.ResetBackoffTime();
            double look = -waited;
            while (look < 0.0)
            {
                backoff.IncrNumRetries();
                look += backoff.GetBackoffTime().GetSeconds();
            }
            looks.push_back(look);
        }
        std::sort(looks.begin(), looks.end());
        return looks;
    }

    void
    SetUp() override
    {
        m_uniform = ns3::CreateObject<ns3::UniformRandomVariable>();
        m_uniform->SetStream(1);
    }

    ns3::Ptr<ns3::UniformRandomVariable> m_uniform;
};

TEST_F(SegmentBackoffTest, LooksAreThoseOfNs3)
{
    // Two samples of n: the distance of Kolmogorov and Smirnov is beyond 1.95 sqrt(2 / n) once in a
    // thousand times.
    const double most = 1.95 * std::sqrt(2.0 / DRAWS);
    for (const double waited : {0.2e-3, 0.9e-3, 1.7e-3, 5e-3, 12e-3, 40e-3})
    {
        const std::vector<double> ours = Looks(waited);
        const std::vector<double> theirs = LooksOfNs3(waited);
        double distance = 0.0;
        for (int i = 0; i < DRAWS; ++i)
        {
            // Looks of both may fall on the same slot, so count to its end.
            const double below =
                std::upper_bound(theirs.begin(), theirs.end(), ours[i] + 1e-12) - theirs.begin();
            const double own =
                std::upper_bound(ours.begin(), ours.end(), ours[i] + 1e-12) - ours.begin();
            distance = std::max(distance, std::abs(below - own) / DRAWS);
        }
        EXPECT_LT(distance, most) << waited;
    }
}

TEST_F(SegmentBackoffTest, AfterALongWaitAThirdOfABackoffIsLeft)
{
    // Density 2 (1 - r): mean 1/3, median 1 - sqrt(1/2), 95th percentile 1 - sqrt(0.05), all times
    // the longest; variance 1/18.
    const std::vector<double> looks = Looks(1.0);
    double mean = 0.0;
    for (const double look : looks)
    {
        mean += look / DRAWS;
    }
    EXPECT_NEAR(mean, 1e-3 / 3, 4e-3 * std::sqrt(1.0 / 18 / DRAWS));
    EXPECT_NEAR(looks[DRAWS / 2], 0.2929e-3, 0.02e-3);
    EXPECT_NEAR(looks[DRAWS * 95 / 100], 0.7764e-3, 0.02e-3);
    EXPECT_GE(looks.front(), 0.0);
    EXPECT_LE(looks.back(), SegmentBackoff::LONGEST_SECONDS);
}

TEST_F(SegmentBackoffTest, WhoLooksWhenItIsTakenAgainLooksLater)
{
    const TakenTime again{0.1e-3, 0.3e-3};
    const std::vector<double> looks = Looks(1.0, again);
    const auto until = [&looks](double seconds) {
        return static_cast<double>(std::lower_bound(looks.begin(), looks.end(), seconds) -
                                   looks.begin()) /
               DRAWS;
    };
    const double before = 1.0 - 0.9 * 0.9; // that look before it is taken
    const double deviation = std::sqrt(before * (1.0 - before) / DRAWS);
    EXPECT_NEAR(until(again.fromSeconds), before, 4 * deviation);
    EXPECT_EQ(until(again.fromSeconds), until(again.toSeconds));
}

} // namespace
} // namespace edgeward
