/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_COMPUTE_EXECUTION_NOISE_H
#define EDGEWARD_COMPUTE_EXECUTION_NOISE_H

#include "dnn/execution-spread.h"

#include "ns3/random-variable-stream.h"

#include <string>

namespace edgeward
{

/** Random factors of mean 1 by which execution times differ from their mean. */
class ExecutionNoise
{
  public:
    /**
     * Choose the distribution.
     * @param kind "none", "gamma" (shape 1/cv^2, scale cv^2; exponential at cv = 1), "lognormal"
     *             (sigma^2 = ln(1 + cv^2), mu = -sigma^2 / 2), or "profile" (see MeasuredNoise;
     *             lognormal where the spread has no such distribution)
     * @throws ConfigError if @p kind is none of these
     */
    void SetKind(const std::string& kind);

    const std::string& GetKind() const;

    /** A factor > 0 of mean 1; exactly 1, without a draw, if the spread's variation is 0 or the
     * kind "none". */
    double Draw(const ExecutionSpread& spread);

    /** Fix the random stream; holds for kinds set later too. */
    void AssignStream(std::int64_t stream);

    /** What the factors are drawn from; null for "none". */
    ns3::Ptr<ns3::RandomVariableStream> GetVariable() const;

  private:
    double DrawMeasured(const ExecutionSpread& spread);

    std::string m_kind = "none";
    std::int64_t m_stream = -1; ///< -1: ns-3 chooses
    ns3::Ptr<ns3::GammaRandomVariable> m_gamma;
    ns3::Ptr<ns3::LogNormalRandomVariable> m_lognormal;
    ns3::Ptr<ns3::NormalRandomVariable> m_normal; ///< scores for "profile"
};

} // namespace edgeward

#endif // EDGEWARD_COMPUTE_EXECUTION_NOISE_H
