/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/lagrange-multiplier.h"

#include <algorithm>

namespace edgeward
{

LagrangeMultiplier::LagrangeMultiplier(const LagrangeOptions& options)
    : m_options(options)
    , m_value(options.start)
{
}

double
LagrangeMultiplier::Value() const
{
    return m_value;
}

void
LagrangeMultiplier::Observe(double excess)
{
    m_value = std::clamp(m_value + m_options.rate * excess, 0.0, m_options.largest);
}

void
LagrangeMultiplier::Restore(double value)
{
    m_value = std::clamp(value, 0.0, m_options.largest);
}

} // namespace edgeward
