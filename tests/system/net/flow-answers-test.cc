/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-contention.h"
#include "net/wifi-airtime.h"
#include "support/simulator-test.h"
#include "system/net/net-rig.h"

#include "ns3/nstime.h"

#include <cmath>

namespace edgeward
{
namespace
{

using ns3::MilliSeconds;
using ns3::Seconds;

/** What the access point sends while stations send for a long time. */
class FlowAnswersTest : public SimulatorTest
{
  protected:
    static constexpr int ANSWERS = 400;

    /** Mean time of answers to stations while others send (s).
     * @param together how many get one at a time; the first is not among those that send */
    static double
    MeanAnswer(std::uint32_t senders, const char* transport, std::uint32_t together = 1)
    {
        double sum = 0.0;
        int count = 0;
        {
            NetRig rig(senders + 1, MakeFactory("edgeward::WifiAccess"), 5.0, true);
            const NodeId server = rig.AddServerInGateway();
            rig.Start(MakeFactory(transport));
            for (NodeId device = 0; device < together; ++device)
            {
                rig.SendAt(Seconds(1), server, device, 100); // opens the connection
            }
            for (NodeId device = 1; device <= senders; ++device)
            {
                rig.SendAt(Seconds(2), device, server, 2000000000);
            }
            for (int i = 0; i < ANSWERS; ++i)
            {
                for (NodeId device = 0; device < together; ++device)
                {
                    rig.SendAt(Seconds(3) + MilliSeconds(500 * i), server, device, 100);
                }
            }
            rig.RunUntil(Seconds(4) + MilliSeconds(500 * ANSWERS));
            for (const Arrival& arrival : rig.arrivals)
            {
                if (arrival.timeNs > 3000000000)
                {
                    sum += 1e-9 * (arrival.timeNs % 500000000);
                    ++count;
                }
            }
        }
        ns3::Simulator::Destroy();
        EXPECT_EQ(count, ANSWERS * static_cast<int>(together));
        return sum / count;
    }

    /** What one answer should take (s). @param served stations that the access point has
     * something for */
    static double
    Expected(std::uint32_t senders, std::uint32_t served)
    {
        // 802.11n at 65 Mbit/s: a frame, its acknowledgement, TCP's, and contention of one more.
        const WifiSettings settings{"802.11n", "5GHz", 20, 1, 65535};
        const double mpdu = 1448 + 52 + 42;
        const WifiFrameTimes times = WifiFrameTimesOf(settings, 65e6, 1542);
        const double data = times.preambleSeconds + 8 * times.mpdus * mpdu / 65e6;
        const double acks = times.preambleSeconds + 8 * (times.mpdus / 2.0) * (52 + 42) / 65e6;
        const Contention contention = ContentionOf(senders + 1);
        const double alone = data + times.gapSeconds;
        const double together =
            (alone + (contention.idleSlots - 7.5) * 9e-6 + contention.collisions * alone) / alone;
        const double frame = together * (alone + acks + times.gapSeconds);
        // The rest of a frame, then for each turn of the access point, of which half the others
        // have one before, as many frames of others as there are senders, on average.
        return frame * (0.5 + senders * (served + 1) / 2.0);
    }
};

TEST_F(FlowAnswersTest, AnAnswerWaitsForTheAcknowledgementsOfHalfTheSenders)
{
    for (const std::uint32_t senders : {1, 2, 4})
    {
        // Times are spread less than an exponential law's.
        const double expected = Expected(senders, senders);
        EXPECT_NEAR(MeanAnswer(senders, "edgeward::TcpTransport"),
                    expected,
                    4 * expected / std::sqrt(ANSWERS) + 0.02 * expected)
            << senders;
    }
}

TEST_F(FlowAnswersTest, AnswersGoWithAcknowledgementsAndNotOneAfterTheOther)
{
    // The station of the first does not send, so the access point has something for one more.
    const double expected = (Expected(4, 4) + 4 * Expected(4, 5)) / 5;
    EXPECT_NEAR(MeanAnswer(4, "edgeward::TcpTransport", 5),
                expected,
                4 * expected / std::sqrt(ANSWERS) + 0.02 * expected);
}

TEST_F(FlowAnswersTest, DatagramsHaveNoAcknowledgementsToWaitFor)
{
    EXPECT_LT(MeanAnswer(4, "edgeward::UdpTransport"),
              0.5 * MeanAnswer(4, "edgeward::TcpTransport"));
}

} // namespace
} // namespace edgeward
