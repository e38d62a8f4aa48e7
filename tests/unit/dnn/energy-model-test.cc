/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/energy-model.h"

#include "base/text.h"
#include "dnn/dvfs.h"
#include "support/complaint.h"

#include <gmock/gmock.h>

namespace edgeward
{
namespace
{

using ::testing::AllOf;
using ::testing::HasSubstr;

/** Four threads at 1.5 GHz, or at 600 MHz and then 2.4 times slower. */
DeviceProfile
Board()
{
    DeviceProfile device;
    device.name = "board";
    device.cores = 4;
    device.threads = 4;
    device.idleWatt = 2.5;
    device.busyWatt = 6.5;
    device.dvfsLevels = {{"600 MHz", 0.6e9, 2.4, 2.0, 3.0, "a meter"},
                         {"1.5 GHz", 1.5e9, 1.0, 2.5, 6.5, "a meter"}};
    return device;
}

double
JouleOf(const std::string& model, const EnergyQuery& query)
{
    return Registry<EnergyModel>::Create(Spec::Parse(model))->Joule(query);
}

TEST(EnergyModel, PowerIsTheDifferenceOfPowersTimesTheTime)
{
    const DeviceProfile board = Board();
    EXPECT_DOUBLE_EQ(JouleOf("power", {board, 0.25, 569e6}), 4.0 * 0.25);
    EXPECT_EQ(DefaultEnergyModel().Joule({board, 0.25, 569e6}),
              JouleOf("power", {board, 0.25, 569e6}));
    EXPECT_EQ(JouleOf("power", {board, 0.0, 0.0}), 0.0);
}

TEST(EnergyModel, KappaTimesClockSquaredTimesTheCyclesOfAllThreads)
{
    // 1e-28 x (1.5e9)^2 x 4 threads x 1.5e9 x 0.25 s = 0.3375 J.
    const DeviceProfile board = Board();
    EXPECT_NEAR(JouleOf("kappa-f2", {board, 0.25, 569e6}), 0.3375, 1e-12);
    EXPECT_NEAR(JouleOf("kappa-f2(kappa=1e-27)", {board, 0.25, 569e6}), 3.375, 1e-12);
}

TEST(EnergyModel, KappaCountsCyclesByTheWorkWhereItIsToldTo)
{
    // 1e-28 x (1.5e9)^2 x 2 cycles x 569e6 = 0.25605 J, however long it takes.
    const DeviceProfile board = Board();
    for (const double seconds : {0.0, 0.25, 3.0})
    {
        EXPECT_NEAR(JouleOf("kappa-f2(cyclesPerMac=2)", {board, seconds, 569e6}), 0.25605, 1e-12);
    }
}

TEST(EnergyModel, KappaAtALowerLevelTakesLongerAndLessEnergy)
{
    // The same cycles at 0.4 of the clock: 0.4^2 of the energy.
    const DeviceProfile board = Board();
    const DeviceProfile slow = AtLevel(board, FindLevel(board, "600 MHz"));
    EXPECT_NEAR(JouleOf("kappa-f2", {slow, 0.25 * 2.5, 569e6}),
                0.16 * JouleOf("kappa-f2", {board, 0.25, 569e6}),
                1e-12);
}

TEST(EnergyModel, KappaNeedsTheClock)
{
    DeviceProfile board = Board();
    board.dvfsLevels.clear();
    EXPECT_THAT(Complaint([&] {
                    JouleOf("kappa-f2", {board, 1.0, 1.0});
                }),
                AllOf(HasSubstr("clock"), HasSubstr("'board'"), HasSubstr("[[dvfs]]")));
    board.hertz = 1e9;
    EXPECT_NEAR(JouleOf("kappa-f2", {board, 1.0, 0.0}), 0.4, 1e-12);
}

TEST(EnergyModel, PerMacIsTheArithmeticOfHorowitzUnlessToldOtherwise)
{
    const DeviceProfile board = Board();
    EXPECT_NEAR(JouleOf("per-mac", {board, 0.25, 569e6}), 4.6e-12 * 569e6, 1e-15);
    EXPECT_NEAR(JouleOf("per-mac", {board, 0.25, 569e6, "int8"}), 0.23e-12 * 569e6, 1e-15);
    EXPECT_NEAR(JouleOf("per-mac(fp32PicoJoule=400)", {board, 9.0, 569e6}), 0.2276, 1e-12);
}

TEST(EnergyModel, PartsSumToTheWholeInEveryModel)
{
    const DeviceProfile board = Board();
    for (const std::string& name : Registry<EnergyModel>::Names())
    {
        const double whole = JouleOf(name, {board, 0.7, 5e8});
        const double parts = JouleOf(name, {board, 0.2, 4e8}) + JouleOf(name, {board, 0.5, 1e8});
        EXPECT_GT(whole, 0.0) << name;
        EXPECT_NEAR(parts, whole, 1e-15 + 1e-12 * whole) << name;
    }
}

TEST(EnergyModel, BadParametersAreNamed)
{
    for (const char* const spec : {"kappa-f2(kappa=-1)",
                                   "kappa-f2(kappa=1)",
                                   "kappa-f2(kappa=nan)",
                                   "kappa-f2(cyclesPerMac=-2)",
                                   "per-mac(fp32PicoJoule=-1)",
                                   "per-mac(int8PicoJoule=x)",
                                   "power(kappa=1)"})
    {
        EXPECT_NE(Complaint([&] { Registry<EnergyModel>::Create(Spec::Parse(spec)); }), "") << spec;
    }
    EXPECT_THAT(Complaint([] { Registry<EnergyModel>::Create(Spec::Parse("kappa")); }),
                AllOf(HasSubstr("energy model 'kappa'"), HasSubstr("kappa-f2")));
}

TEST(Dvfs, ALevelBringsItsClockAndPowers)
{
    const DeviceProfile board = Board();
    const DeviceProfile slow = AtLevel(board, FindLevel(board, "600 MHz"));
    EXPECT_EQ(slow.hertz, 0.6e9);
    EXPECT_EQ(slow.idleWatt, 2.0);
    EXPECT_EQ(slow.busyWatt, 3.0);
    EXPECT_EQ(slow.name, "board");
    EXPECT_EQ(ClockHertz(slow), 0.6e9);
    EXPECT_EQ(ClockHertz(board), 1.5e9) << "of the level at which latencies were taken";
}

TEST(Dvfs, AnUnknownLevelIsAnsweredWithThoseThatExist)
{
    DeviceProfile board = Board();
    EXPECT_THAT(Complaint([&] {
                    FindLevel(board, "1.8 GHz", {"s.toml", 3, 1});
                }),
                AllOf(HasSubstr("s.toml:3:1"),
                      HasSubstr("level"),
                      HasSubstr("'1.8 GHz'"),
                      HasSubstr("600 MHz"),
                      HasSubstr("1.5 GHz")));
    board.dvfsLevels.clear();
    EXPECT_THAT(Complaint([&] { FindLevel(board, "1.8 GHz"); }), HasSubstr("it has none"));
}

} // namespace
} // namespace edgeward
