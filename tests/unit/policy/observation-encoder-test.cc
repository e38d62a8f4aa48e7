/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/observation-encoder.h"

#include "policy-fixture.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <set>
#include <stdexcept>

using namespace edgeward;

namespace
{

class ObservationEncoderTest : public testing::Test
{
  protected:
    Observation
    Encode(const DecisionContext& one) const
    {
        Observation observation;
        encoder.Encode(one, observation);
        return observation;
    }

    /** The number of the field @p name at @p index. */
    float
    Value(const std::string& name, std::size_t index = 0) const
    {
        std::size_t at = 0;
        for (const ObservationField& field : encoder.Spec().Fields())
        {
            if (field.name == name)
            {
                return Encode(context).at(at + index);
            }
            at += field.count;
        }
        throw std::logic_error("no field " + name);
    }

    /** Names of the fields that @p change changes. */
    std::set<std::string>
    ChangedBy(const std::function<void(DecisionContext&)>& change) const
    {
        DecisionContext changed = context;
        change(changed);
        const Observation before = Encode(context);
        const Observation after = Encode(changed);
        std::set<std::string> names;
        std::size_t at = 0;
        for (const ObservationField& field : encoder.Spec().Fields())
        {
            for (std::size_t k = 0; k < field.count; ++k, ++at)
            {
                if (before[at] != after[at])
                {
                    names.insert(field.name);
                }
            }
        }
        return names;
    }

    PolicyEnvironment environment = MakeEnvironment(2, {NodeRole::EDGE, NodeRole::CLOUD});
    ObservationEncoder encoder{environment};
    DecisionContext context = MakeContext(environment, 1);
};

using Names = std::set<std::string>;

} // namespace

TEST_F(ObservationEncoderTest, ScalesAreEncodedAsAHalf)
{
    context.request.deadlineNs = 500000000;
    context.nodes[1].backlogSeconds = 0.1;
    EXPECT_FLOAT_EQ(Value("deadline"), 0.5F);
    EXPECT_FLOAT_EQ(Value("inputBytes"), 0.5F);
    EXPECT_FLOAT_EQ(Value("linkRate"), 0.5F);
    EXPECT_FLOAT_EQ(Value("backlog", 1), 0.5F);
    EXPECT_FLOAT_EQ(Value("fastestService", 0), 0.5F);
}

TEST_F(ObservationEncoderTest, SlackIsTheShareOfTheDeadlineThatIsLeft)
{
    // Edge: 20 + 10 + 5 = 35 of 300 ms with the fastest variant; at home 100 of 300 ms.
    EXPECT_FLOAT_EQ(Value("slack", 1), 265.0F / 300.0F);
    EXPECT_FLOAT_EQ(Value("slack", 0), 200.0F / 300.0F);
    context.request.accuracyFloor = 0.9; // 400 ms at home
    EXPECT_FLOAT_EQ(Value("slack", 0), -100.0F / 300.0F);
    context.request.deadlineNs = 0;
    EXPECT_FLOAT_EQ(Value("slack", 0), 1.0F);
    EXPECT_FLOAT_EQ(Value("deadline"), 1.0F);
}

TEST_F(ObservationEncoderTest, EveryQuantityReachesItsFieldsAndNoOther)
{
    EXPECT_EQ(ChangedBy([](DecisionContext& c) { c.request.deadlineNs *= 2; }),
              (Names{"deadline", "slack"}));
    EXPECT_EQ(
        ChangedBy([](DecisionContext& c) { c.request.accuracyFloor = 0.8; }),
        (Names{"accuracyFloor", "allowedVariants", "fastestService", "deviceEnergy", "slack"}));
    EXPECT_EQ(ChangedBy([](DecisionContext& c) { c.request.inputBytes *= 2; }),
              (Names{"inputBytes"}));
    EXPECT_EQ(ChangedBy([](DecisionContext& c) { c.batteryFraction = 0.5; }), (Names{"battery"}));
    EXPECT_EQ(ChangedBy([](DecisionContext& c) { c.linkRateBps *= 2; }), (Names{"linkRate"}));
    EXPECT_EQ(ChangedBy([](DecisionContext& c) { c.ownPending = 3; }), (Names{"ownPending"}));
    EXPECT_EQ(ChangedBy([](DecisionContext& c) { c.secondsSinceLast = 3; }),
              (Names{"secondsSinceLast"}));
    EXPECT_EQ(ChangedBy([](DecisionContext& c) { c.nodes[2].backlogSeconds = 0.1; }),
              (Names{"backlog", "slack"}));
    EXPECT_EQ(ChangedBy([](DecisionContext& c) { c.nodes[2].utilization = 0.1; }),
              (Names{"utilization"}));
    EXPECT_EQ(ChangedBy([](DecisionContext& c) { c.nodes[2].uploadSeconds = 0.1; }),
              (Names{"upload", "slack"}));
    EXPECT_EQ(ChangedBy([](DecisionContext& c) { c.nodes[2].returnSeconds = 0.1; }),
              (Names{"return", "slack"}));
    EXPECT_EQ(ChangedBy([](DecisionContext& c) { c.nodes[2].uploadJoule = 0.1; }),
              (Names{"deviceEnergy"}));
    EXPECT_EQ(ChangedBy([](DecisionContext& c) { c.nodes[2].ageSeconds = 2.0; }), (Names{"age"}));
    // Numbers that must not matter: which request it is and what time it is.
    EXPECT_EQ(ChangedBy([](DecisionContext& c) {
                  c.request.id = 9;
                  c.request.arrivalNs += 5;
                  c.nowNs += 5;
              }),
              Names{});
}

TEST_F(ObservationEncoderTest, AnUnreachableNodeIsAtItsWorstWhateverItsNumbers)
{
    context.nodes[1].isReachable = false;
    const Observation plain = Encode(context);
    EXPECT_EQ(Value("reachable", 1), 0.0F);
    EXPECT_EQ(Value("backlog", 1), 1.0F);
    EXPECT_EQ(Value("slack", 1), -1.0F);
    context.nodes[1].backlogSeconds = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(Encode(context), plain);
}

TEST_F(ObservationEncoderTest, AllNumbersStayInTheBoundsOfTheSpec)
{
    RandomStream random(4);
    for (RequestId request = 0; request < 2000; ++request)
    {
        DecisionContext one = RandomContext(environment, random, request);
        if (request % 10 == 0)
        {
            one.nodes[2].uploadSeconds = std::numeric_limits<double>::infinity();
            one.nodes[2].backlogSeconds = 1e300;
            one.linkRateBps = -1.0;
        }
        const Observation observation = Encode(one);
        std::size_t at = 0;
        for (const ObservationField& field : encoder.Spec().Fields())
        {
            for (std::size_t k = 0; k < field.count; ++k, ++at)
            {
                ASSERT_GE(observation[at], field.low) << field.name;
                ASSERT_LE(observation[at], field.high) << field.name;
            }
        }
        ASSERT_EQ(at, observation.size());
    }
}

TEST_F(ObservationEncoderTest, DevicesOfOneKindSeeTheSameThing)
{
    EXPECT_EQ(Encode(MakeContext(environment, 0)), Encode(MakeContext(environment, 1)));
}

TEST_F(ObservationEncoderTest, TheSpecGrowsWithTheServersAndNamesEverything)
{
    const ObservationSpec& spec = encoder.Spec();
    EXPECT_EQ(spec.Size(), 8U + 9U * 3U);
    std::set<std::string> names;
    for (const ObservationField& field : spec.Fields())
    {
        EXPECT_TRUE(names.insert(field.name).second) << field.name;
        EXPECT_FALSE(field.unit.empty() || field.transform.empty()) << field.name;
    }
    const ObservationEncoder other(MakeEnvironment(2, {NodeRole::EDGE}));
    EXPECT_NE(other.Spec().Hash(), spec.Hash());
    EXPECT_EQ(
        ObservationEncoder(MakeEnvironment(7, {NodeRole::CLOUD, NodeRole::EDGE})).Spec().Hash(),
        spec.Hash());
}
