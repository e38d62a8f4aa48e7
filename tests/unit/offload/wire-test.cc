/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "offload/wire.h"

#include "base/random-stream.h"

#include <gtest/gtest.h>

using namespace edgeward;

namespace
{

/** A message with every field set to something that is not its default. */
StageInput
FullInput()
{
    StageInput input;
    input.request = {7, 3, 1, 123456789, 200000000, 0.85, 20000, 100, 42};
    Stage stage;
    stage.node = 5;
    stage.variant = 2;
    stage.layers = {3, 9};
    stage.slice = {0.25, 0.75};
    stage.exit = {ExitRule::Kind::ENTROPY, 0.4};
    stage.dvfsLevel = 1;
    Plan plan = Plan::Chain({stage, stage, stage}, {1000, 2000});
    plan.edges[1].codec = {3.5, 0.001, 0.002};
    plan.action = 11;
    input.plan = std::make_shared<const Plan>(plan);
    input.stage = 2;
    input.feeder = 1;
    input.sentNs = 99;
    return input;
}

/** One message of each kind. */
std::vector<WireMessage>
AllKinds()
{
    StageResult result;
    result.request = 9;
    result.stage = 1;
    result.isExit = true;
    result.accuracy = 0.889;
    result.inputBytes = 20000;
    result.inputSentNs = 5;
    result.inputArrivedNs = 6;
    result.sentNs = 7;
    result.state = {0.25, 0.5, 8};
    DecisionQuery query;
    query.context.request = FullInput().request;
    query.context.nodes = {NodeState{}, NodeState{6, false, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6}};
    query.context.batteryFraction = 0.7;
    query.context.linkRateBps = 65e6;
    query.context.ownPending = 2;
    query.context.secondsSinceLast = 0.9;
    DecisionReply reply{3, *FullInput().plan, 1234, {0.1, 0.2, 3}};
    return {FullInput(), result, StateReport{{0.1, 0.9, 77}}, query, reply};
}

} // namespace

TEST(Wire, EveryKindComesBackAsItWasSent)
{
    for (const WireMessage& message : AllKinds())
    {
        const std::vector<std::uint8_t> bytes = EncodeWire(message);
        const std::optional<WireMessage> back = DecodeWire(bytes);
        ASSERT_TRUE(back.has_value()) << "kind " << message.index();
        EXPECT_EQ(back->index(), message.index());
        // Encoding is injective on fields: equal bytes mean equal fields.
        EXPECT_EQ(EncodeWire(*back), bytes);
    }
}

TEST(Wire, ContentIsAsLongAsItsBytes)
{
    for (const WireMessage& message : AllKinds())
    {
        const std::vector<std::uint8_t> bytes = EncodeWire(message);
        EXPECT_EQ(CountWireBytes(message), bytes.size()) << "kind " << message.index();
        const Message sent{{}, 1000, ns3::Create<WireContent>(message)};
        EXPECT_EQ(sent.TotalBytes(), bytes.size() + 1000);
        EXPECT_EQ(sent.InBytes().header, bytes);
        EXPECT_EQ(sent.InBytes().TotalBytes(), sent.TotalBytes());
    }
}

TEST(Wire, FieldsKeepTheirValues)
{
    const auto back = std::get<StageInput>(*DecodeWire(EncodeWire(FullInput())));
    EXPECT_EQ(back.request.deadlineNs, 200000000);
    EXPECT_DOUBLE_EQ(back.request.accuracyFloor, 0.85);
    EXPECT_EQ(back.plan->stages[2].layers.last, 9);
    EXPECT_DOUBLE_EQ(back.plan->stages[1].slice.end, 0.75);
    EXPECT_EQ(back.plan->stages[0].exit.kind, ExitRule::Kind::ENTROPY);
    EXPECT_DOUBLE_EQ(back.plan->edges[1].codec.ratio, 3.5);
    EXPECT_EQ(back.feeder, 1);
}

TEST(Wire, ATruncatedMessageIsRefused)
{
    for (const WireMessage& message : AllKinds())
    {
        const std::vector<std::uint8_t> whole = EncodeWire(message);
        for (std::size_t length = 0; length < whole.size(); ++length)
        {
            const std::vector<std::uint8_t> part(whole.begin(), whole.begin() + length);
            EXPECT_FALSE(DecodeWire(part).has_value()) << length << " of " << whole.size();
        }
    }
}

TEST(Wire, TrailingBytesAreRefused)
{
    for (const WireMessage& message : AllKinds())
    {
        std::vector<std::uint8_t> bytes = EncodeWire(message);
        bytes.push_back(0);
        EXPECT_FALSE(DecodeWire(bytes).has_value());
    }
}

TEST(Wire, AnotherVersionIsRefused)
{
    std::vector<std::uint8_t> bytes = EncodeWire(FullInput());
    ++bytes[0];
    EXPECT_FALSE(DecodeWire(bytes).has_value());
}

TEST(Wire, AnUnsoundPlanIsRefused)
{
    StageInput input = FullInput();
    Plan plan = *input.plan;
    plan.edges[0].to = 0;
    input.plan = std::make_shared<const Plan>(plan);
    EXPECT_FALSE(DecodeWire(EncodeWire(input)).has_value());
    input = FullInput();
    input.stage = 3;
    EXPECT_FALSE(DecodeWire(EncodeWire(input)).has_value());
}

TEST(Wire, DamagedBytesNeverBreakTheReader)
{
    RandomStream draw(1);
    std::size_t accepted = 0;
    for (int round = 0; round < 20000; ++round)
    {
        const std::vector<WireMessage> kinds = AllKinds();
        std::vector<std::uint8_t> bytes = EncodeWire(kinds[draw.Index(kinds.size())]);
        for (std::uint64_t flips = 1 + draw.Index(4); flips > 0; --flips)
        {
            bytes[draw.Index(bytes.size())] = static_cast<std::uint8_t>(draw.Next());
        }
        const std::optional<WireMessage> message = DecodeWire(bytes);
        if (!message)
        {
            continue;
        }
        ++accepted;
        if (const auto* input = std::get_if<StageInput>(&*message))
        {
            EXPECT_EQ(input->plan->Problem(NO_NODE, NO_VARIANT), "");
            EXPECT_LT(input->stage, input->plan->stages.size());
        }
    }
    // Most damage hits numbers that may have any value; the rest must be refused.
    EXPECT_GT(accepted, 0U);
    EXPECT_LT(accepted, 20000U);
}
