/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/throughput-radio.h"

#include "net/covered-time.h"
#include "support/complaint.h"
#include "support/simulator-test.h"
#include "system/net/net-rig.h"

#include <gmock/gmock.h>

#include <cmath>

namespace edgeward
{
namespace
{

using ::testing::AllOf;
using ::testing::HasSubstr;

/** A column of the table by which offloading studies use the model: measured throughputs, and what
 * follows. */
struct Column
{
    const char* radio;
    double downMbps;
    double upMbps;
    double upWatt;        ///< to three decimals
    double downWatt;      ///< to three decimals
    double joulePerMb;    ///< uplink, to two decimals
    double alexnetMs;     ///< upload of 224 x 224 x 3 bytes, to one decimal
    double alexnetMilliJ; ///< to the unit
};

constexpr Column TABLE[] = {{"3g", 2.0275, 1.1, 1.774, 1.065, 12.90, 1094.7, 1942},
                            {"4g", 13.76, 5.85, 3.853, 2.003, 5.27, 205.9, 793},
                            {"wifi", 54.97, 18.88, 5.479, 7.664, 2.32, 63.8, 349}};

/** @p value with that many decimals. */
double
Rounded(double value, int decimals)
{
    const double scale = std::pow(10.0, decimals);
    return std::round(value * scale) / scale;
}

TEST(ThroughputRadio, GivesThePublishedPowersAndEnergiesToTheLastDigit)
{
    for (const Column& column : TABLE)
    {
        SCOPED_TRACE(column.radio);
        const ThroughputRadio radio = ThroughputRadio::Parse(column.radio);
        const double upBps = 1e6 * column.upMbps;
        const double upWatt = radio.Watt(upBps, 0.0);
        EXPECT_DOUBLE_EQ(Rounded(upWatt, 3), column.upWatt);
        EXPECT_DOUBLE_EQ(Rounded(radio.Watt(0.0, 1e6 * column.downMbps), 3), column.downWatt);
        EXPECT_DOUBLE_EQ(Rounded(upWatt * 8e6 / upBps, 2), column.joulePerMb);
        const double bits = 8.0 * 224 * 224 * 3;
        const double seconds = bits / upBps;
        EXPECT_DOUBLE_EQ(Rounded(1e3 * seconds, 1), column.alexnetMs);
        EXPECT_DOUBLE_EQ(Rounded(1e3 * upWatt * seconds, 0), column.alexnetMilliJ);
        EXPECT_NEAR(
            radio.UploadBitsJoule(bits) + radio.ActiveWatt() * seconds, upWatt * seconds, 1e-12);
    }
}

TEST(ThroughputRadio, BothDirectionsAtOncePayForBeingActiveOnce)
{
    const ThroughputRadio radio = ThroughputRadio::Parse("4g");
    EXPECT_NEAR(radio.Watt(1e6, 2e6), 0.43839 + 2 * 0.05197 + 1.28804, 1e-12);
    EXPECT_EQ(radio.Watt(0.0, 0.0), 0.0);
    EXPECT_EQ(ThroughputRadio().Watt(1e6, 1e6), 0.0);
    EXPECT_FALSE(ThroughputRadio::Parse("none").IsPresent());
}

TEST(ThroughputRadio, TakesCoefficientsOfYourOwn)
{
    const ThroughputRadio own = ThroughputRadio::Parse("438.39:51.97:1288.04");
    EXPECT_EQ(own.Watt(5e6, 3e6), ThroughputRadio::Parse("4g").Watt(5e6, 3e6));
    EXPECT_EQ(own.ToString(), "438.39:51.97:1288.04");
    for (const char* const text : {"", "5g", "1:2", "1:2:3:4", "1:x:3", "1:-2:3", "1:nan:3"})
    {
        EXPECT_THAT(Complaint([&] { ThroughputRadio::Parse(text); }),
                    AllOf(HasSubstr("Radio"), HasSubstr("alphaUp:alphaDown:beta")))
            << text;
    }
}

TEST(CoveredTime, CountsWhatOverlapsOnce)
{
    CoveredTime time;
    time.Add(0, 10, 20);
    EXPECT_EQ(time.TotalNs(), 10);
    time.Add(15, 16, 20);
    time.Add(18, 20, 20);
    EXPECT_EQ(time.TotalNs(), 13);
    time.Add(5, 21, 20);
    EXPECT_EQ(time.TotalNs(), 21) << "from 0 to 21 without a gap";
    time.Add(100, 110, 20);
    time.Add(105, 112, 20);
    time.Add(112, 113, 20);
    EXPECT_EQ(time.TotalNs(), 34);
}

class LinkRadioTest : public SimulatorTest, public ::testing::WithParamInterface<const char*>
{
  protected:
    /** Two devices and a server at the gateway, without delay. */
    static ns3::ObjectFactory
    Access(const std::string& rate, const std::string& radio)
    {
        return MakeFactory(GetParam(), {{"Rate", rate}, {"Delay", "0s"}, {"Radio", radio}});
    }

    static double
    Joule(const NetRig& rig, std::uint32_t device)
    {
        return rig.topology->GetAccess()->GetRadioJoule(device);
    }

    /** Bytes of a datagram on the link. */
    static double
    FrameBytes(double messageBytes)
    {
        // Ours 30, UDP 8, IPv4 20, and PPP 2 or Ethernet 18.
        return messageBytes + 58 +
               (std::string(GetParam()).find("Csma") == std::string::npos ? 2 : 18);
    }
};

TEST_P(LinkRadioTest, DrawsTheModelsPowerWhileFramesOfTheDeviceAreUnderWay)
{
    for (const Column& column : TABLE)
    {
        CleanUp();
        NetRig rig(
            2, Access(std::to_string(static_cast<int>(1e6 * column.upMbps)) + "bps", column.radio));
        const NodeId server = rig.AddServerInGateway();
        rig.Start(MakeFactory("edgeward::UdpTransport"));
        rig.SendAt(ns3::Seconds(1), 0, server, 990);
        rig.RunUntil(ns3::Seconds(2));
        ASSERT_EQ(rig.arrivals.size(), 1u);
        const double rate = 1e6 * column.upMbps;
        const double seconds = 8 * FrameBytes(1000) / rate;
        const ThroughputRadio radio = ThroughputRadio::Parse(column.radio);
        // Frame times are whole nanoseconds: up to 1 ns at a few watts.
        EXPECT_NEAR(Joule(rig, 0), radio.Watt(rate, 0.0) * seconds, 1e-8);
        EXPECT_NEAR(rig.topology->GetAccess()->GetRadioTxWatt(), radio.Watt(rate, 0.0), 1e-12);
        EXPECT_EQ(Joule(rig, 1), 0.0) << "the other device heard nothing of its own";
        EXPECT_EQ(rig.topology->GetAccess()->GetRadioIdleWatt(), 0.0);
        rig.SendAt(ns3::Seconds(3), server, 1, 490);
        rig.RunUntil(ns3::Seconds(4));
        EXPECT_NEAR(Joule(rig, 1), radio.Watt(0.0, rate) * 8 * FrameBytes(500) / rate, 1e-8);
    }
}

TEST_P(LinkRadioTest, ACableDrawsNothing)
{
    NetRig rig(1, Access("5Mbps", "none"));
    const NodeId server = rig.AddServerInGateway();
    rig.Start(MakeFactory("edgeward::UdpTransport"));
    rig.SendAt(ns3::Seconds(1), 0, server, 990);
    rig.RunUntil(ns3::Seconds(2));
    EXPECT_EQ(rig.arrivals.size(), 1u);
    EXPECT_EQ(Joule(rig, 0), 0.0);
    EXPECT_EQ(rig.topology->GetAccess()->GetRadioTxWatt(), 0.0);
}

TEST_P(LinkRadioTest, ALongTcpUploadCostsTheModelsEnergyPerByteAndItsOverhead)
{
    NetRig rig(1, Access("5850kbps", "4g"));
    const NodeId server = rig.AddServerInGateway();
    rig.Start(MakeFactory("edgeward::TcpTransport"));
    rig.SendAt(ns3::Seconds(1), 0, server, 1000000);
    rig.RunUntil(ns3::Seconds(20));
    ASSERT_EQ(rig.arrivals.size(), 1u);
    // 5.27 J a megabyte; headers add 4 to 5 %, acknowledgements some more.
    EXPECT_GT(Joule(rig, 0), 5.268);
    EXPECT_LT(Joule(rig, 0), 5.268 * 1.10);
}

INSTANTIATE_TEST_SUITE_P(Links,
                         LinkRadioTest,
                         ::testing::Values("edgeward::PointToPointAccess", "edgeward::CsmaAccess"));

} // namespace
} // namespace edgeward
