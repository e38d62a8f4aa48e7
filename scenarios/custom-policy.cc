/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
/**
 * A policy of your own in one file: write the class, register it under a name, and compare it with
 * others on any scenario.
 *
 *     build/bin/custom-policy scenarios/quickstart.toml
 *
 * docs/how-to/add-a-policy.md explains each step, and how such a file becomes part of the library.
 */
#include "base/errors.h"
#include "dnn/catalog.h"
#include "policy/action-policy.h"
#include "results/summary.h"
#include "results/table.h"
#include "scenario/simulation.h"

#include <iostream>

namespace
{

using namespace edgeward;

/** Offload to the first server while its last reported backlog is short; else stay local. Either
 * with the fastest variant that is accurate enough. */
class BacklogThresholdPolicy : public ActionPolicy
{
  public:
    explicit BacklogThresholdPolicy(const Spec& spec)
        : m_threshold(spec.GetDouble("backlog", 0.05, 0.0, 1e3))
    {
    }

  protected:
    std::int32_t
    Choose(const DecisionContext& context) override
    {
        const bool offload = Actions().Positions() > 1 && Actions().IsPositionAllowed(context, 1) &&
                             context.nodes[1].backlogSeconds <= m_threshold;
        const std::size_t position = offload ? 1 : Actions().FirstAllowedPosition(context);
        return Actions().Action(position, Actions().FastestVariant(context, position));
    }

  private:
    double m_threshold; ///< longest backlog that is still worth the way (s)
};

const Registry<Policy>::Entry registration(
    "backlog-threshold",
    "Offload while the first server's reported backlog is short (an example).",
    {{"backlog", "0.05", "longest backlog of the server that is still worth the way (s)"}},
    [](const Spec& spec) { return std::make_unique<BacklogThresholdPolicy>(spec); });

/** Adds every record, with its reward, to a summary. */
class SummarySink : public RecordSink
{
  public:
    SummarySink(SummaryBuilder& builder, const Reward& reward)
        : m_builder(builder)
        , m_reward(reward)
    {
    }

    /** The replication that the next records belong to. */
    void
    SetReplication(std::uint64_t seed, std::uint64_t run)
    {
        m_seed = seed;
        m_run = run;
    }

    void
    Write(const RequestRecord& record) override
    {
        m_builder.Add(Sample::Of(m_seed, m_run, {record, m_reward(record)}));
    }

  private:
    SummaryBuilder& m_builder;
    const Reward& m_reward;
    std::uint64_t m_seed = 0;
    std::uint64_t m_run = 0;
};

/** Three replications of one policy. */
PolicySummary
Evaluate(const Simulation& simulation, const ScenarioConfig& config, const std::string& policyText)
{
    const std::unique_ptr<Policy> policy = Registry<Policy>::Create(Spec::Parse(policyText));
    const PolicyEnvironment environment = simulation.Environment(config.seed, 0);
    SummaryBuilder builder(policyText, config.warmupSeconds);
    SummarySink sink(builder, *environment.reward);
    for (std::uint64_t run = 0; run < 3; ++run)
    {
        sink.SetReplication(config.seed, run);
        simulation.Run(*policy, sink, config.seed, run, 20.0);
    }
    return builder.Finish();
}

} // namespace

int
main(int argc, char** argv)
{
    try
    {
        const std::string path = argc > 1 ? argv[1] : "scenarios/quickstart.toml";
        const ScenarioConfig config = ScenarioConfig::Load(path, {});
        const Catalog catalog(Catalog::DefaultFolder());
        const Simulation simulation(config, catalog);
        std::vector<PolicySummary> summaries;
        for (const char* policy : {"local", "edge", "greedy", "backlog-threshold(backlog=0.1)"})
        {
            summaries.push_back(Evaluate(simulation, config, policy));
        }
        std::cout << RenderSummaries(summaries, StyleFor(1));
        return 0;
    }
    catch (const UserError& error)
    {
        std::cerr << error.what() << "\n";
        return 2;
    }
}
