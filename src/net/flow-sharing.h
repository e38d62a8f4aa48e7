/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_FLOW_SHARING_H
#define EDGEWARD_NET_FLOW_SHARING_H

#include <cstdint>
#include <limits>
#include <vector>

namespace edgeward
{

/**
 * Rates of flows that share resources, weighted max-min fair by progressive filling (Bertsekas &
 * Gallager, Data Networks, 2nd ed., section 6.5.2): all rates grow in proportion to their weights
 * until a resource is used up; its flows stay there, the others grow on.
 *
 * Units are the caller's: a flow has a rate in units of its own a second, and each such unit takes
 * so much of every resource on its way. Update() computes only where something has started, ended
 * or changed, and what is connected with it through resources that are used up: a link with room
 * left passes nothing on. The cost of a change does not depend on flows elsewhere. Nothing is
 * allocated once the largest number of flows has been seen.
 */
class FlowSharing
{
  public:
    using ResourceId = std::uint32_t;
    using FlowId = std::uint32_t; ///< of an ended flow: given to the next that starts
    using GroupId = std::uint32_t;

    static constexpr GroupId NO_GROUP = std::numeric_limits<GroupId>::max();

    /** What a flow takes of a resource. */
    struct Use
    {
        ResourceId resource = 0;
        double perUnit = 0.0; ///< resource units for one unit of the flow, > 0
    };

    /** @param capacity units a second, >= 0; 0: its flows stand still. @throws std::logic_error */
    ResourceId AddResource(double capacity);

    /** Flows of a group share one weight, as the flows of one sender share its turns. They have a
     * resource in common, the one whose turns these are. */
    GroupId AddGroup();

    /**
     * Let a flow begin; it has a rate from the next Update() on.
     * @param uses   at least one; no resource twice
     * @param weight > 0; in a group: divided by the number of its flows
     * @throws std::logic_error if the arguments are not so
     */
    FlowId Start(const std::vector<Use>& uses, double weight, GroupId group = NO_GROUP);

    /** End a flow. @pre it has been started and not ended */
    void End(FlowId flow);

    /** @param capacity as AddResource() */
    void SetCapacity(ResourceId resource, double capacity);

    double GetCapacity(ResourceId resource) const;

    /** Compute the rates anew where something has changed. @return as Changed() */
    const std::vector<FlowId>& Update();

    /** Flows that have had another rate since the last Update(); valid until the next. */
    const std::vector<FlowId>& Changed() const;

    /** Flows that the last Update() had to look at together: their ends may change the rates of
     * others. A flow that is in none of these lists since its first Update() has all it can take,
     * and takes it from nobody. Valid until the next Update(). */
    const std::vector<FlowId>& Involved() const;

    /** Rate as of the last Update() (units a second), >= 0. */
    double GetRate(FlowId flow) const;

    /** Flows that use a resource now. */
    std::size_t CountFlows(ResourceId resource) const;

  private:
    static constexpr ResourceId NO_RESOURCE = std::numeric_limits<ResourceId>::max();
    static constexpr FlowId NO_FLOW = std::numeric_limits<FlowId>::max();

    struct Flow
    {
        std::vector<Use> uses;
        std::vector<std::uint32_t> places; ///< of each use, in the resource's list
        double weight = 0.0;               ///< as given
        double share = 0.0;                ///< weight that counts in the present filling
        double rate = 0.0;
        double newRate = 0.0;
        GroupId group = NO_GROUP;
        std::uint64_t seen = 0; ///< update that has found it
        bool isFixed = false;
    };

    /** Where a flow stands in a resource's list. */
    struct User
    {
        FlowId flow = 0;
        std::uint32_t use = 0;
    };

    struct Resource
    {
        double capacity = 0.0;
        std::vector<User> users;
        double used = 0.0;       ///< by its flows at their rates
        bool isLimit = false;    ///< some of its flows could go faster but for it
        bool isTouched = false;  ///< listed in m_touched
        bool isChanged = false;  ///< itself, or the weights of its flows
        std::uint64_t seen = 0;  ///< update that has found it
        bool isWhole = false;    ///< all its flows take part in this update
        double left = 0.0;       ///< capacity not yet given away
        double demand = 0.0;     ///< of flows that still grow, at level 1
        std::uint32_t grows = 0; ///< flows that still grow
    };

    /** A resource that would be used up at a level. */
    struct Limit
    {
        double level = 0.0;
        ResourceId resource = 0;
    };

    void Touch(ResourceId resource, bool isChanged);
    /** A flow takes part in this update. */
    void Find(FlowId flow);
    /** A resource takes part, all its flows with it if a change of one may move the others. */
    void Visit(ResourceId resource);
    void MakeWhole(ResourceId resource);
    /** What has changed, and all it may move. */
    void Collect();
    /** Flows of resources that became whole. */
    void Spread();
    /** @return whether no resource was used up that others share too: then it is made whole, and
     * the filling must begin again */
    bool Fill();
    void PrepareFill();
    void Fix(FlowId flow, double level);
    void Push(ResourceId resource);
    /** Take over the rates of the filling. */
    void Commit();
    /** The usual change: nobody is held back by what has ended, and what has started is held back
     * only where it is alone. @return whether it was that, and the rates are there */
    bool UpdateAlone();
    /** Give the one flow that has begun its rate. @return whether it holds nobody back */
    bool BeginAlone(FlowId flow);
    /** Whether nobody uses a resource, or only @p one does. */
    static bool IsForOne(const Resource& resource, FlowId one);
    /** Level that a resource allows the one flow that has started. */
    double LevelAlone(const Flow& flow, const Use& use) const;
    /** Where the one flow that has started is held back; NO_RESOURCE: where others are too. */
    ResourceId FindLimitAlone(const Flow& flow, double& level) const;
    static bool IsLater(const Limit& a, const Limit& b);

    std::vector<Resource> m_resources;
    std::vector<Flow> m_flows;
    std::vector<FlowId> m_free;
    std::vector<std::uint32_t> m_groupSizes;
    std::vector<ResourceId> m_touched;
    std::uint64_t m_updates = 0;

    std::vector<FlowId> m_started;
    std::vector<ResourceId> m_foundResources; ///< that take part in this update
    std::vector<ResourceId> m_whole;          ///< those of them all of whose flows do
    std::size_t m_spread = 0;                 ///< so many of m_whole have been walked
    std::vector<FlowId> m_foundFlows;
    std::vector<Limit> m_limits; ///< heap, least level first
    std::vector<FlowId> m_changed;
};

} // namespace edgeward

#endif // EDGEWARD_NET_FLOW_SHARING_H
