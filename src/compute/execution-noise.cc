/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "compute/execution-noise.h"

#include "base/errors.h"
#include "base/text.h"

#include <cmath>

namespace edgeward
{

using namespace ns3;

void
ExecutionNoise::SetKind(const std::string& kind)
{
    if (kind != "none" && kind != "gamma" && kind != "lognormal")
    {
        throw ConfigError({},
                          "Noise",
                          "unknown distribution '" + kind + "'",
                          DidYouMean(kind, {"gamma", "lognormal", "none"}));
    }
    m_kind = kind;
    m_gamma = kind == "gamma" ? CreateObject<GammaRandomVariable>() : nullptr;
    m_lognormal = kind == "lognormal" ? CreateObject<LogNormalRandomVariable>() : nullptr;
    AssignStream(m_stream);
}

const std::string&
ExecutionNoise::GetKind() const
{
    return m_kind;
}

double
ExecutionNoise::Draw(double variation)
{
    if (variation <= 0.0)
    {
        return 1.0;
    }
    const double variance = variation * variation;
    if (m_gamma)
    {
        return m_gamma->GetValue(1.0 / variance, variance);
    }
    if (m_lognormal)
    {
        const double sigma2 = std::log1p(variance);
        return m_lognormal->GetValue(-sigma2 / 2.0, std::sqrt(sigma2));
    }
    return 1.0;
}

void
ExecutionNoise::AssignStream(std::int64_t stream)
{
    m_stream = stream;
    if (const auto variable = GetVariable(); variable && stream >= 0)
    {
        variable->SetStream(stream);
    }
}

Ptr<RandomVariableStream>
ExecutionNoise::GetVariable() const
{
    if (m_gamma)
    {
        return m_gamma;
    }
    return m_lognormal;
}

} // namespace edgeward
