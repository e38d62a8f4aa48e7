/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeward
{
namespace
{

using testing::ElementsAre;

TEST(Places, AreTheNodesThemselvesWhileThereAreColoursForThem)
{
    const Places places = MakePlaces(
        {1, 2, 9}, {"camera", "edge", "cloud"}, {{1, NodeRole::EDGE}, {2, NodeRole::CLOUD}});
    EXPECT_THAT(places.names, ElementsAre("device", "edge", "cloud", "node 9"));
    EXPECT_EQ(places.places.at(NO_NODE), 0U);
    EXPECT_EQ(places.places.at(2), 2U);
    EXPECT_EQ(places.places.at(9), 3U);
}

TEST(Places, AreRolesWhereThereAreMoreNodesThanColours)
{
    std::set<NodeId> nodes;
    std::map<NodeId, NodeRole> roles;
    for (NodeId node = 0; node < 23; ++node)
    {
        nodes.insert(node);
        roles[node] = node < 1 ? NodeRole::DEVICE : (node < 21 ? NodeRole::EDGE : NodeRole::CLOUD);
    }
    nodes.insert(40); // nothing is known of it
    const Places places = MakePlaces(nodes, {}, roles);
    EXPECT_THAT(places.names,
                ElementsAre("device", "other device (1)", "edge (20)", "cloud (2)", "node 40"));
    EXPECT_EQ(places.places.at(NO_NODE), 0U);
    EXPECT_EQ(places.places.at(0), 1U);
    EXPECT_EQ(places.places.at(7), 2U);
    EXPECT_EQ(places.places.at(22), 3U);
    EXPECT_EQ(places.places.at(40), 4U);
}

TEST(Places, KeepTheirOwnColourUpToTheLastOne)
{
    const std::map<NodeId, NodeRole> roles{{1, NodeRole::EDGE},
                                           {2, NodeRole::EDGE},
                                           {3, NodeRole::EDGE},
                                           {4, NodeRole::EDGE},
                                           {5, NodeRole::EDGE},
                                           {6, NodeRole::EDGE}};
    EXPECT_EQ(MakePlaces({1, 2, 3, 4, 5}, {}, roles).names.size(), 6U);
    EXPECT_THAT(MakePlaces({1, 2, 3, 4, 5, 6}, {}, roles).names, ElementsAre("device", "edge (6)"));
}

} // namespace
} // namespace edgeward
