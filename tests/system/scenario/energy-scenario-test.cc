/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * What the keys of energy, frequency levels, memory and radios do to the records of a scenario.
 */
#include "compute/measured-noise.h"
#include "dnn/model-size.h"
#include "results/record-block.h"
#include "support/tiny-world.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace edgeward;

namespace
{

constexpr NodeId CAMERA = 0;
constexpr NodeId EDGE = 1;
constexpr VariantId D0 = 0;
constexpr VariantId D3 = 3;

TinyRun
RunOn(NodeId node, const std::vector<Override>& overrides, VariantId variant = D0)
{
    ScriptedPolicy policy([=](const DecisionContext&) { return Plan::Whole(node, variant); });
    return RunTiny(policy, overrides);
}

double
JouleOf(const RequestRecord& record, EnergyComponent component)
{
    double joule = 0.0;
    for (const EnergyShare& share : record.energy)
    {
        joule += share.component == component ? share.joule : 0.0;
    }
    return joule;
}

std::int64_t
ComputeNs(const RequestRecord& record)
{
    return record.stages.at(0).endNs - record.stages.at(0).startNs;
}

/** Every field of every record. */
std::string
Bytes(const TinyRun& run)
{
    RecordBlock block;
    for (const RequestRecord& record : run.records)
    {
        block.records.Add(record, 0.0);
    }
    return block.Serialize();
}

/** A level of the device other than the default. */
const DvfsLevel&
OtherLevel(const DeviceProfile& device)
{
    for (const DvfsLevel& level : device.dvfsLevels)
    {
        if (level.latencyFactor != 1.0)
        {
            return level;
        }
    }
    throw std::logic_error("the device has no second level");
}

const Override JETSON{"devices.0.profile", "jetson-nano-gpu"};

} // namespace

TEST(EnergyScenario, ALevelStretchesTheTimeAndBringsItsPowers)
{
    const DvfsLevel& level = OtherLevel(TestCatalog().GetDevice("jetson-nano-gpu"));
    const TinyRun nominal = RunOn(CAMERA, {JETSON});
    const TinyRun slow = RunOn(CAMERA, {JETSON, {"devices.0.level", "\"" + level.name + "\""}});
    ASSERT_GE(slow.records.size(), 1u);
    const RequestRecord& record = slow.records[0];
    const double expectedNs =
        level.latencyFactor * static_cast<double>(ComputeNs(nominal.records.at(0)));
    EXPECT_NEAR(static_cast<double>(ComputeNs(record)), expectedNs, level.latencyFactor);
    EXPECT_NEAR(JouleOf(record, EnergyComponent::COMPUTE),
                (level.busyWatt - level.idleWatt) * 1e-9 * static_cast<double>(ComputeNs(record)),
                1e-12);
    EXPECT_NEAR(slow.report.energy.at(CAMERA).computeIdleJoule,
                level.idleWatt * slow.report.simulatedSeconds,
                1e-9);
    // The other nodes are as before.
    EXPECT_EQ(slow.report.energy.at(EDGE).computeIdleJoule,
              nominal.report.energy.at(EDGE).computeIdleJoule);
}

TEST(EnergyScenario, EveryEnergyModelReachesTheRecords)
{
    const DeviceProfile& jetson = TestCatalog().GetDevice("jetson-nano-gpu");
    const double macs = TestCatalog().GetDnn("mobilenet-v1").variants.at(D0).macs;
    const auto joule = [&](const std::string& model) {
        const TinyRun run = RunOn(CAMERA,
                                  {JETSON,
                                   {"servers.0.profile", "jetson-nano-gpu"},
                                   {"servers.1.profile", "jetson-nano-gpu"},
                                   {"network.energy_model", "\"" + model + "\""}});
        // Idle is counted beside it, whatever the model.
        EXPECT_NEAR(run.report.energy.at(CAMERA).computeIdleJoule,
                    jetson.idleWatt * run.report.simulatedSeconds,
                    1e-9);
        double records = 0.0;
        for (const RequestRecord& record : run.records)
        {
            records += JouleOf(record, EnergyComponent::COMPUTE);
        }
        EXPECT_NEAR(run.report.energy.at(CAMERA).computeBusyJoule, records, 1e-9) << model;
        return std::make_pair(JouleOf(run.records.at(0), EnergyComponent::COMPUTE),
                              1e-9 * static_cast<double>(ComputeNs(run.records[0])));
    };
    const auto power = joule("power");
    EXPECT_NEAR(power.first, (jetson.busyWatt - jetson.idleWatt) * power.second, 1e-12);
    EXPECT_NEAR(joule("per-mac(fp32PicoJoule=400)").first, 400e-12 * macs, 1e-12);
    double hertz = 0.0;
    for (const DvfsLevel& level : jetson.dvfsLevels)
    {
        hertz = level.latencyFactor == 1.0 && hertz == 0.0 ? level.hertz : hertz;
    }
    const auto kappa = joule("kappa-f2(kappa=1e-27)");
    EXPECT_NEAR(
        kappa.first / (1e-27 * std::pow(hertz, 3) * jetson.threads * kappa.second), 1.0, 1e-9);
    EXPECT_NEAR(joule("kappa-f2(kappa=1e-27,cyclesPerMac=2)").first /
                    (1e-27 * hertz * hertz * 2 * macs),
                1.0,
                1e-9);
}

TEST(EnergyScenario, ALinksRadioIsInTheRecordsLikeThatOfWifi)
{
    const std::vector<Override> lte{{"access.Radio", "4g"}, {"access.Rate", "5850kbps"}};
    const TinyRun run = RunOn(EDGE, lte);
    ASSERT_EQ(run.report.completed, 2u);
    double records = 0.0;
    for (const RequestRecord& record : run.records)
    {
        const double joule = JouleOf(record, EnergyComponent::RADIO);
        // 20 kB at 5.27 J/MB: 0.105 J; headers add 5 %, the result of 100 bytes some more.
        EXPECT_GT(joule, 0.105);
        EXPECT_LT(joule, 0.105 * 1.1);
        records += joule;
    }
    EXPECT_NEAR(run.report.energy.at(CAMERA).radioActiveJoule, records, 1e-9);
    EXPECT_EQ(run.report.energy.at(CAMERA).radioIdleJoule, 0.0);
    const TinyRun local = RunOn(CAMERA, lte);
    EXPECT_EQ(JouleOf(local.records.at(0), EnergyComponent::RADIO), 0.0);
    const TinyRun cable = RunOn(EDGE, {{"access.Rate", "5850kbps"}});
    EXPECT_EQ(JouleOf(cable.records.at(0), EnergyComponent::RADIO), 0.0);
    EXPECT_EQ(cable.records[0].LatencyNs(), run.records[0].LatencyNs());
}

TEST(EnergyScenario, TheFirstUseOfAVariantLoadsIt)
{
    const std::vector<Override> loading{{"network.preloaded", "false"},
                                        {"devices.0.processor.LoadRate", "1e8"}};
    const TinyRun cold = RunOn(CAMERA, loading);
    const TinyRun warm = RunOn(CAMERA, {});
    ASSERT_EQ(cold.records.size(), 2u);
    const StageRecord& first = cold.records[0].stages.at(0);
    const double bytes = TestCatalog().GetDnn("mobilenet-v1").variants.at(D0).fileBytes;
    EXPECT_EQ(first.loadingNs, std::llround(bytes * 10.0));
    EXPECT_EQ(ComputeNs(cold.records[0]), ComputeNs(warm.records[0]) + first.loadingNs);
    EXPECT_EQ(cold.records[1].stages.at(0).loadingNs, 0);
    EXPECT_EQ(ComputeNs(cold.records[1]), ComputeNs(warm.records[1]));
    for (const RequestRecord& record : cold.records)
    {
        std::int64_t sumNs = 0;
        for (const Segment& segment : record.CriticalPath())
        {
            sumNs += segment.ns;
        }
        EXPECT_EQ(sumNs, record.LatencyNs());
    }
    const DeviceProfile& pi = TestCatalog().GetDevice("raspberry-pi-4");
    EXPECT_NEAR(JouleOf(cold.records[0], EnergyComponent::COMPUTE),
                (pi.busyWatt - pi.idleWatt) * 1e-9 *
                    static_cast<double>(ComputeNs(cold.records[0])),
                1e-9)
        << "loading draws the busy power";
}

TEST(EnergyScenario, WithoutALoadRateNothingChanges)
{
    const std::vector<Override> free{{"network.preloaded", "false"},
                                     {"devices.0.processor.LoadRate", "0"},
                                     {"servers.0.processor.LoadRate", "0"},
                                     {"servers.1.processor.LoadRate", "0"}};
    for (const NodeId node : {CAMERA, EDGE})
    {
        EXPECT_EQ(Bytes(RunOn(node, free, D3)), Bytes(RunOn(node, {}, D3)));
    }
}

TEST(EnergyScenario, MeasuredNoiseFitsTheCommittedHostProfiles)
{
    const Catalog& catalog = TestCatalog();
    int fitted = 0;
    int profiles = 0;
    for (const std::string& name : catalog.DnnNames())
    {
        for (const DnnVariant& variant : catalog.GetDnn(name).variants)
        {
            if (!catalog.HasHostProfile(name, variant.name))
            {
                continue;
            }
            ++profiles;
            const ExecutionSpread spread = SpreadOf(catalog.GetHostProfile(name, variant.name));
            if (const auto noise = MeasuredNoise::Fit(spread))
            {
                ++fitted;
                EXPECT_DOUBLE_EQ(noise->At(0.0), spread.median) << name << " " << variant.name;
            }
        }
    }
    EXPECT_GE(profiles, 8);
    // A heavy tail of one profile may contradict its robust mean; it is then lognormal.
    EXPECT_GE(fitted, profiles * 9 / 10);
}
