/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "compute/execution-noise.h"

#include "base/errors.h"
#include "base/text.h"
#include "compute/measured-noise.h"

#include <cmath>

namespace edgeward
{

using namespace ns3;

void
ExecutionNoise::SetKind(const std::string& kind)
{
    if (kind != "none" && kind != "gamma" && kind != "lognormal" && kind != "profile")
    {
        throw ConfigError({},
                          "Noise",
                          "unknown distribution '" + kind + "'",
                          DidYouMean(kind, {"gamma", "lognormal", "none", "profile"}));
    }
    m_kind = kind;
    m_gamma = kind == "gamma" ? CreateObject<GammaRandomVariable>() : nullptr;
    m_lognormal = kind == "lognormal" ? CreateObject<LogNormalRandomVariable>() : nullptr;
    m_normal = kind == "profile" ? CreateObject<NormalRandomVariable>() : nullptr;
    AssignStream(m_stream);
}

const std::string&
ExecutionNoise::GetKind() const
{
    return m_kind;
}

double
ExecutionNoise::Draw(const ExecutionSpread& spread)
{
    if (spread.variation <= 0.0)
    {
        return 1.0;
    }
    const double variance = spread.variation * spread.variation;
    if (m_gamma)
    {
        return m_gamma->GetValue(1.0 / variance, variance);
    }
    if (m_lognormal)
    {
        const double sigma2 = std::log1p(variance);
        return m_lognormal->GetValue(-sigma2 / 2.0, std::sqrt(sigma2));
    }
    return m_normal ? DrawMeasured(spread) : 1.0;
}

double
ExecutionNoise::DrawMeasured(const ExecutionSpread& spread)
{
    const double score = m_normal->GetValue(0.0, 1.0);
    if (const std::optional<MeasuredNoise> measured = MeasuredNoise::Fit(spread))
    {
        return measured->At(score);
    }
    // The same score makes a lognormal factor, so that a run differs only where it has to.
    const double sigma2 = std::log1p(spread.variation * spread.variation);
    return std::exp(std::sqrt(sigma2) * score - sigma2 / 2.0);
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
    if (m_lognormal)
    {
        return m_lognormal;
    }
    return m_normal;
}

} // namespace edgeward
