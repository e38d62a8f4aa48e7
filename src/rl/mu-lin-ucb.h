/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_MU_LIN_UCB_H
#define EDGEWARD_RL_MU_LIN_UCB_H

#include "rl/lin-ucb.h"

#include <optional>

namespace edgeward
{

/**
 * muLinUCB of Autodidactic Neurosurgeon (Zhang, Chen, Xu 2021, WWW, arXiv 2102.02638): one linear
 * model of the unknown part of a cost, shared by all actions, and forced sampling.
 *
 *     choose  argmin  known_a + theta^T x_a - alpha sqrt((1 - weight) x_a^T A^-1 x_a)
 *
 * An action without context (all local) has a known cost and teaches nothing. Once it looks best,
 * plain LinUCB chooses it for ever and never finds out that the others have become better; so every
 * ceil(T^mu)-th decision is forced among the others. The horizon T is not known: it starts with
 * firstPhase decisions and doubles.
 */
class MuLinUcb
{
  public:
    /** What it needs to know; defaults of the paper's code. */
    struct Options
    {
        double alpha = 1.0;             ///< width of the confidence bound, >= 0
        double ridge = 1.0;             ///< regularization, > 0
        double keyWeight = 0.8;         ///< weight of an important decision, 0..1: it explores less
        double otherWeight = 0.2;       ///< weight of any other decision, 0..1
        double mu = 0.25;               ///< exponent of the forced sampling, 0..1
        std::uint64_t firstPhase = 200; ///< decisions of the first phase, > 0
        bool isForcing = true;          ///< false: no forced sampling
    };

    /** An action as it stands in one decision. */
    struct Choice
    {
        double knownCost = 0.0; ///< what is certain of the cost
        Observation context;    ///< of the rest; empty: there is no rest, and nothing to learn
        bool isAllowed = true;
    };

    /** @param features length of a context, > 0 */
    MuLinUcb(std::size_t features, const Options& options);

    /**
     * Decide, and count the decision.
     * @param choices some allowed
     * @param isKey   whether the decision is important
     * @return index of the choice; the first one of equals
     */
    std::size_t Choose(const std::vector<Choice>& choices, bool isKey);

    /** The allowed choice with the least expected cost. */
    std::size_t ChooseGreedily(const std::vector<Choice>& choices) const;

    /** Whether the next decision is forced away from choices that teach nothing. */
    bool IsForcedNext() const;

    /** Learn that in @p context the unknown part cost @p cost. */
    void Update(const Observation& context, double cost);

    /** Expected cost of the unknown part. */
    double Estimate(const Observation& context) const;

    std::uint64_t Updates() const;

    /** The model's and "decisions", "phase.length", "phase.decisions". */
    SafetensorsFile ToFile() const;

    /** Continue bit-identically from ToFile(). @throws ConfigError if it does not fit */
    void Restore(const SafetensorsFile& file, const std::string& name);

  private:
    /** The allowed choice with the least cost minus @p width times its bound. */
    std::size_t Least(const std::vector<Choice>& choices, double width, bool isForced) const;

    /** One decision more, and the next phase if this one is over. */
    void Count();

    Options m_options;
    LinUcb m_model; ///< one action, of cost instead of reward
    std::uint64_t m_phaseLength;
    std::uint64_t m_phaseDecisions = 0; ///< so far in this phase
};

} // namespace edgeward

#endif // EDGEWARD_RL_MU_LIN_UCB_H
