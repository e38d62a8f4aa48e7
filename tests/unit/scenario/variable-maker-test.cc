/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/variable-maker.h"

#include "support/simulator-test.h"

#include "ns3/config.h"
#include "ns3/double.h"

#include <gtest/gtest.h>

#include <sstream>
#include <vector>

using namespace edgeward;
using ns3::Ptr;
using ns3::RandomVariableStream;

using VariableMakerTest = SimulatorTest;

namespace
{

std::vector<double>
Draw(const Ptr<RandomVariableStream>& variable)
{
    std::vector<double> values;
    for (int i = 0; i < 3; ++i) // odd: a normal variable then has the second of a pair left
    {
        values.push_back(variable->GetValue());
    }
    return values;
}

} // namespace

TEST_F(VariableMakerTest, DrawsTheSameInEveryRun)
{
    for (const char* text : {"ns3::ExponentialRandomVariable[Mean=2.0]",
                             "ns3::UniformRandomVariable[Min=1|Max=9|Antithetic=true]",
                             "ns3::NormalRandomVariable[Mean=2|Variance=1]",
                             "ns3::ConstantRandomVariable[Constant=4]"})
    {
        VariableMaker maker(text);
        maker.BeginRun();
        const std::vector<double> first = Draw(maker.Make(5));
        const std::vector<double> second = Draw(maker.Make(6));
        maker.BeginRun();
        EXPECT_EQ(Draw(maker.Make(5)), first) << text;
        EXPECT_EQ(Draw(maker.Make(6)), second) << text;
        // and as ns-3's own
        ns3::ObjectFactory factory;
        std::istringstream(text) >> factory;
        const auto own = factory.Create<RandomVariableStream>();
        own->SetStream(6);
        EXPECT_EQ(Draw(own), second) << text;
    }
}

TEST_F(VariableMakerTest, UsesAgainWhatARunHasLeft)
{
    VariableMaker maker("ns3::ExponentialRandomVariable[Mean=2.0]");
    maker.BeginRun();
    const RandomVariableStream* first = ns3::PeekPointer(maker.Make(5));
    const Ptr<RandomVariableStream> held = maker.Make(6);
    EXPECT_NE(ns3::PeekPointer(held), first); // one run has each only once
    maker.BeginRun();
    EXPECT_EQ(ns3::PeekPointer(maker.Make(7)), first);
    EXPECT_NE(maker.Make(8), held);
}

TEST_F(VariableMakerTest, LeavesWhatHasBeenChanged)
{
    for (const char* attribute : {"Mean", "Bound"})
    {
        VariableMaker maker("ns3::ExponentialRandomVariable[Mean=2.0]");
        maker.BeginRun();
        const std::vector<double> before = Draw(maker.Make(5));
        maker.BeginRun();
        maker.Make(5)->SetAttribute(attribute, ns3::DoubleValue(0.5));
        maker.BeginRun();
        EXPECT_EQ(Draw(maker.Make(5)), before) << attribute;
    }
    VariableMaker maker("ns3::UniformRandomVariable");
    maker.BeginRun();
    const std::vector<double> before = Draw(maker.Make(5));
    for (const char* attribute : {"Min", "Max"})
    {
        maker.BeginRun();
        maker.Make(5)->SetAttribute(attribute, ns3::DoubleValue(0.5));
        maker.BeginRun();
        EXPECT_EQ(Draw(maker.Make(5)), before) << attribute;
    }
    maker.BeginRun();
    maker.Make(5)->SetAntithetic(true);
    maker.BeginRun();
    EXPECT_EQ(Draw(maker.Make(5)), before);
}

TEST_F(VariableMakerTest, TakesTheDefaultsOfEachRun)
{
    VariableMaker maker("ns3::UniformRandomVariable[Min=2]");
    ns3::Config::SetDefault("ns3::UniformRandomVariable::Max", ns3::DoubleValue(2.5));
    maker.BeginRun();
    EXPECT_LT(maker.Make(5)->GetValue(), 2.5);
    ns3::Config::SetDefault("ns3::UniformRandomVariable::Max", ns3::DoubleValue(4002.0));
    maker.BeginRun();
    EXPECT_GT(maker.Make(5)->GetValue(), 2.5); // less in one of 8000
}
