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

/**
 * The enumerated decisions "whole network, one node": action = position * variants + variant.
 *
 * Positions are those of DecisionContext: 0 the device itself, then the servers. An action is
 * allowed if
 * - its node is reachable as far as the deciding node knows; if none is, the device itself counts
 * as reachable; and
 * - its variant is at least as accurate as the request's floor; if none is, the most accurate ones
 * are allowed. So at least one action always is, and the accuracy floor is a hard constraint
 * wherever it can be met.
 */
class ActionSpace
{
  public:
    /** Nothing to choose from, until assigned. */
    ActionSpace() = default;

    /** @throws std::logic_error if there is no variant, or a node lacks the costs of one */
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
     * Which actions are allowed.
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

    /** Whether @p variant may be used for a request with that accuracy floor. */
    bool IsVariantAllowed(double accuracyFloor, VariantId variant) const;

    /** Share of the variants that a request with that accuracy floor may use, in (0, 1]. */
    double AllowedShare(double accuracyFloor) const;

    /** The allowed variant that the node at @p position predicts to be fastest; the most accurate
     * of equals. */
    VariantId FastestVariant(const DecisionContext& context, std::size_t position) const;

    /** The plan of @p action, with Plan::action set. */
    Plan ToPlan(const DecisionContext& context, std::int32_t action) const;

  private:
    /** The accuracy that a variant needs: the floor, or the best there is if that is less. */
    double Threshold(double accuracyFloor) const;

    std::size_t m_positions = 0;
    double m_bestAccuracy = 0.0;
    std::vector<double> m_accuracies;                  ///< by variant
    std::vector<std::vector<double>> m_serviceSeconds; ///< by node and variant
    std::vector<std::string> m_positionNames;
    std::vector<std::string> m_variantNames;
};

} // namespace edgeward

#endif // EDGEWARD_POLICY_ACTION_SPACE_H
