/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/prioritized-sampler.h"

#include "rl/checkpoint-stream.h"
#include "rl/checksum.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

PrioritizedSampler::PrioritizedSampler(std::size_t slots, double alpha, double epsilon)
    : m_alpha(alpha)
    , m_epsilon(epsilon)
    , m_tree(slots)
{
}

void
PrioritizedSampler::Add(std::size_t slot)
{
    m_tree.Set(slot, std::pow(m_largest, m_alpha));
}

void
PrioritizedSampler::Sample(std::size_t count,
                           std::size_t size,
                           double beta,
                           RandomStream& random,
                           std::size_t* slots,
                           float* weights) const
{
    const double total = m_tree.Total();
    const double range = total / static_cast<double>(count);
    std::vector<double> positions(count);
    for (std::size_t row = 0; row < count; ++row)
    {
        positions[row] = (static_cast<double>(row) + random.Uniform()) * range;
    }
    m_tree.Find(positions.data(), count, slots);
    float largest = 0.0F;
    for (std::size_t row = 0; row < count; ++row)
    {
        const double expected = static_cast<double>(size) * m_tree.Get(slots[row]) / total;
        weights[row] = static_cast<float>(std::pow(expected, -beta));
        largest = std::max(largest, weights[row]);
    }
    std::transform(
        weights, weights + count, weights, [largest](float weight) { return weight / largest; });
}

void
PrioritizedSampler::Update(const std::size_t* slots, const float* errors, std::size_t count)
{
    std::vector<double> weights(count);
    for (std::size_t row = 0; row < count; ++row)
    {
        const double priority = std::abs(static_cast<double>(errors[row])) + m_epsilon;
        m_largest = std::max(m_largest, priority);
        weights[row] = std::pow(priority, m_alpha);
    }
    m_tree.Set(slots, weights.data(), count);
}

double
PrioritizedSampler::Probability(std::size_t slot) const
{
    return m_tree.Get(slot) / m_tree.Total();
}

std::string
PrioritizedSampler::Save(std::size_t size) const
{
    CheckpointWriter writer;
    writer.Put(m_largest);
    for (std::size_t slot = 0; slot < size; ++slot)
    {
        writer.Put(m_tree.Get(slot));
    }
    const std::uint32_t checksum = Crc32(writer.Bytes().data(), writer.Bytes().size());
    writer.Put(checksum);
    return std::move(writer.Bytes());
}

void
PrioritizedSampler::Restore(const std::string& bytes, std::size_t size, const std::string& name)
{
    CheckpointReader reader(bytes, name);
    const auto largest = reader.Get<double>();
    SumTree tree(m_tree.Slots());
    for (std::size_t slot = 0; slot < size; ++slot)
    {
        const auto weight = reader.Get<double>();
        if (!std::isfinite(weight) || weight < 0.0)
        {
            throw reader.Error("has an impossible priority");
        }
        tree.Set(slot, weight);
    }
    const std::uint32_t checksum = Crc32(bytes.data(), bytes.size() - reader.Left());
    if (reader.Get<std::uint32_t>() != checksum || reader.Left() != 0 || !std::isfinite(largest))
    {
        throw reader.Error("has priorities that do not match their checksum");
    }
    m_largest = largest;
    m_tree = std::move(tree);
}

} // namespace edgeward
