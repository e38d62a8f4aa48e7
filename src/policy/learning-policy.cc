/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/learning-policy.h"

namespace edgeward
{

void
LearningPolicy::SetTotalSteps(std::uint64_t steps)
{
    m_totalSteps = steps;
}

void
LearningPolicy::SetProvenance(const std::map<std::string, std::string>& provenance)
{
    m_provenance = provenance;
}

void
LearningPolicy::SetTraining(bool isTraining)
{
    m_isTraining = isTraining;
}

std::uint64_t
LearningPolicy::TotalSteps() const
{
    return m_totalSteps;
}

bool
LearningPolicy::IsTraining() const
{
    return m_isTraining;
}

const std::map<std::string, std::string>&
LearningPolicy::Provenance() const
{
    return m_provenance;
}

} // namespace edgeward
