/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_TESTS_UNIT_SCENARIO_FAKE_LEARNER_H
#define EDGEWARD_TESTS_UNIT_SCENARIO_FAKE_LEARNER_H

#include "base/file-writer.h"
#include "policy/learning-policy.h"
#include "scenario/evaluation.h"

namespace edgeward
{

/** Learns nothing, but counts the ends of requests and keeps the count in its folder. */
class FakeLearner : public LearningPolicy
{
  public:
    void
    Learn(const RequestRecord&) override
    {
        ++learned;
    }

    LearnerProgress
    Progress() const override
    {
        LearnerProgress progress;
        progress.steps = learned;
        progress.epsilon = 0.5;
        return progress;
    }

    void
    Save(const std::string& folder) const override
    {
        WriteFileAtomically(folder + "/learned", std::to_string(learned));
    }

    void
    Load(const std::string&) override
    {
    }

    std::uint64_t learned = 0;
    using LearningPolicy::IsTraining;
    using LearningPolicy::TotalSteps;

  protected:
    Plan
    DecideOne(const DecisionContext& context) override
    {
        return Plan::Whole(context.request.device, 0);
    }
};

/** A record that depends on the run and the request alone. */
inline RequestRecord
FakeRecord(std::uint64_t seed, std::uint64_t run, std::uint64_t request)
{
    RequestRecord record;
    record.request.id = request;
    record.request.device = 0;
    record.request.arrivalNs = static_cast<std::int64_t>(1'500'000'000 + request);
    record.outcome = Outcome::COMPLETED;
    record.endNs =
        record.request.arrivalNs + static_cast<std::int64_t>(1000 * seed + 10 * run + request);
    record.variant = 0;
    record.accuracy = 0.5;
    return record;
}

/** Simulates nothing: ten records, each of which the policy learns from. */
inline RunReport
FakeRun(Policy& policy, RecordSink& sink, std::uint64_t seed, std::uint64_t run, double seconds)
{
    RunReport report;
    for (std::uint64_t request = 0; request < 10; ++request)
    {
        const RequestRecord record = FakeRecord(seed, run, request);
        policy.Learn(record);
        sink.Write(record);
        ++report.generated;
        ++report.completed;
    }
    report.simulatedSeconds = seconds > 0.0 ? seconds : 10.0;
    report.events = 100 + run;
    return report;
}

/** Minus the latency in seconds. */
class FakeReward : public Reward
{
  public:
    double
    operator()(const RequestRecord& record) const override
    {
        return -1e-9 * static_cast<double>(record.LatencyNs());
    }
};

} // namespace edgeward

#endif // EDGEWARD_TESTS_UNIT_SCENARIO_FAKE_LEARNER_H
