/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/random-stream.h"

#include <cmath>

namespace edgeward
{

namespace
{

std::uint64_t
SplitMix64(std::uint64_t& state)
{
    state += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

std::uint64_t
RotateLeft(std::uint64_t value, int bits)
{
    return (value << bits) | (value >> (64 - bits));
}

} // namespace

std::uint64_t
DeriveSeed(std::uint64_t seed, std::uint64_t run, const std::string& purpose)
{
    // FNV-1a of the purpose, then mixed with seed and run so that neighbouring numbers give
    // unrelated streams.
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char character : purpose)
    {
        hash = (hash ^ static_cast<unsigned char>(character)) * 0x100000001b3ULL;
    }
    std::uint64_t state = hash;
    state ^= SplitMix64(state) + seed;
    state ^= SplitMix64(state) + run;
    return SplitMix64(state);
}

RandomStream::RandomStream(std::uint64_t seed)
{
    for (std::uint64_t& word : m_state)
    {
        word = SplitMix64(seed);
    }
}

std::uint64_t
RandomStream::Next()
{
    const std::uint64_t result = RotateLeft(m_state[0] + m_state[3], 23) + m_state[0];
    const std::uint64_t shifted = m_state[1] << 17;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= shifted;
    m_state[3] = RotateLeft(m_state[3], 45);
    return result;
}

double
RandomStream::Uniform()
{
    // The upper 53 bits fill a double's mantissa exactly.
    return static_cast<double>(Next() >> 11) * 0x1.0p-53;
}

double
RandomStream::Uniform(double low, double high)
{
    return low + (high - low) * Uniform();
}

std::uint64_t
RandomStream::Index(std::uint64_t count)
{
    // Values below the remainder of 2^64 / count would make small indices likelier: draw again.
    const std::uint64_t remainder = (0 - count) % count;
    std::uint64_t value = Next();
    while (value < remainder)
    {
        value = Next();
    }
    return value % count;
}

double
RandomStream::Exponential(double mean)
{
    return -mean * std::log1p(-Uniform());
}

double
RandomStream::Normal()
{
    const double radius = std::sqrt(-2.0 * std::log1p(-Uniform()));
    return radius * std::cos(2.0 * 3.14159265358979323846 * Uniform());
}

std::array<std::uint64_t, 4>
RandomStream::State() const
{
    return m_state;
}

void
RandomStream::Restore(const std::array<std::uint64_t, 4>& state)
{
    m_state = state;
}

} // namespace edgeward
