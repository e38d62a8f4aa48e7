/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/training-state.h"

#include "base/errors.h"
#include "base/text.h"
#include "rl/checksum.h"
#include "rl/safetensors.h"

#include <cmath>
#include <optional>

namespace edgeward
{

namespace
{

const std::string MAGIC = "EDGEWARD-TRAINING-STATE 1\n";

/** Digits of the length that follows the magic. */
constexpr std::size_t LENGTH_DIGITS = 20;

// Entries of the file's metadata are told apart by these.
const std::string SETUP = "setup.";
const std::string COUNT = "count.";
const std::string STREAM = "stream.";
const std::string MEMORY_CHECKSUM = "memory.crc32";

/** 64 unsigned bits as the decimal number of the same signed bits, which ParseInt() reads. */
std::string
ToText(std::uint64_t value)
{
    return std::to_string(static_cast<std::int64_t>(value));
}

std::optional<std::uint64_t>
ToCount(const std::string& text)
{
    const std::optional<std::int64_t> value = ParseInt(text);
    return value ? std::optional<std::uint64_t>(static_cast<std::uint64_t>(*value)) : std::nullopt;
}

/** The line that says how long the tensors are. */
std::string
LengthLine(std::size_t bytes)
{
    const std::string digits = std::to_string(bytes);
    return std::string(LENGTH_DIGITS - digits.size(), '0') + digits + "\n";
}

bool
TakePrefix(std::string& key, const std::string& prefix)
{
    const bool has = key.compare(0, prefix.size(), prefix) == 0;
    key = has ? key.substr(prefix.size()) : key;
    return has;
}

void
CheckSetup(const std::map<std::string, std::string>& found,
           const std::map<std::string, std::string>& expected,
           const std::string& name)
{
    std::vector<std::string> differences;
    const std::string nothing = "nothing";
    for (const auto& [key, value] : expected)
    {
        const auto other = found.find(key);
        const std::string& had = other == found.end() ? nothing : other->second;
        if (had != value)
        {
            differences.push_back(key + " was " + had + " and is " + value);
        }
    }
    if (!differences.empty())
    {
        throw ConfigError({name},
                          "",
                          "was trained with another setup: " + Join(differences, "; "),
                          "resume with the same setup, or train anew");
    }
}

template <typename T>
const T&
Find(const std::map<std::string, T>& entries, const std::string& key, const TrainingState& state)
{
    const auto found = entries.find(key);
    if (found == entries.end())
    {
        throw state.Damaged("'" + key + "' is missing");
    }
    return found->second;
}

} // namespace

const std::vector<float>&
TrainingState::Values(const std::string& key, std::size_t count) const
{
    const std::vector<float>& found = Find(values, key, *this);
    if (found.size() != count)
    {
        throw Damaged("'" + key + "' is of another size");
    }
    for (const float value : found)
    {
        if (!std::isfinite(value))
        {
            throw Damaged("'" + key + "' holds a value that is not finite");
        }
    }
    return found;
}

double
TrainingState::Number(const std::string& key) const
{
    return Find(numbers, key, *this);
}

std::uint64_t
TrainingState::Count(const std::string& key) const
{
    return Find(counts, key, *this);
}

const std::array<std::uint64_t, 4>&
TrainingState::Stream(const std::string& key) const
{
    return Find(streams, key, *this);
}

void
TrainingState::PutOptimizer(const std::string& key, const AdamState& optimizer)
{
    values[key + ".first"] = optimizer.firstMoment;
    values[key + ".second"] = optimizer.secondMoment;
    counts[key + ".step"] = static_cast<std::uint64_t>(optimizer.step);
}

AdamState
TrainingState::Optimizer(const std::string& key, std::size_t count) const
{
    return {static_cast<std::int64_t>(Count(key + ".step")),
            Values(key + ".first", count),
            Values(key + ".second", count)};
}

void
TrainingState::PutGuard(const DivergenceGuard& guard)
{
    numbers["largestReward"] = guard.GetState().largestReward;
    numbers["largestDiscount"] = guard.GetState().largestDiscount;
}

DivergenceGuard::State
TrainingState::Guard() const
{
    return {Number("largestReward"), Number("largestDiscount")};
}

void
TrainingState::PutNetwork(const std::string& key, const TrainedNetwork& network)
{
    values[key] = network.Parameters();
    PutOptimizer(key, network.Optimizer());
}

void
TrainingState::CheckNetwork(const std::string& key, const TrainedNetwork& network) const
{
    const std::size_t count = network.Parameters().size();
    Values(key, count);
    Optimizer(key, count);
}

void
TrainingState::GetNetwork(const std::string& key, TrainedNetwork& network) const
{
    const std::size_t count = network.Parameters().size();
    const AdamState optimizer = Optimizer(key, count);
    network.SetParameters(Values(key, count));
    network.SetOptimizer(optimizer);
}

ConfigError
TrainingState::Damaged(const std::string& what) const
{
    return ConfigError({m_name},
                       "",
                       "is no whole training state: " + what,
                       "resume from another checkpoint, or train anew");
}

std::string
TrainingState::Format() const
{
    SafetensorsFile file;
    for (const auto& [key, array] : values)
    {
        file.tensors[key] = {{static_cast<std::int64_t>(array.size())}, array};
    }
    for (const auto& [key, number] : numbers)
    {
        file.doubleTensors["number." + key] = {{1}, {number}};
    }
    for (const auto& [key, count] : counts)
    {
        file.metadata[COUNT + key] = ToText(count);
    }
    for (const auto& [key, stream] : streams)
    {
        file.metadata[STREAM + key] =
            Join({ToText(stream[0]), ToText(stream[1]), ToText(stream[2]), ToText(stream[3])}, " ");
    }
    for (const auto& [key, text] : setup)
    {
        file.metadata[SETUP + key] = text;
    }
    file.metadata[MEMORY_CHECKSUM] = ToHex(Crc32(memory.data(), memory.size()));
    const std::string tensors = FormatSafetensors(file);
    return MAGIC + LengthLine(tensors.size()) + tensors + memory;
}

TrainingState
TrainingState::Parse(const std::string& bytes,
                     const std::map<std::string, std::string>& expected,
                     const std::string& name)
{
    TrainingState state;
    state.m_name = name;
    const std::size_t start = MAGIC.size() + LENGTH_DIGITS + 1;
    if (bytes.size() < start || bytes.compare(0, MAGIC.size(), MAGIC) != 0)
    {
        throw state.Damaged("it does not begin with '" + Trim(MAGIC) + "'");
    }
    const std::optional<std::int64_t> length = ParseInt(bytes.substr(MAGIC.size(), LENGTH_DIGITS));
    const std::size_t tensorBytes = length && *length >= 0 ? static_cast<std::size_t>(*length) : 0;
    if (tensorBytes == 0 || tensorBytes > bytes.size() - start ||
        bytes.compare(MAGIC.size(), LENGTH_DIGITS + 1, LengthLine(tensorBytes)) != 0)
    {
        throw state.Damaged("it is truncated, or its length is damaged");
    }
    const SafetensorsFile file = ParseSafetensors(bytes.substr(start, tensorBytes), name);
    state.memory = bytes.substr(start + tensorBytes);
    for (const auto& [key, tensor] : file.tensors)
    {
        state.values[key] = tensor.values;
    }
    for (const auto& [entry, tensor] : file.doubleTensors)
    {
        std::string key = entry;
        if (!TakePrefix(key, "number.") || tensor.values.size() != 1)
        {
            throw state.Damaged("'" + entry + "' is no number");
        }
        state.numbers[key] = tensor.values.front();
    }
    for (const auto& [entry, text] : file.metadata)
    {
        std::string key = entry;
        if (TakePrefix(key, SETUP))
        {
            state.setup[key] = text;
        }
        else if (TakePrefix(key, COUNT) || TakePrefix(key, STREAM))
        {
            const std::vector<std::string> parts = Split(text, ' ');
            std::vector<std::uint64_t> whole;
            for (const std::string& part : parts)
            {
                const std::optional<std::uint64_t> count = ToCount(part);
                if (!count)
                {
                    throw state.Damaged("'" + entry + "' is no number");
                }
                whole.push_back(*count);
            }
            if (whole.size() == 4)
            {
                state.streams[key] = {whole[0], whole[1], whole[2], whole[3]};
            }
            else
            {
                state.counts[key] = whole.front();
            }
        }
    }
    CheckSetup(state.setup, expected, name);
    const auto checksum = file.metadata.find(MEMORY_CHECKSUM);
    if (checksum == file.metadata.end() ||
        checksum->second != ToHex(Crc32(state.memory.data(), state.memory.size())))
    {
        throw state.Damaged("what is remembered is damaged");
    }
    return state;
}

} // namespace edgeward
