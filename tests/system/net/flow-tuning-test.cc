/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "support/simulator-test.h"
#include "system/net/net-rig.h"

#include "ns3/nstime.h"

namespace edgeward
{
namespace
{

using ns3::Seconds;

class FlowTuningTest : public SimulatorTest
{
  protected:
    /** Time of the last of @p senders messages of 140 kB in datagrams, sent at once. */
    static double
    SecondsOf(const ns3::ObjectFactory& access, const FlowTuning& tuning, std::uint32_t senders)
    {
        double seconds = 0.0;
        {
            NetRig rig(senders, access, 5.0, true);
            ns3::DynamicCast<FlowAccess>(rig.topology->GetAccess())->Tune(tuning);
            const NodeId server = rig.AddServerInGateway();
            rig.Start(MakeFactory("edgeward::UdpTransport"));
            for (NodeId device = 0; device < senders; ++device)
            {
                rig.SendAt(Seconds(1), device, server, 140000 - 10);
            }
            rig.RunUntil(Seconds(10));
            EXPECT_EQ(rig.arrivals.size(), senders);
            seconds = rig.arrivals.empty() ? 0.0 : 1e-9 * rig.arrivals.back().timeNs - 1.0;
        }
        ns3::Simulator::Destroy();
        return seconds;
    }

    static constexpr double NANOSECONDS = 3e-9; ///< ends are rounded to one each

    ns3::ObjectFactory m_link =
        MakeFactory("edgeward::PointToPointAccess", {{"Rate", "100Mbps"}, {"Delay", "0us"}});
    ns3::ObjectFactory m_segment =
        MakeFactory("edgeward::CsmaAccess", {{"Rate", "100Mbps"}, {"Delay", "0us"}});
};

TEST_F(FlowTuningTest, GoodputDividesTheTimeOfTheAccessNetwork)
{
    const double alone = SecondsOf(m_link, {}, 1);
    EXPECT_NEAR(SecondsOf(m_link, {0.5, 0.0, 0.0}, 1), 2 * alone, NANOSECONDS);
    EXPECT_NEAR(SecondsOf(m_link, {2.0, 0.0, 0.0}, 1), alone / 2, NANOSECONDS);
}

TEST_F(FlowTuningTest, LatencyIsAddedToAMessage)
{
    const double alone = SecondsOf(m_link, {}, 1);
    EXPECT_NEAR(SecondsOf(m_link, {1.0, 0.0, 0.007}, 1), alone + 0.007, NANOSECONDS);
}

TEST_F(FlowTuningTest, ContentionIsForCellsAlone)
{
    const FlowTuning tuning{1.0, 0.6, 0.0};
    EXPECT_EQ(SecondsOf(m_segment, tuning, 2), SecondsOf(m_segment, {}, 2));
    EXPECT_EQ(SecondsOf(m_link, tuning, 2), SecondsOf(m_link, {}, 2));
}

TEST_F(FlowTuningTest, ContentionMakesACellSlowerForMoreThanOne)
{
    const ns3::ObjectFactory cell = MakeFactory("edgeward::WifiAccess");
    const FlowTuning tuning{1.0, 0.6, 0.0};
    EXPECT_EQ(SecondsOf(cell, tuning, 1), SecondsOf(cell, {}, 1));
    // The model's own loss with two is below the 0.3 that come on top.
    const double ratio = SecondsOf(cell, tuning, 2) / SecondsOf(cell, {}, 2);
    EXPECT_GT(ratio, 1.2);
    EXPECT_LT(ratio, 1.35);
}

} // namespace
} // namespace edgeward
