/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/divergence-guard.h"

#include "base/errors.h"
#include "base/text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace edgeward
{

namespace
{

/** Values overshoot while they are learned; this many times the largest return is more than that.
 */
constexpr double DIVERGED = 1000.0;

bool
IsFinite(const Observation& observation)
{
    return std::all_of(
        observation.begin(), observation.end(), [](float value) { return std::isfinite(value); });
}

} // namespace

void
DivergenceGuard::Observe(const Transition& transition)
{
    if (!std::isfinite(transition.reward) || !std::isfinite(transition.discount) ||
        !IsFinite(transition.observation) || !IsFinite(transition.nextObservation))
    {
        throw UserError("a transition has a reward (" + FormatDouble(transition.reward) +
                        "), a discount or an observation that is not a finite number; check the "
                        "parameters of the reward");
    }
    m_state.largestReward = std::max<double>(m_state.largestReward, std::abs(transition.reward));
    m_state.largestDiscount = std::max<double>(m_state.largestDiscount, transition.discount);
}

void
DivergenceGuard::Check(const TrainingStep& step) const
{
    const double largestReturn = m_state.largestDiscount < 1.0
                                     ? m_state.largestReward / (1.0 - m_state.largestDiscount)
                                     : std::numeric_limits<double>::infinity();
    if (std::isfinite(step.loss) && std::isfinite(step.gradientNorm) && std::isfinite(step.meanQ) &&
        std::abs(step.meanQ) <= DIVERGED * std::max(1.0, largestReturn))
    {
        return;
    }
    throw UserError("training diverged at training step " + std::to_string(step.update) +
                    " (decision " + std::to_string(step.decision) + "): loss " +
                    FormatDouble(step.loss) + ", gradient norm " + FormatDouble(step.gradientNorm) +
                    ", mean Q-value " + FormatDouble(step.meanQ) + ", largest reward " +
                    FormatDouble(m_state.largestReward) + "; lower learningRate (" +
                    FormatDouble(step.learningRate) +
                    "), update the target network less often, or scale rewards and observations "
                    "to about [-1, 1]; the parameters before this step are kept");
}

const DivergenceGuard::State&
DivergenceGuard::GetState() const
{
    return m_state;
}

void
DivergenceGuard::SetState(const State& state)
{
    m_state = state;
}

} // namespace edgeward
