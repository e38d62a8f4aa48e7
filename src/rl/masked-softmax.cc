/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/masked-softmax.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace edgeward
{

void
MaskedSoftmax::Set(const float* logits, const std::uint8_t* mask, std::size_t actions)
{
    m_probabilities.assign(actions, 0.0);
    m_logs.assign(actions, 0.0);
    double largest = -std::numeric_limits<double>::infinity();
    for (std::size_t action = 0; action < actions; ++action)
    {
        // The largest is taken off first, so that no power overflows.
        largest = mask[action] != 0 ? std::max<double>(largest, logits[action]) : largest;
    }
    double sum = 0.0;
    for (std::size_t action = 0; action < actions; ++action)
    {
        sum += mask[action] != 0 ? std::exp(logits[action] - largest) : 0.0;
    }
    if (!(sum > 0.0))
    {
        throw std::logic_error("MaskedSoftmax: the mask allows nothing, or a logit is no number");
    }
    for (std::size_t action = 0; action < actions; ++action)
    {
        if (mask[action] != 0)
        {
            m_logs[action] = logits[action] - largest - std::log(sum);
            m_probabilities[action] = std::exp(m_logs[action]);
        }
    }
}

const std::vector<double>&
MaskedSoftmax::Probabilities() const
{
    return m_probabilities;
}

double
MaskedSoftmax::LogProbability(std::size_t action) const
{
    return m_logs[action];
}

double
MaskedSoftmax::Entropy() const
{
    double entropy = 0.0;
    for (std::size_t action = 0; action < m_logs.size(); ++action)
    {
        entropy -= m_probabilities[action] * m_logs[action];
    }
    return entropy;
}

std::int32_t
MaskedSoftmax::Draw(RandomStream& random) const
{
    double left = random.Uniform();
    std::size_t last = 0;
    for (std::size_t action = 0; action < m_probabilities.size(); ++action)
    {
        if (m_probabilities[action] > 0.0)
        {
            last = action;
            left -= m_probabilities[action];
            if (left < 0.0)
            {
                break;
            }
        }
    }
    // Rounding may leave a little; it belongs to the last action that is possible.
    return static_cast<std::int32_t>(last);
}

void
DifferentiatePolicy(const MaskedSoftmax& softmax,
                    const PolicySample& sample,
                    double entropyCoefficient,
                    double weight,
                    PolicyLoss& loss,
                    float* gradient)
{
    const std::vector<double>& probabilities = softmax.Probabilities();
    const auto taken = static_cast<std::size_t>(sample.action);
    const double entropy = softmax.Entropy();
    loss.policy -= weight * sample.advantage * softmax.LogProbability(taken);
    loss.entropy += weight * entropy;
    for (std::size_t action = 0; action < probabilities.size(); ++action)
    {
        // d ln p_a / d z_k = [k = a] - p_k; d H / d z_k = - p_k (ln p_k + H).
        const double p = probabilities[action];
        const double chosen = action == taken ? 1.0 : 0.0;
        const double byLog = sample.advantage * (chosen - p);
        const double byEntropy = -p * (softmax.LogProbability(action) + entropy);
        gradient[action] = static_cast<float>(-weight * (byLog + entropyCoefficient * byEntropy));
    }
}

} // namespace edgeward
