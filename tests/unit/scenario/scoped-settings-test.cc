/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/scoped-settings.h"

#include "support/simulator-test.h"

#include "ns3/config.h"
#include "ns3/double.h"
#include "ns3/random-variable-stream.h"

#include <gtest/gtest.h>

using namespace edgeward;

class ScopedSettingsTest : public SimulatorTest
{
  protected:
    static double
    DefaultMean()
    {
        return ns3::CreateObject<ns3::ExponentialRandomVariable>()->GetMean();
    }

    static AttributeSettings
    MeanOf(const std::string& text)
    {
        AttributeSettings settings;
        settings.values["ns3::ExponentialRandomVariable::Mean"].text = text;
        settings.values["ns3::ExponentialRandomVariable::Bound"].text = "7";
        return settings;
    }
};

TEST_F(ScopedSettingsTest, HoldsForItsLifeAndPutsBackWhatWasThere)
{
    ASSERT_EQ(DefaultMean(), 1.0);
    {
        const ScopedSettings settings(MeanOf("3"), 1, 1);
        EXPECT_EQ(DefaultMean(), 3.0);
    }
    EXPECT_EQ(DefaultMean(), 1.0);
    EXPECT_EQ(ns3::CreateObject<ns3::ExponentialRandomVariable>()->GetBound(), 0.0);
}

TEST_F(ScopedSettingsTest, KeepsDefaultsOfTheProgram)
{
    ns3::Config::SetDefault("ns3::ExponentialRandomVariable::Mean", ns3::DoubleValue(2.0));
    {
        const ScopedSettings nothing({}, 1, 1);
        EXPECT_EQ(DefaultMean(), 2.0);
    }
    {
        const ScopedSettings settings(MeanOf("3"), 1, 1);
        EXPECT_EQ(DefaultMean(), 3.0);
    }
    EXPECT_EQ(DefaultMean(), 2.0);
}

TEST_F(ScopedSettingsTest, SeedAndReplicationAreThoseOfTheRun)
{
    UseSeed(11, 12);
    {
        const ScopedSettings settings({}, 5, std::uint64_t{1} << 40);
        EXPECT_EQ(ns3::RngSeedManager::GetSeed(), 6U);
        EXPECT_EQ(ns3::RngSeedManager::GetRun(), std::uint64_t{1} << 40);
    }
    EXPECT_EQ(ns3::RngSeedManager::GetSeed(), 11U);
    EXPECT_EQ(ns3::RngSeedManager::GetRun(), 12U);
    // ns-3 takes no seed of 0, and only 32 bits of it.
    const ScopedSettings largest({}, ~std::uint64_t{0}, 1);
    EXPECT_GT(ns3::RngSeedManager::GetSeed(), 0U);
}
