/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/registry.h"

#include "support/complaint.h"

#include <gtest/gtest.h>

namespace edgeward
{

namespace
{

/** A kind of class that exists for this test only. */
struct Animal
{
    static constexpr const char* KIND = "animal";

    virtual ~Animal() = default;
    double legs = 0.0;
};

const Registry<Animal>::Entry HORSE("horse",
                                    "Walks.",
                                    {{"legs", "4", "How many."}},
                                    [](const Spec& spec) {
                                        auto horse = std::make_unique<Animal>();
                                        horse->legs = spec.GetDouble("legs", 4.0, 0.0, 8.0);
                                        return horse;
                                    });
const Registry<Animal>::Entry COW("cow", "Stands.", {}, [](const Spec&) {
    return std::make_unique<Animal>();
});

/** What a user is told who asks for @p spec. */
std::string
Refusal(const std::string& spec)
{
    return Complaint([&spec] { Registry<Animal>::Create(Spec::Parse(spec)); });
}

} // namespace

EDGEWARD_DEFINE_REGISTRY(Animal)

TEST(Registry, NamesAreSortedWhateverTheOrderOfRegistration)
{
    EXPECT_EQ(Registry<Animal>::Names(), (std::vector<std::string>{"cow", "horse"}));
}

TEST(Registry, CreatesByNameWithParameters)
{
    EXPECT_EQ(Registry<Animal>::Create(Spec::Parse("horse"))->legs, 4.0);
    EXPECT_EQ(Registry<Animal>::Create(Spec::Parse("horse(legs=3)"))->legs, 3.0);
}

TEST(Registry, AnUnknownNameIsNamedWithKindAndNearest)
{
    EXPECT_EQ(Refusal("hors"), "unknown animal 'hors'; did you mean 'horse'? known: cow, horse");
}

TEST(Registry, AnUnknownParameterIsRefusedBeforeTheFactoryRuns)
{
    EXPECT_EQ(Refusal("cow(legs=4)"), "cow.legs: is no parameter of cow; known: none");
    EXPECT_NE(Refusal("horse(legs=9)"), "");
}

} // namespace edgeward
