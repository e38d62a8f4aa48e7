/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/tensor-lookup.h"

#include "base/errors.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

namespace
{

constexpr double TWO_TO_32 = 4294967296.0;
constexpr double TWO_TO_53 = 9007199254740992.0;

ConfigError
DamageOf(const std::string& key, const std::string& name)
{
    return ConfigError({name}, "", "tensor '" + key + "' holds impossible numbers", "train again");
}

bool
IsCount(double value, double below)
{
    return value >= 0.0 && value < below && std::floor(value) == value;
}

} // namespace

const std::vector<double>&
FindTensor(const SafetensorsFile& file,
           const std::string& key,
           const std::vector<std::int64_t>& shape,
           const std::string& name)
{
    const auto found = file.doubleTensors.find(key);
    const bool isGood = found != file.doubleTensors.end() && found->second.shape == shape &&
                        std::all_of(found->second.values.begin(),
                                    found->second.values.end(),
                                    [](double value) { return std::isfinite(value); });
    if (!isGood)
    {
        throw ConfigError({name},
                          "",
                          "tensor '" + key + "' is missing, of another shape or not finite",
                          "it belongs to another observation or action space; train again");
    }
    return found->second.values;
}

std::uint64_t
FindCount(const SafetensorsFile& file, const std::string& key, const std::string& name)
{
    const double count = FindTensor(file, key, {}, name).front();
    if (!IsCount(count, TWO_TO_53))
    {
        throw DamageOf(key, name);
    }
    return static_cast<std::uint64_t>(count);
}

std::vector<std::uint64_t>
FindCounts(const SafetensorsFile& file,
           const std::string& key,
           std::size_t size,
           const std::string& name)
{
    std::vector<std::uint64_t> counts;
    for (const double count : FindTensor(file, key, {static_cast<std::int64_t>(size)}, name))
    {
        if (!IsCount(count, TWO_TO_53))
        {
            throw DamageOf(key, name);
        }
        counts.push_back(static_cast<std::uint64_t>(count));
    }
    return counts;
}

DoubleTensor
CountTensor(std::uint64_t count)
{
    return {{}, {static_cast<double>(count)}};
}

DoubleTensor
RandomTensor(const RandomStream& random)
{
    DoubleTensor tensor{{8}, {}};
    for (const std::uint64_t word : random.State())
    {
        tensor.values.push_back(static_cast<double>(word >> 32));
        tensor.values.push_back(static_cast<double>(word & 0xffffffffU));
    }
    return tensor;
}

void
RestoreRandom(const SafetensorsFile& file,
              const std::string& key,
              const std::string& name,
              RandomStream& random)
{
    const std::vector<double>& halves = FindTensor(file, key, {8}, name);
    std::array<std::uint64_t, 4> state{};
    bool isGood = false;
    for (std::size_t k = 0; k < halves.size(); ++k)
    {
        if (!IsCount(halves[k], TWO_TO_32))
        {
            throw DamageOf(key, name);
        }
        state[k / 2] = (state[k / 2] << 32) | static_cast<std::uint64_t>(halves[k]);
        // The generator cannot leave the state of zeros alone.
        isGood = isGood || halves[k] != 0.0;
    }
    if (!isGood)
    {
        throw DamageOf(key, name);
    }
    random.Restore(state);
}

} // namespace edgeward
