/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/learner-group.h"

#include "base/file-writer.h"
#include "base/random-stream.h"
#include "policy/checkpoint-manifest.h"

namespace edgeward
{

LearnerGroup::LearnerGroup(const Spec& spec, const LearnerProblem& problem, std::size_t agents)
{
    for (std::size_t agent = 0; agent < agents; ++agent)
    {
        LearnerProblem own = problem;
        own.seed = DeriveSeed(problem.seed, agent, "policy/learner");
        own.totalSteps = problem.totalSteps / agents;
        m_learners.push_back(Registry<Learner>::Create(spec));
        m_learners.back()->Start(own);
    }
}

Learner&
LearnerGroup::Of(std::size_t device)
{
    return *m_learners.at(m_learners.size() == 1 ? 0 : device);
}

std::size_t
LearnerGroup::Size() const
{
    return m_learners.size();
}

LearnerProgress
LearnerGroup::Progress() const
{
    LearnerProgress sum;
    for (const std::unique_ptr<Learner>& learner : m_learners)
    {
        const LearnerProgress one = learner->Progress();
        sum.steps += one.steps;
        sum.updates += one.updates;
        sum.epsilon += one.epsilon;
        sum.loss += one.loss;
        sum.meanQ += one.meanQ;
        sum.tdError += one.tdError;
        sum.actSeconds += one.actSeconds;
        sum.learnSeconds += one.learnSeconds;
    }
    const auto count = static_cast<double>(m_learners.size());
    sum.epsilon /= count;
    sum.loss /= count;
    sum.meanQ /= count;
    sum.tdError /= count;
    return sum;
}

void
LearnerGroup::Save(const std::string& folder) const
{
    for (std::size_t agent = 0; agent < m_learners.size(); ++agent)
    {
        const std::string own = CheckpointManifest::AgentFolder(folder, agent, m_learners.size());
        MakeFolder(own);
        m_learners[agent]->Save(own);
    }
}

void
LearnerGroup::Load(const std::string& folder)
{
    for (std::size_t agent = 0; agent < m_learners.size(); ++agent)
    {
        m_learners[agent]->Load(CheckpointManifest::AgentFolder(folder, agent, m_learners.size()));
    }
}

} // namespace edgeward
