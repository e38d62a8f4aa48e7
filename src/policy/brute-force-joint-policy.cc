/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/action-space.h"
#include "policy/outcome-prediction.h"

#include <algorithm>
#include <tuple>

namespace edgeward
{

namespace
{

/**
 * Decides for all requests of a set at once: the assignment with the largest sum of predicted
 * rewards.
 *
 * Requests of the set that go to the same node are served one after the other, in the order in
 * which their inputs arrive. Sets with more than maxAssignments assignments are improved one
 * request at a time until nothing helps.
 */
class BruteForceJointPolicy : public Policy
{
  public:
    explicit BruteForceJointPolicy(const Spec& spec)
        : m_maxAssignments(static_cast<double>(spec.GetInt("maxAssignments", 100000, 1, 100000000)))
    {
    }

    void
    Start(const PolicyEnvironment& environment) override
    {
        m_environment = environment;
        m_actions = ActionSpace(environment);
    }

    std::vector<Plan>
    Decide(const std::vector<DecisionContext>& contexts) override
    {
        Prepare(contexts);
        std::vector<std::size_t> best(contexts.size(), 0);
        double assignments = 1.0;
        for (const std::vector<RequestRecord>& candidates : m_candidates)
        {
            assignments *= static_cast<double>(candidates.size());
        }
        assignments <= m_maxAssignments ? EnumerateAll(best) : ImproveInTurn(best);
        std::vector<Plan> plans;
        for (std::size_t k = 0; k < contexts.size(); ++k)
        {
            plans.push_back(m_actions.ToPlan(contexts[k], m_candidates[k][best[k]].action));
        }
        return plans;
    }

  private:
    /** Predict every allowed action of every request as if it were alone. */
    void
    Prepare(const std::vector<DecisionContext>& contexts)
    {
        m_candidates.assign(contexts.size(), {});
        ActionList allowed;
        for (std::size_t k = 0; k < contexts.size(); ++k)
        {
            m_actions.ListAllowed(contexts[k], allowed);
            for (const std::int32_t action : allowed)
            {
                m_candidates[k].push_back(PredictRecord(m_environment,
                                                        contexts[k],
                                                        m_actions.PositionOf(action),
                                                        m_actions.VariantOf(action)));
            }
        }
    }

    /** Like an odometer through all assignments; the first of equals wins. */
    void
    EnumerateAll(std::vector<std::size_t>& best)
    {
        std::vector<std::size_t> assignment(best.size(), 0);
        double bestReward = TotalReward(assignment);
        while (Advance(assignment))
        {
            const double reward = TotalReward(assignment);
            if (reward > bestReward)
            {
                bestReward = reward;
                best = assignment;
            }
        }
    }

    bool
    Advance(std::vector<std::size_t>& assignment) const
    {
        for (std::size_t k = assignment.size(); k-- > 0;)
        {
            if (++assignment[k] < m_candidates[k].size())
            {
                return true;
            }
            assignment[k] = 0;
        }
        return false;
    }

    /** Coordinate ascent from what would be best for each alone: ends because every change raises
     * the total and there are finitely many assignments. */
    void
    ImproveInTurn(std::vector<std::size_t>& best)
    {
        for (std::size_t k = 0; k < best.size(); ++k)
        {
            best[k] = BestAlone(m_candidates[k]);
        }
        double bestReward = TotalReward(best);
        for (bool isImproved = true; isImproved;)
        {
            isImproved = false;
            for (std::size_t k = 0; k < best.size(); ++k)
            {
                std::vector<std::size_t> assignment = best;
                for (assignment[k] = 0; assignment[k] < m_candidates[k].size(); ++assignment[k])
                {
                    const double reward = TotalReward(assignment);
                    if (reward > bestReward)
                    {
                        bestReward = reward;
                        best = assignment;
                        isImproved = true;
                    }
                }
            }
        }
    }

    std::size_t
    BestAlone(const std::vector<RequestRecord>& candidates) const
    {
        std::size_t best = 0;
        for (std::size_t k = 1; k < candidates.size(); ++k)
        {
            if ((*m_environment.reward)(candidates[k]) > (*m_environment.reward)(candidates[best]))
            {
                best = k;
            }
        }
        return best;
    }

    /** Sum of the rewards when requests on the same node wait for each other. */
    double
    TotalReward(const std::vector<std::size_t>& assignment)
    {
        m_jobs.clear();
        for (std::size_t k = 0; k < assignment.size(); ++k)
        {
            const StageRecord& stage = m_candidates[k][assignment[k]].stages.front();
            m_jobs.push_back({stage.stage.node, stage.readyNs, k});
        }
        std::sort(m_jobs.begin(), m_jobs.end(), [](const Job& a, const Job& b) {
            return std::tie(a.node, a.readyNs, a.request) < std::tie(b.node, b.readyNs, b.request);
        });
        double total = 0.0;
        std::int64_t freeNs = 0;
        for (std::size_t j = 0; j < m_jobs.size(); ++j)
        {
            RequestRecord& record = m_candidates[m_jobs[j].request][assignment[m_jobs[j].request]];
            const bool isFirst = j == 0 || m_jobs[j - 1].node != m_jobs[j].node;
            const std::int64_t startNs = record.stages.front().startNs;
            const std::int64_t delayNs = isFirst ? 0 : std::max<std::int64_t>(freeNs - startNs, 0);
            Shift(record, delayNs);
            freeNs = record.stages.front().endNs;
            total += (*m_environment.reward)(record);
            Shift(record, -delayNs);
        }
        return total;
    }

    /** Let service begin, and all that follows, later by @p delayNs. */
    static void
    Shift(RequestRecord& record, std::int64_t delayNs)
    {
        record.stages.front().startNs += delayNs;
        record.stages.front().endNs += delayNs;
        record.resultSentNs += delayNs;
        record.endNs += delayNs;
    }

    /** A request of the set at the node that an assignment gives it. */
    struct Job
    {
        NodeId node;
        std::int64_t readyNs;
        std::size_t request;
    };

    double m_maxAssignments;
    PolicyEnvironment m_environment;
    ActionSpace m_actions;
    std::vector<std::vector<RequestRecord>>
        m_candidates;        ///< by request: the allowed actions, predicted alone
    std::vector<Job> m_jobs; ///< kept for its storage
};

const Registry<Policy>::Entry ENTRY(
    "brute-force-joint",
    "Decides for a set of requests together: the assignment with the largest sum of predicted "
    "rewards.",
    {{"maxAssignments",
      "100000",
      "sets with more assignments are improved one request at a time; default: the 10^5 of five "
      "users in Shahhosseini et al. 2022"}},
    [](const Spec& spec) { return std::make_unique<BruteForceJointPolicy>(spec); });

} // namespace

} // namespace edgeward
