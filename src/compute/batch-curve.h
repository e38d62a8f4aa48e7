/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_COMPUTE_BATCH_CURVE_H
#define EDGEWARD_COMPUTE_BATCH_CURVE_H

#include <cstdint>
#include <string>
#include <vector>

namespace edgeward
{

/**
 * How much longer a batch of n takes than a batch of 1: piecewise linear between given sizes, the
 * last slope beyond them.
 */
class BatchCurve
{
  public:
    /** No gain: a batch of n takes n times as long. */
    BatchCurve();

    /**
     * Parse pairs of batch size and time: measured times of whole batches,
     * "1:21.3ms,2:31.8ms,4:82.5ms" (s, ms or us), or factors relative to batch 1,
     * "1:1,2:1.5,4:3.8". Empty text: no gain.
     * @throws ConfigError unless sizes are growing integers from 1 on, and times above 0, all with
     * a unit and never falling; a factor of batch 1 other than 1 is an error too
     */
    static BatchCurve Parse(const std::string& text);

    /** Time of a batch of @p size relative to a batch of 1. @pre size >= 1. */
    double At(std::uint32_t size) const;

    /** What Parse() reads back as this curve; empty for no gain. */
    const std::string& ToString() const;

  private:
    struct Point
    {
        double size;
        double factor;
    };

    std::string m_text;
    std::vector<Point> m_points; ///< at least two, sizes rising
};

} // namespace edgeward

#endif // EDGEWARD_COMPUTE_BATCH_CURVE_H
