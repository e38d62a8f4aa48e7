/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/choice-sequence.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace edgeward
{

ChoiceSequence::ChoiceSequence(std::size_t observationSize,
                               ActionBranches branches,
                               bool isMaskJoint)
    : m_branches(std::move(branches))
    , m_observationSize(observationSize)
    , m_isMaskJoint(isMaskJoint)
{
}

std::size_t
ChoiceSequence::Inputs() const
{
    return m_observationSize + m_branches.Alternatives() - m_branches.Sizes().back();
}

std::size_t
ChoiceSequence::Outputs() const
{
    return *std::max_element(m_branches.Sizes().begin(), m_branches.Sizes().end());
}

std::size_t
ChoiceSequence::Count() const
{
    return m_branches.Count();
}

std::size_t
ChoiceSequence::MaskSize() const
{
    return m_isMaskJoint ? m_branches.JointActions() : m_branches.Alternatives();
}

void
ChoiceSequence::Encode(const Observation& observation,
                       const std::vector<std::int32_t>& choices,
                       Observation& encoded) const
{
    encoded = observation;
    encoded.resize(Inputs(), 0.0F);
    std::size_t first = m_observationSize;
    for (std::size_t k = 0; k < choices.size(); ++k)
    {
        encoded[first + static_cast<std::size_t>(choices[k])] = 1.0F;
        first += m_branches.Sizes()[k];
    }
}

void
ChoiceSequence::Mask(const ActionMask& mask,
                     const std::vector<std::int32_t>& choices,
                     ActionMask& allowed) const
{
    const std::vector<std::size_t>& sizes = m_branches.Sizes();
    const std::size_t size = sizes[choices.size()];
    allowed.assign(Outputs(), 0);
    if (mask.empty())
    {
        std::fill_n(allowed.begin(), size, std::uint8_t{1});
        return;
    }
    const auto made = static_cast<std::ptrdiff_t>(choices.size());
    if (!m_isMaskJoint)
    {
        const auto first = static_cast<std::ptrdiff_t>(
            std::accumulate(sizes.begin(), sizes.begin() + made, std::size_t{0}));
        std::copy_n(mask.begin() + first, size, allowed.begin());
        return;
    }
    // The first choice is the most significant digit: what begins alike stands side by side.
    std::size_t prefix = 0;
    for (std::size_t k = 0; k < choices.size(); ++k)
    {
        prefix = prefix * sizes[k] + static_cast<std::size_t>(choices[k]);
    }
    const std::size_t ways =
        std::accumulate(sizes.begin() + made + 1, sizes.end(), std::size_t{1}, std::multiplies<>());
    for (std::size_t k = 0; k < size; ++k)
    {
        const auto begin = mask.begin() + static_cast<std::ptrdiff_t>((prefix * size + k) * ways);
        const auto end = begin + static_cast<std::ptrdiff_t>(ways);
        allowed[k] = std::find(begin, end, std::uint8_t{1}) != end ? 1 : 0;
    }
}

std::int32_t
ChoiceSequence::Decide(const Observation& observation, const ActionMask& mask, const Choose& choose)
{
    std::int32_t joint = 0;
    m_choices.clear();
    for (const std::size_t size : m_branches.Sizes())
    {
        Encode(observation, m_choices, m_encoded);
        Mask(mask, m_choices, m_allowed);
        m_choices.push_back(choose(m_encoded, m_allowed));
        joint = joint * static_cast<std::int32_t>(size) + m_choices.back();
    }
    return joint;
}

void
ChoiceSequence::Expand(const Transition& decision,
                       const std::function<void(const Transition&)>& next)
{
    const std::vector<std::int32_t> choices = m_branches.Split(decision.action);
    m_part.agent = decision.agent;
    m_choices.clear();
    Encode(decision.observation, m_choices, m_part.nextObservation);
    Mask(decision.mask, m_choices, m_part.nextMask);
    for (std::size_t k = 0; k < choices.size(); ++k)
    {
        const bool isLast = k + 1 == choices.size();
        std::swap(m_part.observation, m_part.nextObservation);
        std::swap(m_part.mask, m_part.nextMask);
        m_part.action = choices[k];
        m_part.sequence =
            decision.sequence == 0 ? 0 : (decision.sequence - 1) * choices.size() + k + 1;
        m_part.reward = isLast ? decision.reward : 0.0F;
        m_part.discount = isLast ? decision.discount : 1.0F;
        m_part.isTruncated = isLast && decision.isTruncated;
        m_choices.push_back(choices[k]);
        if (isLast)
        {
            m_choices.clear();
        }
        Encode(isLast ? decision.nextObservation : decision.observation,
               m_choices,
               m_part.nextObservation);
        Mask(isLast ? decision.nextMask : decision.mask, m_choices, m_part.nextMask);
        next(m_part);
    }
}

} // namespace edgeward
