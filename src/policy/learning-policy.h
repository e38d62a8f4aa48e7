/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_POLICY_LEARNING_POLICY_H
#define EDGEWARD_POLICY_LEARNING_POLICY_H

#include "policy/policy.h"
#include "rl/learner.h"

#include <map>
#include <string>

namespace edgeward
{

/**
 * A policy that learns from the ends of requests, over many simulations, and can be kept in a
 * folder.
 *
 * Order of calls: SetTotalSteps(), SetProvenance() and Load() as needed, then Start() for each
 * simulation; Save() any time after the first Start().
 */
class LearningPolicy : public SingleRequestPolicy
{
  public:
    /** How far the learning is; sums over learners, means of the moving averages. */
    virtual LearnerProgress Progress() const = 0;

    /** Expected decisions of the whole training, for schedules. Has an effect before the first
     * Start() only. */
    virtual void SetTotalSteps(std::uint64_t steps);

    /** Facts for the manifest that the policy cannot know: "scenario", "git", "libtorch", ... */
    virtual void SetProvenance(const std::map<std::string, std::string>& provenance);

    /** false: act greedily and learn nothing. Initially true. */
    virtual void SetTraining(bool isTraining);

    /**
     * Write what was learned and its manifest into @p folder, which is made if need be.
     * @throws IoError if that fails
     */
    virtual void Save(const std::string& folder) const = 0;

    /**
     * Continue from what Save() wrote. Before the first Start() it takes effect, and throws, there.
     * @throws ConfigError naming the difference if it belongs to another environment, or the damage
     * @throws IoError if a file is missing
     */
    virtual void Load(const std::string& folder) = 0;

  protected:
    std::uint64_t TotalSteps() const;
    bool IsTraining() const;
    const std::map<std::string, std::string>& Provenance() const;

  private:
    std::uint64_t m_totalSteps = 0;
    bool m_isTraining = true;
    std::map<std::string, std::string> m_provenance;
};

} // namespace edgeward

#endif // EDGEWARD_POLICY_LEARNING_POLICY_H
