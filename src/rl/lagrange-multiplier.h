/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_LAGRANGE_MULTIPLIER_H
#define EDGEWARD_RL_LAGRANGE_MULTIPLIER_H

namespace edgeward
{

/** How a multiplier moves. */
struct LagrangeOptions
{
    double rate = 0.01;   ///< step of the ascent, >= 0
    double start = 0.0;   ///< first multiplier, >= 0
    double largest = 100; ///< the multiplier never exceeds it, > 0
};

/**
 * The price of a constraint on an average, found by dual ascent (Boyd and Vandenberghe 2004,
 * section 5; Tessler, Mankowitz, Mannor 2019, Eq. 9, stochastic):
 *
 *     multiplier = clamp(multiplier + rate * excess, 0, largest)
 *
 * with the excess of a decision over its limit, negative where it stays below. While no clamp acts,
 * the mean excess of n decisions is exactly (multiplier after - before) / (n rate): a multiplier
 * that settles is a constraint that holds.
 */
class LagrangeMultiplier
{
  public:
    explicit LagrangeMultiplier(const LagrangeOptions& options);

    /** What one unit of excess costs now. */
    double Value() const;

    /** A decision exceeded its limit by @p excess. */
    void Observe(double excess);

    /** Continue from a Value(). */
    void Restore(double value);

  private:
    LagrangeOptions m_options;
    double m_value;
};

} // namespace edgeward

#endif // EDGEWARD_RL_LAGRANGE_MULTIPLIER_H
