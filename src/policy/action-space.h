/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_POLICY_ACTION_SPACE_H
#define EDGEWARD_POLICY_ACTION_SPACE_H

#include "policy/policy.h"
#include "rl/action-branches.h"
#include "rl/transition.h"

#include <cstddef>
#include <string>
#include <vector>

namespace edgeward
{

/** How an action is put to a learner. */
enum class ActionForm
{
    JOINT,    ///< one choice among all nodes x variants
    BRANCHES, ///< two choices at once: a node, and a variant
    SEQUENCE  ///< two choices one after the other: a node, then a variant of those allowed there
};

/** Some actions, ascending by position. */
using ActionList = std::vector<std::int32_t>;

/**
 * The enumerated decisions "whole network, one node": action = position * variants + variant.
 *
 * Positions are those of DecisionContext: 0 the device itself, then the servers. Variants are those
 * of all networks that the scenario's requests ask for. An action is allowed if
 * - its node is reachable as far as the deciding node knows; if none is, the device itself counts
 * as reachable; and
 * - its variant is one of the network that the request asks for, and at least as accurate as the
 * request's floor; if none is, the most accurate ones of the network are allowed. So at least one
 * action always is, and the accuracy floor is a hard constraint wherever it can be met.
 */
class ActionSpace
{
  public:
    /** Nothing to choose from, until assigned. */
    ActionSpace() = default;

    /** @throws std::logic_error if there is no network, one has no variant, or a node lacks the
     * costs of one */
    explicit ActionSpace(const PolicyEnvironment& environment);

    std::size_t Positions() const;
    std::size_t Variants() const;

    /** Number of actions. */
    std::size_t Size() const;

    std::int32_t Action(std::size_t position, VariantId variant) const;
    std::size_t PositionOf(std::int32_t action) const;
    VariantId VariantOf(std::int32_t action) const;

    /** "device", then the names of the servers; for manifests and figures. */
    const std::vector<std::string>& PositionNames() const;

    const std::vector<std::string>& VariantNames() const;

    /**
     * The actions that are allowed, for whoever looks at each of them.
     * @param context has Positions() nodes
     * @param actions overwritten; keeps its storage
     */
    void ListAllowed(const DecisionContext& context, ActionList& actions) const;

    /**
     * Which of all actions are allowed, for learners.
     * @param context has Positions() nodes
     * @param mask    overwritten; resized if need be
     */
    void Mask(const DecisionContext& context, ActionMask& mask) const;

    /**
     * Like the other, of @p form. What is allowed in branches are the same actions, because whether
     * a node may be used does not depend on the variant.
     */
    void Mask(const DecisionContext& context, ActionForm form, ActionMask& mask) const;

    /** The choices of @p form; their joint actions are the actions. */
    ActionBranches Branches(ActionForm form) const;

    /** Whether the node at @p position may be used. */
    bool IsPositionAllowed(const DecisionContext& context, std::size_t position) const;

    /** The first position that may be used: the device itself, as a rule. */
    std::size_t FirstAllowedPosition(const DecisionContext& context) const;

    /** Whether @p variant may be used for @p request. */
    bool IsVariantAllowed(const InferenceRequest& request, VariantId variant) const;

    /** Share of its network's variants that @p request may use, in (0, 1]. */
    double AllowedShare(const InferenceRequest& request) const;

    /** The allowed variant that the node at @p position predicts to be fastest; the most accurate
     * of equals. */
    VariantId FastestVariant(const DecisionContext& context, std::size_t position) const;

    /** The plan of @p action, with Plan::action set. */
    Plan ToPlan(const DecisionContext& context, std::int32_t action) const;

  private:
    /** A network that requests ask for. */
    struct Asked
    {
        std::vector<VariantId> variants;
        double bestAccuracy = 0.0; ///< of the variants
    };

    const Asked& AskedBy(const InferenceRequest& request) const;

    /** The accuracy that a variant needs: the floor, or the best there is if that is less. */
    static double Threshold(const Asked& asked, const InferenceRequest& request);

    /** @throws std::logic_error if @p context has not as many nodes as there are positions */
    void CheckFits(const DecisionContext& context) const;

    std::size_t m_positions = 0;
    std::vector<Asked> m_asked;                       ///< by DnnId
    std::vector<double> m_accuracies;                 ///< by variant
    std::vector<SharedList<double>> m_serviceSeconds; ///< by node and variant
    std::vector<std::string> m_positionNames;
    std::vector<std::string> m_variantNames;
};

} // namespace edgeward

#endif // EDGEWARD_POLICY_ACTION_SPACE_H
