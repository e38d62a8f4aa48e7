/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_TESTS_SUPPORT_SCRIPTED_POLICY_H
#define EDGEWARD_TESTS_SUPPORT_SCRIPTED_POLICY_H

#include "policy/policy.h"
#include "results/record-sink.h"

#include <functional>
#include <vector>

namespace edgeward
{

/** Does what a test says, and remembers what it was asked. */
class ScriptedPolicy : public Policy
{
  public:
    using Script = std::function<Plan(const DecisionContext&)>;
    using ExitScript = std::function<std::optional<Plan>(const ExitContext&)>;

    explicit ScriptedPolicy(Script script, ExitScript exitScript = nullptr)
        : m_script(std::move(script))
        , m_exitScript(std::move(exitScript))
    {
    }

    void
    Start(const PolicyEnvironment& started) override
    {
        environment = started;
    }

    std::vector<Plan>
    Decide(const std::vector<DecisionContext>& asked) override
    {
        std::vector<Plan> plans;
        for (const DecisionContext& context : asked)
        {
            contexts.push_back(context);
            plans.push_back(m_script(context));
        }
        setSizes.push_back(asked.size());
        return plans;
    }

    std::optional<Plan>
    DecideExit(const ExitContext& context) override
    {
        return m_exitScript ? m_exitScript(context) : std::nullopt;
    }

    PolicyEnvironment environment;
    std::vector<DecisionContext> contexts; ///< every context, in order
    std::vector<std::size_t> setSizes;     ///< how many were asked for at once

  private:
    Script m_script;
    ExitScript m_exitScript;
};

/** Keeps every record. */
class VectorSink : public RecordSink
{
  public:
    void
    Write(const RequestRecord& record) override
    {
        records.push_back(record);
    }

    std::vector<RequestRecord> records;
};

} // namespace edgeward

#endif // EDGEWARD_TESTS_SUPPORT_SCRIPTED_POLICY_H
