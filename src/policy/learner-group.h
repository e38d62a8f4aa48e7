/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_POLICY_LEARNER_GROUP_H
#define EDGEWARD_POLICY_LEARNER_GROUP_H

#include "rl/learner.h"

#include <memory>
#include <vector>

namespace edgeward
{

/** The learners of a policy: one that all devices share, or one for each. */
class LearnerGroup
{
  public:
    /**
     * Make and start the learners.
     * @param spec    which learner, with its parameters
     * @param problem sizes; seed and totalSteps are those of the whole group
     * @param agents  1: shared; else the number of devices
     * @throws ConfigError if the spec is wrong
     */
    LearnerGroup(const Spec& spec, const LearnerProblem& problem, std::size_t agents);

    /** The learner of @p device. */
    Learner& Of(std::size_t device);

    /** Number of learners. */
    std::size_t Size() const;

    /** Sums of the counts, means of the averages. */
    LearnerProgress Progress() const;

    /** Each into its CheckpointManifest::AgentFolder(). @throws IoError */
    void Save(const std::string& folder) const;

    /** The inverse of Save(). @throws ConfigError or IoError */
    void Load(const std::string& folder);

  private:
    std::vector<std::unique_ptr<Learner>> m_learners;
};

} // namespace edgeward

#endif // EDGEWARD_POLICY_LEARNER_GROUP_H
