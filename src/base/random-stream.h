/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_BASE_RANDOM_STREAM_H
#define EDGEWARD_BASE_RANDOM_STREAM_H

#include <array>
#include <cstdint>
#include <string>

namespace edgeward
{

/**
 * A seed that depends on the run's seed, the replication and a purpose, and on nothing else.
 *
 * @param seed    the experiment's seed
 * @param run     replication number
 * @param purpose what the stream is for, e.g. "policy/3"; two purposes give independent streams
 */
std::uint64_t DeriveSeed(std::uint64_t seed, std::uint64_t run, const std::string& purpose);

/**
 * Random numbers whose values are the same with every compiler and library.
 *
 * xoshiro256++ (Blackman and Vigna, ACM TOMS 47(4), 2021), seeded by splitmix64. Standard library
 * distributions are not used because their output is implementation-defined. ns-3 Objects use
 * ns3::RandomVariableStream instead; policies and learners use this, so that they never disturb
 * arrivals and channels (common random numbers).
 */
class RandomStream
{
  public:
    explicit RandomStream(std::uint64_t seed);

    /** Uniform on all 64-bit integers. */
    std::uint64_t Next();

    /** Uniform on [0, 1). */
    double Uniform();

    /** Uniform on [low, high). */
    double Uniform(double low, double high);

    /** Uniform on {0 .. count - 1}, without modulo bias. @pre count > 0 */
    std::uint64_t Index(std::uint64_t count);

    /** Exponential with the given mean (> 0). */
    double Exponential(double mean);

    /** Normal with mean 0 and standard deviation 1 (Box-Muller, one value per call). */
    double Normal();

    /** The generator's whole state, for checkpoints. */
    std::array<std::uint64_t, 4> State() const;

    /** Continue from a state of State(). */
    void Restore(const std::array<std::uint64_t, 4>& state);

  private:
    std::array<std::uint64_t, 4> m_state;
};

} // namespace edgeward

#endif // EDGEWARD_BASE_RANDOM_STREAM_H
