/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/reward.h"

namespace edgeward
{

namespace
{

constexpr double LARGEST = 1e9;

/** accuracy of an answer in time, latePenalty less for one that is late, minus failurePenalty for
 * none. */
class DeadlineAccuracyReward : public Reward
{
  public:
    explicit DeadlineAccuracyReward(const Spec& spec)
        : m_latePenalty(spec.GetDouble("latePenalty", 1.0, 0.0, LARGEST))
        , m_failurePenalty(spec.GetDouble("failurePenalty", 1.0, 0.0, LARGEST))
        , m_energyWeight(spec.GetDouble("energyWeight", 0.0, 0.0, LARGEST))
    {
    }

    double
    operator()(const RequestRecord& record) const override
    {
        const double energyCost = m_energyWeight * record.DeviceJoule();
        if (record.outcome != Outcome::COMPLETED)
        {
            return -m_failurePenalty - energyCost;
        }
        return record.accuracy - (record.MetDeadline() ? 0.0 : m_latePenalty) - energyCost;
    }

  private:
    double m_latePenalty;
    double m_failurePenalty;
    double m_energyWeight; ///< 1/J
};

const Registry<Reward>::Entry ENTRY(
    "deadline-accuracy",
    "The accuracy of answers that come in time; late and missing ones pay a penalty.",
    {{"latePenalty",
      "1",
      "taken from the accuracy of a late answer, >= 0; ours: a late answer is worth no more than "
      "none"},
     {"failurePenalty",
      "1",
      "cost of a request that is rejected, dropped or unfinished, >= 0; ours: as bad as the worst "
      "late answer"},
     {"energyWeight", "0", "cost of the device's energy (1/J), >= 0; ours: energy does not count"}},
    [](const Spec& spec) { return std::make_unique<DeadlineAccuracyReward>(spec); });

} // namespace

} // namespace edgeward
