/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_TESTS_SUPPORT_SIMULATOR_TEST_H
#define EDGEWARD_TESTS_SUPPORT_SIMULATOR_TEST_H

#include "ns3/config.h"
#include "ns3/names.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>

namespace edgeward
{

/**
 * A test that runs the ns-3 simulator: known seed and run before it, nothing left behind after it.
 *
 * ns-3 keeps the simulator, names, attribute defaults and seeds per process; a program that runs
 * several tests would otherwise let one test change the next. Streams must still be assigned by the
 * test: the number of automatic streams cannot be reset before ns-3.43.
 */
class SimulatorTest : public ::testing::Test
{
  protected:
    void
    SetUp() override
    {
        CleanUp();
        UseSeed(1, 1);
    }

    void
    TearDown() override
    {
        CleanUp();
    }

    /** Set ns-3's seed (> 0) and replication number; before the objects under test draw anything.
     */
    static void
    UseSeed(std::uint32_t seed, std::uint64_t run)
    {
        ns3::RngSeedManager::SetSeed(seed);
        ns3::RngSeedManager::SetRun(run);
    }

    /** Destroy the simulation within a test, so that the next one starts at time 0. */
    static void
    CleanUp()
    {
        ns3::Simulator::Destroy();
        ns3::Names::Clear();
        ns3::Config::Reset();
    }
};

} // namespace edgeward

#endif // EDGEWARD_TESTS_SUPPORT_SIMULATOR_TEST_H
