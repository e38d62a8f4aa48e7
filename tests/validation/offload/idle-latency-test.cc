/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "offload/wire.h"
#include "support/tiny-world.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace edgeward;

namespace
{

constexpr NodeId EDGE = 1;

// The tiny scenario's way from device to edge: an access link of 100 Mbit/s and 3 us, then 1 Gbit/s
// and 1 ms.
constexpr std::int64_t ACCESS_NS_PER_BYTE = 80;
constexpr std::int64_t ACCESS_DELAY_NS = 3000;
constexpr std::int64_t LINK_NS_PER_BYTE = 8;
constexpr std::int64_t LINK_DELAY_NS = 1'000'000;

// What each UDP fragment of up to 1400 bytes carries besides: fragment prefix 30, UDP 8, IPv4 20,
// PPP 2.
constexpr std::int64_t FRAGMENT = 1400;
constexpr std::int64_t FRAGMENT_OVERHEAD = 60;

std::vector<Override>
KnownLinks()
{
    return {{"access.Rate", "100Mbps"}, {"access.Delay", "3us"}};
}

/** Bytes on the wire of a message's fragments. */
std::int64_t
WireBytes(std::int64_t messageBytes)
{
    const std::int64_t fragments = (messageBytes + FRAGMENT - 1) / FRAGMENT;
    return messageBytes + fragments * FRAGMENT_OVERHEAD;
}

/** Upwards the slow link comes first: it serializes everything, the fast one only the last
 * fragment. */
std::int64_t
UploadNs(std::int64_t messageBytes)
{
    const std::int64_t rest = messageBytes % FRAGMENT;
    const std::int64_t last = (rest == 0 ? FRAGMENT : rest) + FRAGMENT_OVERHEAD;
    // A short last fragment catches up with the one before it, which still leaves on the fast link.
    const std::int64_t fullNs = (FRAGMENT + FRAGMENT_OVERHEAD) * LINK_NS_PER_BYTE;
    const std::int64_t waitNs = std::max<std::int64_t>(0, fullNs - last * ACCESS_NS_PER_BYTE);
    return WireBytes(messageBytes) * ACCESS_NS_PER_BYTE + ACCESS_DELAY_NS + waitNs +
           last * LINK_NS_PER_BYTE + LINK_DELAY_NS;
}

/** Downwards the result is one fragment, stored and forwarded once. */
std::int64_t
ReturnNs(std::int64_t messageBytes)
{
    return WireBytes(messageBytes) * (ACCESS_NS_PER_BYTE + LINK_NS_PER_BYTE) + ACCESS_DELAY_NS +
           LINK_DELAY_NS;
}

/** Header bytes of a whole-network request's input, and of its result. */
std::pair<std::int64_t, std::int64_t>
HeaderBytes()
{
    StageInput input;
    input.plan = std::make_shared<const Plan>(Plan::Whole(EDGE, 0));
    return {static_cast<std::int64_t>(EncodeWire(input).size()),
            static_cast<std::int64_t>(EncodeWire(StageResult{}).size())};
}

/** Latency of an idle network and server, added up by hand (ns). */
std::int64_t
IdleLatencyNs(const PolicyEnvironment& environment)
{
    const auto [inputHeader, resultHeader] = HeaderBytes();
    const std::int64_t serviceNs = std::llround(1e9 * environment.nodes[EDGE].serviceSeconds[0]);
    return UploadNs(20000 + inputHeader) + serviceNs + ReturnNs(100 + resultHeader);
}

} // namespace

TEST(IdleLatency, IsTheHandComputedSumExactlyOverWiresAndUdp)
{
    ScriptedPolicy policy([](const DecisionContext&) { return Plan::Whole(EDGE, 0); });
    const TinyRun run = RunTiny(policy, KnownLinks());
    ASSERT_EQ(run.records.size(), 2U);
    for (const RequestRecord& record : run.records)
    {
        EXPECT_EQ(record.outcome, Outcome::COMPLETED);
        EXPECT_EQ(record.LatencyNs(), IdleLatencyNs(policy.environment));
    }
}

TEST(IdleLatency, OverTcpStaysWithinItsHeadersAndRoundTrips)
{
    ScriptedPolicy policy([](const DecisionContext&) { return Plan::Whole(EDGE, 0); });
    std::vector<Override> overrides = KnownLinks();
    overrides.push_back({"transport.type", "tcp"});
    const TinyRun run = RunTiny(policy, overrides);
    ASSERT_EQ(run.records.size(), 2U);
    const std::int64_t udpNs = IdleLatencyNs(policy.environment);
    constexpr std::int64_t ROUND_TRIP_NS = 2 * (LINK_DELAY_NS + ACCESS_DELAY_NS);
    // First request: two handshakes (each way its own connection or one), and 20 kB from a window
    // of ten segments is one more round trip; each round trip also serializes a few packets (< 0.2
    // ms).
    EXPECT_GT(run.records[0].LatencyNs(), udpNs);
    EXPECT_LT(run.records[0].LatencyNs(), udpNs + 3 * (ROUND_TRIP_NS + 200'000));
    // Then the connection is there and its window is open: at most one round trip more than UDP.
    EXPECT_LT(std::abs(run.records[1].LatencyNs() - udpNs), ROUND_TRIP_NS + 200'000);
}

TEST(IdleLatency, OverWifiLiesBetweenAirtimeAndAirtimeWithContention)
{
    ScriptedPolicy policy([](const DecisionContext&) { return Plan::Whole(EDGE, 0); });
    const TinyRun run = RunTiny(policy, {{"access.type", "wifi"}, {"devices.0.position.rho", "2"}});
    ASSERT_EQ(run.records.size(), 2U);
    const double serviceSeconds = policy.environment.nodes[EDGE].serviceSeconds[0];
    const double rate = policy.contexts.back().linkRateBps;
    ASSERT_GT(rate, 6e6);
    for (const RequestRecord& record : run.records)
    {
        const double network = 1e-9 * static_cast<double>(record.LatencyNs()) - serviceSeconds -
                               2e-9 * static_cast<double>(LINK_DELAY_NS);
        // At least the payload at the link's rate; at most ten times that, and 10 ms: preambles,
        // backoffs of up to 1023 slots of 9 us, block acknowledgements and the set-up of the first
        // aggregate. docs/models/wifi-access.md
        EXPECT_GT(network, 8.0 * 20000 / 600e6);
        EXPECT_LT(network, 10.0 * 8.0 * 20000 / rate + 0.010);
    }
}
