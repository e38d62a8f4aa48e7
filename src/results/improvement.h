/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_IMPROVEMENT_H
#define EDGEWARD_RESULTS_IMPROVEMENT_H

#include "results/bootstrap.h"

#include <vector>

namespace edgeward
{

/**
 * The probability that a run of one policy scores higher than a run of another, P(X > Y) + P(X = Y)
 * / 2: the Mann-Whitney statistic by the product of the sample sizes (Agarwal et al., NeurIPS 2021,
 * section 4.3). 1/2: neither is better.
 */
class Improvement
{
  public:
    /** @pre x and y are finite */
    Improvement(const std::vector<double>& x, const std::vector<double>& y);

    /** NaN if x or y is empty. */
    double Value() const;

    /** 95 % interval when the two samples are independent: each is resampled by itself. */
    Interval IndependentEnds(const BootstrapPlan& plan = {}) const;

    /**
     * 95 % interval when x[i] and y[i] are of the same replication (common random numbers): pairs
     * are resampled, because the two rise and fall together. @pre x and y are equally long
     */
    Interval PairedEnds(const BootstrapPlan& plan = {}) const;

  private:
    struct Entry
    {
        double value;
        std::size_t index; ///< within its sample
        bool isX;
    };

    /** Of resamples of both: how often each x was drawn, from @p x on, and each y, from @p y on. */
    double Of(const std::uint32_t* x, const std::uint32_t* y) const;

    std::vector<Entry> m_ascending;
    std::size_t m_sizeX;
    std::size_t m_sizeY;
};

} // namespace edgeward

#endif // EDGEWARD_RESULTS_IMPROVEMENT_H
