/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-sharing.h"

#include "base/random-stream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

namespace edgeward
{
namespace
{

using Uses = std::vector<FlowSharing::Use>;

TEST(FlowSharing, OneFlowHasTheWholeOfItsNarrowestResource)
{
    FlowSharing sharing;
    const auto wide = sharing.AddResource(100.0);
    const auto narrow = sharing.AddResource(10.0);
    const auto flow = sharing.Start(Uses{{wide, 1.0}, {narrow, 1.0}}, 1.0);
    EXPECT_EQ(sharing.Update().size(), 1U);
    EXPECT_DOUBLE_EQ(sharing.GetRate(flow), 10.0);
    EXPECT_TRUE(sharing.Update().empty());
}

TEST(FlowSharing, EqualFlowsShareEqually)
{
    FlowSharing sharing;
    const auto link = sharing.AddResource(12.0);
    std::vector<FlowSharing::FlowId> flows;
    for (int n = 1; n <= 6; ++n)
    {
        flows.push_back(sharing.Start(Uses{{link, 1.0}}, 1.0));
        sharing.Update();
        for (const auto flow : flows)
        {
            EXPECT_DOUBLE_EQ(sharing.GetRate(flow), 12.0 / n);
        }
    }
}

TEST(FlowSharing, TwoBottlenecksGiveTheTextbooksRates)
{
    // Bertsekas & Gallager, section 6.5.2, Figure 6.18's kind: a long flow over both links and a
    // short one on each; the narrower link settles the long flow, the other takes the rest.
    FlowSharing sharing;
    const auto a = sharing.AddResource(10.0);
    const auto b = sharing.AddResource(4.0);
    const auto both = sharing.Start(Uses{{a, 1.0}, {b, 1.0}}, 1.0);
    const auto onlyA = sharing.Start(Uses{{a, 1.0}}, 1.0);
    const auto onlyB = sharing.Start(Uses{{b, 1.0}}, 1.0);
    sharing.Update();
    EXPECT_DOUBLE_EQ(sharing.GetRate(both), 2.0);
    EXPECT_DOUBLE_EQ(sharing.GetRate(onlyB), 2.0);
    EXPECT_DOUBLE_EQ(sharing.GetRate(onlyA), 8.0);
}

TEST(FlowSharing, RatesGoByWeight)
{
    FlowSharing sharing;
    const auto link = sharing.AddResource(9.0);
    const auto light = sharing.Start(Uses{{link, 1.0}}, 1.0);
    const auto heavy = sharing.Start(Uses{{link, 1.0}}, 2.0);
    sharing.Update();
    EXPECT_DOUBLE_EQ(sharing.GetRate(light), 3.0);
    EXPECT_DOUBLE_EQ(sharing.GetRate(heavy), 6.0);
}

TEST(FlowSharing, AUnitMayTakeMoreOfAResource)
{
    // Two stations of one cell, the second ten times as slow, the same rate for both: the air is
    // used up, x * (1 + 10) = 1.
    FlowSharing sharing;
    const auto air = sharing.AddResource(1.0);
    const auto fast = sharing.Start(Uses{{air, 1.0}}, 1.0);
    const auto slow = sharing.Start(Uses{{air, 10.0}}, 1.0);
    sharing.Update();
    EXPECT_DOUBLE_EQ(sharing.GetRate(fast), 1.0 / 11.0);
    EXPECT_DOUBLE_EQ(sharing.GetRate(slow), 1.0 / 11.0);
}

TEST(FlowSharing, AGroupHasOneWeight)
{
    FlowSharing sharing;
    const auto link = sharing.AddResource(12.0);
    const auto group = sharing.AddGroup();
    const auto alone = sharing.Start(Uses{{link, 1.0}}, 1.0);
    const auto first = sharing.Start(Uses{{link, 1.0}}, 1.0, group);
    const auto second = sharing.Start(Uses{{link, 1.0}}, 1.0, group);
    sharing.Update();
    EXPECT_DOUBLE_EQ(sharing.GetRate(alone), 6.0);
    EXPECT_DOUBLE_EQ(sharing.GetRate(first), 3.0);
    sharing.End(second);
    sharing.Update();
    EXPECT_DOUBLE_EQ(sharing.GetRate(first), 6.0);
}

TEST(FlowSharing, NoCapacityStopsAFlowAndMoreLetsItGoOn)
{
    FlowSharing sharing;
    const auto link = sharing.AddResource(0.0);
    const auto flow = sharing.Start(Uses{{link, 1.0}}, 1.0);
    sharing.Update();
    EXPECT_EQ(sharing.GetRate(flow), 0.0);
    sharing.SetCapacity(link, 5.0);
    sharing.Update();
    EXPECT_DOUBLE_EQ(sharing.GetRate(flow), 5.0);
}

TEST(FlowSharing, WhatMakesNoSenseIsRefused)
{
    FlowSharing sharing;
    const auto link = sharing.AddResource(1.0);
    EXPECT_THROW(sharing.AddResource(-1.0), std::logic_error);
    EXPECT_THROW(sharing.AddResource(std::nan("")), std::logic_error);
    EXPECT_THROW(sharing.Start(Uses{}, 1.0), std::logic_error);
    EXPECT_THROW(sharing.Start(Uses{{link, 0.0}}, 1.0), std::logic_error);
    EXPECT_THROW(sharing.Start(Uses{{link + 7, 1.0}}, 1.0), std::logic_error);
    EXPECT_THROW(sharing.Start(Uses{{link, 1.0}}, 0.0), std::logic_error);
}

TEST(FlowSharing, AChangeTouchesOnlyWhatIsConnected)
{
    FlowSharing sharing;
    const auto here = sharing.AddResource(10.0);
    const auto there = sharing.AddResource(10.0);
    sharing.Start(Uses{{there, 1.0}}, 1.0);
    sharing.Update();
    const auto flow = sharing.Start(Uses{{here, 1.0}}, 1.0);
    EXPECT_EQ(sharing.Update(), std::vector<FlowSharing::FlowId>{flow});
}

/** A set of flows on resources, which changes at random. */
class RandomNetwork
{
  public:
    static constexpr std::uint32_t RESOURCES = 12;

    /** @param growth chance that a change is a new flow */
    RandomNetwork(std::uint64_t seed, double growth)
        : m_random(seed)
        , m_growth(growth)
    {
        for (std::uint32_t i = 0; i < RESOURCES; ++i)
        {
            m_capacities.push_back(m_random.Uniform(0.5, 20.0));
            sharing.AddResource(m_capacities.back());
            sharing.AddGroup(); // of the same number as the resource
        }
    }

    void
    Change()
    {
        const double dice = m_random.Uniform();
        if (dice < m_growth || m_flows.empty())
        {
            Start();
        }
        else if (dice < 0.9)
        {
            const auto flow = std::next(m_flows.begin(), m_random.Index(m_flows.size()));
            sharing.End(flow->first);
            m_flows.erase(flow);
        }
        else
        {
            const auto resource = static_cast<std::uint32_t>(m_random.Index(RESOURCES));
            m_capacities[resource] = m_random.Uniform(0.5, 20.0);
            sharing.SetCapacity(resource, m_capacities[resource]);
        }
    }

    /** The same flows on resources that have seen no other. @return rates by flow */
    std::map<FlowSharing::FlowId, double>
    Fresh() const
    {
        FlowSharing fresh;
        for (const double capacity : m_capacities)
        {
            fresh.AddResource(capacity);
            fresh.AddGroup();
        }
        std::map<FlowSharing::FlowId, FlowSharing::FlowId> ids;
        for (const auto& [id, flow] : m_flows)
        {
            ids[id] = fresh.Start(flow.uses, flow.weight, flow.group);
        }
        fresh.Update();
        std::map<FlowSharing::FlowId, double> rates;
        for (const auto& [id, other] : ids)
        {
            rates[id] = fresh.GetRate(other);
        }
        return rates;
    }

    /** Every flow crosses a resource that is used up and on which nobody has a higher rate by
     * weight: the definition of max-min fairness (Bertsekas & Gallager, section 6.5.2). */
    bool
    IsMaxMinFair() const
    {
        std::vector<double> used(RESOURCES, 0.0);
        std::vector<double> highest(RESOURCES, 0.0);
        for (const auto& [id, flow] : m_flows)
        {
            for (const auto& use : flow.uses)
            {
                used[use.resource] += use.perUnit * sharing.GetRate(id);
                highest[use.resource] = std::max(highest[use.resource], Level(id, flow));
            }
        }
        const auto isBottleneck = [&](const FlowSharing::Use& use, double level) {
            return used[use.resource] > m_capacities[use.resource] * (1 - 1e-9) &&
                   level > highest[use.resource] * (1 - 1e-9);
        };
        for (std::uint32_t i = 0; i < RESOURCES; ++i)
        {
            if (used[i] > m_capacities[i] * (1 + 1e-9))
            {
                return false;
            }
        }
        return std::all_of(m_flows.begin(), m_flows.end(), [&](const auto& entry) {
            const auto& [id, flow] = entry;
            const double level = Level(id, flow);
            return std::any_of(flow.uses.begin(), flow.uses.end(), [&](const auto& use) {
                return isBottleneck(use, level);
            });
        });
    }

    FlowSharing sharing;

  private:
    struct Flow
    {
        Uses uses;
        double weight;
        FlowSharing::GroupId group;
    };

    /** Rate by the weight that counts. */
    double
    Level(FlowSharing::FlowId id, const Flow& flow) const
    {
        const auto isMate = [&flow](const auto& other) { return other.second.group == flow.group; };
        const bool isGrouped = flow.group != FlowSharing::NO_GROUP;
        const auto mates = isGrouped ? std::count_if(m_flows.begin(), m_flows.end(), isMate) : 1;
        return sharing.GetRate(id) / flow.weight * static_cast<double>(mates);
    }

    void
    Start()
    {
        const auto first = static_cast<std::uint32_t>(m_random.Index(RESOURCES));
        const bool isGrouped = m_random.Uniform() < 0.3;
        Flow flow{{}, m_random.Uniform(0.1, 3.0), isGrouped ? first : FlowSharing::NO_GROUP};
        const auto length = 1 + m_random.Index(3);
        for (std::uint64_t i = 0; i < length; ++i)
        {
            flow.uses.push_back({static_cast<std::uint32_t>((first + 5 * i) % RESOURCES),
                                 m_random.Uniform(0.2, 2.0)});
        }
        m_flows[sharing.Start(flow.uses, flow.weight, flow.group)] = flow;
    }

    RandomStream m_random;
    double m_growth;
    std::vector<double> m_capacities;
    std::map<FlowSharing::FlowId, Flow> m_flows;
};

/** Change a network many times, and compare with one that has seen no change. */
void
CompareWithFresh(std::uint64_t seed, double growth)
{
    RandomNetwork network(seed, growth);
    for (int step = 0; step < 200; ++step)
    {
        // Some changes come one by one, some together.
        for (int changes = 0; changes <= step % 3; ++changes)
        {
            network.Change();
        }
        network.sharing.Update();
        for (const auto& [flow, rate] : network.Fresh())
        {
            // Sums in another order: rounding only.
            ASSERT_NEAR(network.sharing.GetRate(flow), rate, 1e-9 * rate)
                << "seed " << seed << ", step " << step;
        }
        ASSERT_TRUE(network.IsMaxMinFair()) << "seed " << seed << ", step " << step;
    }
}

TEST(FlowSharing, ComputingOnlyWhatChangedEqualsComputingAll)
{
    for (std::uint64_t seed = 1; seed <= 20; ++seed)
    {
        CompareWithFresh(seed, 0.5); // ever more flows
    }
}

TEST(FlowSharing, ComputingOnlyWhatChangedEqualsComputingAllWithRoom)
{
    for (std::uint64_t seed = 1; seed <= 20; ++seed)
    {
        CompareWithFresh(seed, 0.3); // few at a time, many of them alone
    }
}

TEST(FlowSharing, AFlowWithRoomInvolvesNobody)
{
    FlowSharing sharing;
    const auto backbone = sharing.AddResource(100.0);
    const auto first = sharing.AddResource(10.0);
    const auto second = sharing.AddResource(10.0);
    const auto wide = sharing.AddResource(90.0);
    sharing.Update();
    sharing.Start(Uses{{first, 1.0}, {backbone, 1.0}}, 1.0);
    sharing.Update();
    EXPECT_TRUE(sharing.Involved().empty());
    const auto flow = sharing.Start(Uses{{second, 1.0}, {backbone, 1.0}}, 1.0);
    sharing.Update();
    EXPECT_TRUE(sharing.Involved().empty());
    EXPECT_EQ(sharing.GetRate(flow), 10.0);
    // Now the backbone is full: who shares it is looked at.
    const auto big = sharing.Start(Uses{{wide, 1.0}, {backbone, 1.0}}, 1.0);
    sharing.Update();
    EXPECT_EQ(sharing.Involved().size(), 3U);
    EXPECT_EQ(sharing.GetRate(big), 80.0);
}

} // namespace
} // namespace edgeward
