/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_POLICY_POLICY_H
#define EDGEWARD_POLICY_POLICY_H

#include "base/plan.h"
#include "base/record.h"
#include "base/registry.h"
#include "policy/decision-context.h"
#include "policy/reward.h"

#include <memory>
#include <optional>
#include <vector>

namespace edgeward
{

/** What is fixed during a run and known to a policy before its first decision. */
struct PolicyEnvironment
{
    std::vector<NodeInfo> nodes;       ///< all nodes, index = NodeId: devices first, then servers
    std::vector<VariantInfo> variants; ///< of all networks, index = VariantId
    std::vector<DnnInfo> dnns;         ///< what requests ask for, index = DnnId
    std::shared_ptr<const Reward> reward; ///< never null
    std::uint64_t seed = 1; ///< experiment seed; draw from DeriveSeed(seed, run, "policy...")
    std::uint64_t run = 0;  ///< replication number
    double discount = 0.0;  ///< gamma per time unit, as the scenario states it
    double discountUnitSeconds = 1.0; ///< the time unit (s)

    /** Position of @p node in the DecisionContext of @p device: 0 itself, then the servers. */
    std::size_t Position(NodeId device, NodeId node) const;

    /** NodeId at @p position of the contexts of @p device. */
    NodeId NodeAt(NodeId device, std::size_t position) const;

    /** Number of positions: 1 + number of servers. */
    std::size_t Positions() const;

    /** Number of devices. */
    std::size_t Devices() const;

    /** Whether @p variant may answer requests for @p dnn; false if there is no such network. */
    bool MayAnswer(DnnId dnn, VariantId variant) const;
};

/** State of a multi-exit inference at an exit whose rule is ASK_POLICY. */
struct ExitContext
{
    DecisionContext decision; ///< as of now
    Plan plan;                ///< the plan under execution
    std::uint16_t stage = 0;  ///< the stage that just ended
    double confidence = 0.0;  ///< of the exit's answer, 0..1
    double entropy = 0.0;     ///< of the exit's answer (nats)
};

/**
 * Decides where requests run and with which variant.
 *
 * One object lives through one simulation or, when it learns, through many; Start() begins each.
 * The same interface serves a device that decides for itself (one context at a time) and an
 * orchestrator that decides for many at once.
 */
class Policy
{
  public:
    static constexpr const char* KIND = "policy";

    virtual ~Policy() = default;

    /** Whether contexts must hold the true state instead of what a node could know (oracles only).
     */
    virtual bool NeedsTrueState() const;

    /**
     * A run begins. Called before the first decision of every simulation.
     * @throws ConfigError if the policy cannot work in this environment
     */
    virtual void Start(const PolicyEnvironment& environment) = 0;

    /** @return one plan for each context, in order. @pre contexts is not empty */
    virtual std::vector<Plan> Decide(const std::vector<DecisionContext>& contexts) = 0;

    /** Asked after a stage with ExitRule::Kind::ASK_POLICY. @return nothing to end here, or what
     * remains to do. */
    virtual std::optional<Plan> DecideExit(const ExitContext& context);

    /** A request has ended. @p record is complete. Called in order of the ends, for every request.
     */
    virtual void Learn(const RequestRecord& record);

    /** The run is over; whatever is still in flight is truncated, not terminated. Records of
     * unfinished requests came before. */
    virtual void Finish(std::int64_t nowNs);
};

/** A policy that looks at one request at a time. */
class SingleRequestPolicy : public Policy
{
  public:
    void Start(const PolicyEnvironment& environment) override;
    std::vector<Plan> Decide(const std::vector<DecisionContext>& contexts) final;

  protected:
    /** @return the plan for one request */
    virtual Plan DecideOne(const DecisionContext& context) = 0;

    const PolicyEnvironment& Environment() const;

  private:
    PolicyEnvironment m_environment;
};

} // namespace edgeward

#endif // EDGEWARD_POLICY_POLICY_H
