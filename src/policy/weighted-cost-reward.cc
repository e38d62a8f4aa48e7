/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/reward.h"

namespace edgeward
{

namespace
{

constexpr double LARGEST = 1e9;

/**
 * A completed request costs
 *   latencyWeight latency / latencyScale + energyWeight deviceEnergy / energyScale
 *   + accuracyWeight (1 - accuracy) + missWeight [deadline missed],
 * every other one failurePenalty. The reward is minus the cost.
 */
class WeightedCostReward : public Reward
{
  public:
    explicit WeightedCostReward(const Spec& spec)
        : m_latencyWeight(spec.GetDouble("latencyWeight", 1.0, 0.0, LARGEST))
        , m_latencyScale(spec.GetDouble("latencyScale", 1.0, 1e-9, LARGEST))
        , m_energyWeight(spec.GetDouble("energyWeight", 1.0, 0.0, LARGEST))
        , m_energyScale(spec.GetDouble("energyScale", 1.0, 1e-9, LARGEST))
        , m_accuracyWeight(spec.GetDouble("accuracyWeight", 1.0, 0.0, LARGEST))
        , m_missWeight(spec.GetDouble("missWeight", 1.0, 0.0, LARGEST))
        , m_failurePenalty(spec.GetDouble("failurePenalty", 5.0, 0.0, LARGEST))
    {
    }

    double
    operator()(const RequestRecord& record) const override
    {
        if (record.outcome != Outcome::COMPLETED)
        {
            return -m_failurePenalty;
        }
        const double latencySeconds = static_cast<double>(record.LatencyNs()) * 1e-9;
        return -(m_latencyWeight * latencySeconds / m_latencyScale +
                 m_energyWeight * record.DeviceJoule() / m_energyScale +
                 m_accuracyWeight * (1.0 - record.accuracy) +
                 (record.MetDeadline() ? 0.0 : m_missWeight));
    }

  private:
    double m_latencyWeight;
    double m_latencyScale; ///< s
    double m_energyWeight;
    double m_energyScale; ///< J
    double m_accuracyWeight;
    double m_missWeight;
    double m_failurePenalty;
};

const Registry<Reward>::Entry ENTRY(
    "weighted-cost",
    "Minus a weighted sum of latency, device energy, accuracy loss and a missed deadline.",
    {{"latencyWeight",
      "1",
      "weight of the latency, >= 0; ours: all terms count alike at their scales"},
     {"latencyScale", "1", "latency that costs latencyWeight (s), > 0; ours"},
     {"energyWeight", "1", "weight of the device's energy, >= 0; ours"},
     {"energyScale", "1", "device energy that costs energyWeight (J), > 0; ours"},
     {"accuracyWeight", "1", "cost of accuracy 0 against accuracy 1, >= 0; ours"},
     {"missWeight", "1", "cost of a missed deadline, >= 0; ours"},
     {"failurePenalty",
      "5",
      "cost of a request that is rejected, dropped or unfinished, >= 0; ours: more than any useful "
      "completion"}},
    [](const Spec& spec) { return std::make_unique<WeightedCostReward>(spec); });

} // namespace

} // namespace edgeward
