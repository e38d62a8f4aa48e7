/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_POLICY_LEARNER_POLICY_H
#define EDGEWARD_POLICY_LEARNER_POLICY_H

#include "policy/average-constraints.h"
#include "policy/checkpoint-actor.h"
#include "policy/learner-group.h"
#include "policy/learning-policy.h"
#include "policy/observation-encoder.h"
#include "policy/stopwatch.h"
#include "rl/transition-assembler.h"

#include <optional>

namespace edgeward
{

/**
 * Acts by what a registered Learner makes of the encoded observation: greedily with a checkpoint's
 * network, or with a learner that explores and learns from the transitions of every device.
 *
 * Averages may be constrained (AverageConstraints); the learner then sees the Lagrangian instead of
 * the reward.
 */
class LearnerPolicy : public LearningPolicy
{
  public:
    /**
     * @param spec    parameters of Parameters() and, unless it has a checkpoint, of the learner
     * @param learner registered learner that trains unless the parameter "learner" names another
     * @param form    how actions are put to it
     * @throws ConfigError if a parameter is bad
     */
    LearnerPolicy(const Spec& spec,
                  const std::string& learner,
                  ActionForm form = ActionForm::JOINT);

    /** Parameters that every policy of this class has. @param learner as in the constructor */
    static std::vector<ParameterInfo> Parameters(const std::string& learner);

    /** What the learner adds to them; nothing when the policy only acts. */
    static std::vector<ParameterInfo> FurtherParameters(const Spec& spec,
                                                        const std::string& learner);

    void Start(const PolicyEnvironment& environment) override;
    void Learn(const RequestRecord& record) override;
    void Finish(std::int64_t nowNs) override;
    LearnerProgress Progress() const override;
    void Save(const std::string& folder) const override;
    void Load(const std::string& folder) override;

  protected:
    Plan DecideOne(const DecisionContext& context) override;

  private:
    void StartLearners();
    void LoadLearners();
    CheckpointManifest MakeManifest() const;

    std::string m_name; ///< of the policy
    ActionForm m_form;
    bool m_isShared;
    Spec m_learnerSpec;
    AverageConstraints m_constraints;
    std::string m_folder;                   ///< to continue from at the first Start(); may be empty
    std::uint64_t m_seed = 0;               ///< of the first Start()
    std::uint64_t m_starts = 0;             ///< calls of Start() that learn
    std::optional<CheckpointActor> m_actor; ///< acting from a checkpoint
    std::optional<LearnerGroup> m_learners; ///< learning
    Stopwatch m_acting;
    Stopwatch m_learning;
    std::optional<TransitionAssembler> m_assembler;
    ActionSpace m_actions;
    ObservationEncoder m_encoder;
    Observation m_observation;
    ActionMask m_mask;
};

} // namespace edgeward

#endif // EDGEWARD_POLICY_LEARNER_POLICY_H
