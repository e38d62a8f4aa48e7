/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/reward.h"

#include <algorithm>

namespace edgeward
{

namespace
{

constexpr double LARGEST = 1e9;

/**
 * Shahhosseini et al. 2022, "Online learning for orchestration of inference in multi-user
 * end-edge-cloud networks": minus the response time if the accuracy is above its threshold, else
 * minus the maximum response time.
 *
 * The paper averages both over the users of an epoch. A reward of one request knows that request
 * alone: the threshold is a floor for each, which is at least as strict.
 */
class ShahhosseiniReward : public Reward
{
  public:
    explicit ShahhosseiniReward(const Spec& spec)
        : m_accuracyThreshold(spec.GetDouble("accuracyThreshold", 0.0, 0.0, 1.0))
        , m_maximumSeconds(spec.GetDouble("maximumLatency", 10.0, 1e-9, LARGEST))
    {
    }

    double
    operator()(const RequestRecord& record) const override
    {
        const double floor = std::max(m_accuracyThreshold, record.request.accuracyFloor);
        if (record.outcome != Outcome::COMPLETED || record.accuracy < floor)
        {
            return -m_maximumSeconds;
        }
        return -std::min(static_cast<double>(record.LatencyNs()) * 1e-9, m_maximumSeconds);
    }

  private:
    double m_accuracyThreshold;
    double m_maximumSeconds;
};

const Registry<Reward>::Entry ENTRY(
    "shahhosseini",
    "Minus the latency if the accuracy threshold is met, else minus the maximum latency "
    "(Shahhosseini et al. 2022).",
    {{"accuracyThreshold",
      "0",
      "least accuracy (fraction 0..1), beside the request's own floor; the paper's thresholds are "
      "0, 0.80, 0.85, 0.89 and 0.899"},
     {"maximumLatency",
      "10",
      "what a failure costs, and the most a completion can (s), > 0; the default time-out of a "
      "scenario"}},
    [](const Spec& spec) { return std::make_unique<ShahhosseiniReward>(spec); });

} // namespace

} // namespace edgeward
