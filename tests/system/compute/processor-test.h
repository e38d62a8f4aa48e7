/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_TESTS_SYSTEM_COMPUTE_PROCESSOR_TEST_H
#define EDGEWARD_TESTS_SYSTEM_COMPUTE_PROCESSOR_TEST_H

#include "compute/processor.h"
#include "support/simulator-test.h"

#include "ns3/double.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace edgeward
{

/** A processor under test, jobs submitted by a timetable, and what became of them in order of
 * ending. */
class ProcessorTest : public SimulatorTest
{
  protected:
    using Attributes = std::vector<std::pair<std::string, std::string>>;

    void
    TearDown() override
    {
        m_processor->Dispose();
        m_processor = nullptr;
        SimulatorTest::TearDown();
    }

    /** Make the processor; every attribute from text, as a scenario file does. */
    void
    Make(const Attributes& attributes)
    {
        m_processor = ns3::CreateObject<Processor>();
        for (const auto& [name, value] : attributes)
        {
            m_processor->SetAttribute(name, ns3::StringValue(value));
        }
        m_processor->AssignStreams(100);
    }

    static ComputeJob
    Job(RequestId request, ns3::Time service)
    {
        ComputeJob job;
        job.request = request;
        job.service = service;
        return job;
    }

    /** Submit now. @return whether it was accepted. */
    bool
    Submit(const ComputeJob& job)
    {
        const bool isAccepted = m_processor->Submit(job, [this](const ComputeResult& result) {
            m_results.push_back(result);
            ++m_calls[result.request];
        });
        m_accepted[job.request] = isAccepted;
        return isAccepted;
    }

    /** Submit at an absolute time. */
    void
    SubmitAt(ns3::Time at, const ComputeJob& job)
    {
        ns3::Simulator::Schedule(at - ns3::Simulator::Now(), [this, job] { Submit(job); });
    }

    /** The result of a request; fails the test if there is none. */
    ComputeResult
    Result(RequestId request) const
    {
        for (const auto& result : m_results)
        {
            if (result.request == request)
            {
                return result;
            }
        }
        ADD_FAILURE() << "no result of request " << request;
        return {};
    }

    std::int64_t
    StartedNs(RequestId request) const
    {
        return Result(request).started.GetNanoSeconds();
    }

    std::int64_t
    EndedNs(RequestId request) const
    {
        return Result(request).ended.GetNanoSeconds();
    }

    /** Requests in the order in which they ended. */
    std::vector<RequestId>
    Order() const
    {
        std::vector<RequestId> order;
        for (const auto& result : m_results)
        {
            order.push_back(result.request);
        }
        return order;
    }

    ns3::Ptr<Processor> m_processor;
    std::vector<ComputeResult> m_results;
    std::map<RequestId, int> m_calls;     ///< how often each request's callback was called
    std::map<RequestId, bool> m_accepted; ///< what Submit() said
};

} // namespace edgeward

#endif // EDGEWARD_TESTS_SYSTEM_COMPUTE_PROCESSOR_TEST_H
