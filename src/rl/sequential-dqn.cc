/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/errors.h"
#include "rl/choice-sequence.h"
#include "rl/dqn.h"

#include <stdexcept>

namespace edgeward
{

namespace
{

/** As dqn, on the back end that is faster for networks of this kind. */
DqnOptions
SequentialDefaults()
{
    DqnOptions options;
    options.isSequential = true;
    options.backEnd = "eigen";
    return options;
}

/**
 * Decides a joint action one choice after the other (Metz, Ibarz, Jaitly, Davidson 2017): a DQN
 * that sees what has been chosen so far. docs/algorithms/sdqn.md has the equations.
 */
class SequentialDqn : public Learner
{
  public:
    explicit SequentialDqn(const DqnOptions& options)
        : m_options(options)
    {
    }

    void
    Start(const LearnerProblem& problem) override
    {
        const ActionBranches branches(problem.branches.empty()
                                          ? std::vector<std::size_t>{problem.actions}
                                          : problem.branches);
        m_sequence = ChoiceSequence(problem.observationSize, branches, problem.isMaskJoint);
        if (m_sequence.MaskSize() != problem.actions)
        {
            throw std::logic_error("sdqn: a mask of another length than the choices");
        }
        LearnerProblem inner = problem;
        inner.observationSize = m_sequence.Inputs();
        inner.actions = m_sequence.Outputs();
        inner.totalSteps = problem.totalSteps * m_sequence.Count();
        inner.bounds.clear();
        inner.branches.clear();
        inner.isMaskJoint = false;
        m_options.sequence = branches.Sizes();
        m_dqn = std::make_unique<Dqn>(m_options);
        m_dqn->Start(inner);
    }

    std::int32_t
    Act(const Observation& observation, const ActionMask& mask) override
    {
        return m_sequence.Decide(
            observation, mask, [this](const Observation& seen, const ActionMask& allowed) {
                return m_dqn->Act(seen, allowed);
            });
    }

    std::int32_t
    ActGreedily(const Observation& observation, const ActionMask& mask) override
    {
        return m_sequence.Decide(
            observation, mask, [this](const Observation& seen, const ActionMask& allowed) {
                return m_dqn->ActGreedily(seen, allowed);
            });
    }

    void
    Observe(const Transition& transition) override
    {
        m_sequence.Expand(transition, [this](const Transition& part) { m_dqn->Observe(part); });
    }

    LearnerProgress
    Progress() const override
    {
        LearnerProgress progress = m_dqn->Progress();
        progress.steps /= m_sequence.Count();
        return progress;
    }

    void
    Save(const std::string& folder) const override
    {
        m_dqn->Save(folder);
    }

    void
    Load(const std::string& folder) override
    {
        m_dqn->Load(folder);
    }

  private:
    DqnOptions m_options;
    ChoiceSequence m_sequence;
    std::unique_ptr<Dqn> m_dqn; ///< of the single choices
};

const Registry<Learner>::Entry SDQN(
    "sdqn",
    "sequential deep Q-network (Metz, Ibarz, Jaitly, Davidson 2017): several choices one after the "
    "other, each knowing those before; all parts of dqn, whose steps are choices",
    DqnOptions::Parameters(SequentialDefaults()),
    [](const Spec& spec) {
        return std::make_unique<SequentialDqn>(DqnOptions::FromSpec(spec, SequentialDefaults()));
    });

} // namespace

} // namespace edgeward
