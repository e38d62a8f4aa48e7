/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_RECORD_SAMPLE_H
#define EDGEWARD_RESULTS_RECORD_SAMPLE_H

#include "base/ids.h"

#include <cstdint>

namespace edgeward
{

/**
 * Which requests of a long run are recorded: each with the same probability, independently of
 * everything else, so that means, shares and percentiles over them estimate those over all.
 *
 * It depends on the request's number and the replication, not on the policy: arrivals are the same
 * for all policies, so they are compared on the same requests. What a smaller share records a
 * larger one records too.
 */
class RecordSample
{
  public:
    /** @param share probability, 0..1; 1: all. @param seed, run of the experiment */
    RecordSample(double share, std::uint64_t seed, std::uint64_t run);

    /** Whether the request is recorded. */
    bool Has(RequestId request) const;

  private:
    double m_share;
    std::uint64_t m_seed;
};

} // namespace edgeward

#endif // EDGEWARD_RESULTS_RECORD_SAMPLE_H
