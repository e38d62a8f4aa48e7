/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The backlog is kept up to date where it can be. It must be what dealing out the whole queue
 * gives, which is what a processor does that was never asked before.
 */
#include "base/random-stream.h"
#include "compute/processor.h"
#include "support/simulator-test.h"

#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace edgeward
{
namespace
{

using namespace ns3;

class Backlog : public SimulatorTest
{
  protected:
    using Attributes = std::vector<std::pair<std::string, std::string>>;

    static Ptr<Processor>
    Make(const Attributes& attributes)
    {
        const auto processor = CreateObject<Processor>();
        for (const auto& [name, value] : attributes)
        {
            processor->SetAttribute(name, StringValue(value));
        }
        return processor;
    }

    /** The same jobs at two processors; one is asked all the time, the other once. */
    static void
    Compare(const Attributes& attributes, double spread)
    {
        std::int64_t longestNs = 0;
        for (std::uint64_t seed = 1; seed <= 60; ++seed)
        {
            const auto asked = Make(attributes);
            const auto other = asked->CopyIdle();
            asked->AssignStreams(7);
            other->AssignStreams(7);
            RandomStream random(seed);
            Time at = MilliSeconds(1);
            for (RequestId request = 0; request < 80; ++request)
            {
                ComputeJob job;
                job.request = request;
                job.service = NanoSeconds(1000 + random.Index(4'000'000));
                job.spread.variation = spread;
                job.deadline = MilliSeconds(random.Index(200));
                job.batchKey = random.Index(2);
                at += NanoSeconds(random.Index(1'200'000));
                Simulator::Schedule(at, [asked, other, job] {
                    asked->GetBacklog();
                    asked->Submit(job, nullptr);
                    asked->GetBacklog();
                    other->Submit(job, nullptr);
                });
            }
            const Time when = MilliSeconds(10 + random.Index(70));
            Simulator::Schedule(when, [&] {
                const Time expected = other->GetBacklog();
                EXPECT_EQ(asked->GetBacklog(), expected) << "seed " << seed;
                longestNs = std::max(longestNs, expected.GetNanoSeconds());
            });
            Simulator::Run();
            Simulator::Destroy();
        }
        EXPECT_GT(longestNs, 10'000'000) << "jobs must wait, or nothing was tested";
    }
};

TEST_F(Backlog, OfAQueueInOrder)
{
    Compare({{"Workers", "3"}}, 0.0);
}

TEST_F(Backlog, OfJobsThatTakeLongerOrShorter)
{
    Compare({{"Workers", "3"}, {"Noise", "gamma"}}, 0.8);
}

TEST_F(Backlog, ByDeadline)
{
    Compare({{"Workers", "2"}, {"Discipline", "edf"}}, 0.0);
}

TEST_F(Backlog, OfBatches)
{
    Compare({{"Workers", "1"}, {"BatchLimit", "3"}, {"BatchCurve", "1:1,3:2"}}, 0.0);
    Compare({{"Workers", "1"}, {"BatchLimit", "3"}, {"BatchWait", "2ms"}}, 0.0);
}

TEST_F(Backlog, SurvivesAFailure)
{
    const auto processor = Make({{"Workers", "1"}});
    ComputeJob job;
    job.service = MilliSeconds(10);
    processor->Submit(job, nullptr);
    processor->Submit(job, nullptr);
    EXPECT_EQ(processor->GetBacklog(), MilliSeconds(20));
    processor->SetUp(false);
    processor->SetUp(true);
    EXPECT_EQ(processor->GetBacklog(), Time(0));
    processor->Submit(job, nullptr);
    EXPECT_EQ(processor->GetBacklog(), MilliSeconds(10));
    Simulator::Run();
}

TEST_F(Backlog, ACopyHasTheAttributesAndGeneratorsOfItsOwn)
{
    const Attributes attributes = {{"Workers", "3"},
                                   {"Discipline", "edf"},
                                   {"BatchLimit", "4"},
                                   {"BatchCurve", "1:1,4:3"},
                                   {"QueueLimit", "9"},
                                   {"Noise", "lognormal"},
                                   {"IdlePower", "2"},
                                   {"BusyPower", "5"},
                                   {"MemorySize", "1e9"},
                                   {"LoadRate", "1e8"}};
    const auto model = Make(attributes);
    ASSERT_TRUE(model->CanCopy());
    const auto copy = model->CopyIdle();
    for (std::size_t i = 0; i < Processor::GetTypeId().GetAttributeN(); ++i)
    {
        const auto attribute = Processor::GetTypeId().GetAttribute(i);
        if (attribute.name == "NoiseVariable")
        {
            continue; // an object
        }
        StringValue expected;
        StringValue actual;
        model->GetAttribute(attribute.name, expected);
        copy->GetAttribute(attribute.name, actual);
        EXPECT_EQ(actual.Get(), expected.Get()) << attribute.name;
    }
    PointerValue ofModel;
    PointerValue ofCopy;
    model->GetAttribute("NoiseVariable", ofModel);
    copy->GetAttribute("NoiseVariable", ofCopy);
    ASSERT_TRUE(ofCopy.GetObject());
    EXPECT_NE(ofModel.GetObject(), ofCopy.GetObject());
}

TEST_F(Backlog, WhatHasVariablesOfItsOwnIsNotCopied)
{
    const auto model = Make({{"BackgroundInterarrival", "ns3::ConstantRandomVariable[Constant=1]"},
                             {"BackgroundService", "ns3::ConstantRandomVariable[Constant=0.1]"}});
    EXPECT_FALSE(model->CanCopy());
}

} // namespace
} // namespace edgeward
