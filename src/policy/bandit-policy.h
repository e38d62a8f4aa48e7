/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_POLICY_BANDIT_POLICY_H
#define EDGEWARD_POLICY_BANDIT_POLICY_H

#include "policy/action-space.h"
#include "policy/learning-policy.h"
#include "policy/stopwatch.h"
#include "rl/safetensors.h"

#include <map>
#include <optional>

namespace edgeward
{

/**
 * What policies that learn the immediate worth of actions have in common: late rewards, masks,
 * folders. One bandit serves all devices and lives through all simulations.
 */
class BanditPolicy : public LearningPolicy
{
  public:
    void Start(const PolicyEnvironment& environment) override;
    void Learn(const RequestRecord& record) override;
    void Finish(std::int64_t nowNs) override;
    LearnerProgress Progress() const override;
    void Save(const std::string& folder) const override;
    void Load(const std::string& folder) override;

  protected:
    /** @param spec with the parameter "checkpoint" */
    explicit BanditPolicy(const Spec& spec);

    Plan DecideOne(const DecisionContext& context) override;

    const ActionSpace& Actions() const;

    /** Make the bandit; once, at the first Start(). */
    virtual void Prepare() = 0;

    /** What the bandit sees, for the manifest and the check of folders. The default sees nothing.
     */
    virtual ObservationSpec Sees() const;

    /**
     * Choose while training.
     * @param remembered comes back with the reward; empty at first
     * @return an action that @p mask allows
     */
    virtual std::int32_t Choose(const DecisionContext& context,
                                const ActionMask& mask,
                                Observation& remembered) = 0;

    /** Choose while not training. */
    virtual std::int32_t ChooseGreedily(const DecisionContext& context, const ActionMask& mask) = 0;

    /** Expected reward of @p action by what was learned so far; nothing if nothing is ever learned
     * about it. @param remembered as Choose() left it */
    virtual std::optional<double> Expect(const Observation& remembered,
                                         std::int32_t action) const = 0;

    /** A decision was worth @p reward. */
    virtual void Update(const Observation& remembered, std::int32_t action, double reward) = 0;

    /** Rewards learned from. */
    virtual std::uint64_t Updates() const = 0;

    /** Probability of a random action now. The default is 0. */
    virtual double Epsilon() const;

    virtual SafetensorsFile ToFile() const = 0;

    /** Continue from ToFile(). @throws ConfigError if it does not fit */
    virtual void Restore(const SafetensorsFile& file, const std::string& name) = 0;

  private:
    /** A decision whose reward is not known yet. */
    struct Waiting
    {
        Observation remembered;
        std::int32_t action = 0;
    };

    void LearnFrom(const Waiting& waiting, double reward);
    void LoadFrom(const std::string& folder);

    Spec m_spec;
    std::string m_folder; ///< to continue from at the first Start(); may be empty
    bool m_isPrepared = false;
    ActionSpace m_actions;
    std::map<RequestId, Waiting> m_waiting;
    ActionMask m_mask;
    Stopwatch m_acting;
    Stopwatch m_learning;
    double m_loss = 0.0;         ///< moving average of the squared error of Expect()
    double m_error = 0.0;        ///< moving average of its magnitude
    double m_meanExpected = 0.0; ///< moving average of Expect()
    std::uint64_t m_seen = 0;    ///< rewards in them; they begin anew with the object
};

} // namespace edgeward

#endif // EDGEWARD_POLICY_BANDIT_POLICY_H
