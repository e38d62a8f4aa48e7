/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/record-sample.h"

#include "base/random-stream.h"

namespace edgeward
{

RecordSample::RecordSample(double share, std::uint64_t seed, std::uint64_t run)
    : m_share(share)
    , m_seed(DeriveSeed(seed, run, "records"))
{
}

bool
RecordSample::Has(RequestId request) const
{
    // One draw of a stream of its own.
    return m_share >= 1.0 || RandomStream(m_seed ^ request).Uniform() < m_share;
}

} // namespace edgeward
