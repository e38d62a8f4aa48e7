/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/dqn-state.h"

#include "base/errors.h"
#include "base/text.h"
#include "rl/safetensors.h"

#include <cmath>
#include <optional>

namespace edgeward
{

namespace
{

const std::string MAGIC = "EDGEWARD-DQN-STATE 1\n";

/** Digits of the length that follows the magic. */
constexpr std::size_t LENGTH_DIGITS = 20;

/** Setup entries carry this before their name in the file's metadata. */
const std::string SETUP_PREFIX = "setup.";

Tensor
ToTensor(const std::vector<float>& values)
{
    return {{static_cast<std::int64_t>(values.size())}, values};
}

/** 64 unsigned bits as the decimal number of the same signed bits, which ParseInt() reads. */
std::string
ToText(std::uint64_t value)
{
    return std::to_string(static_cast<std::int64_t>(value));
}

std::string
ToText(const std::array<std::uint64_t, 4>& state)
{
    return Join({ToText(state[0]), ToText(state[1]), ToText(state[2]), ToText(state[3])}, " ");
}

/** The line that says how long the tensors are. */
std::string
LengthLine(std::size_t bytes)
{
    const std::string digits = std::to_string(bytes);
    return std::string(LENGTH_DIGITS - digits.size(), '0') + digits + "\n";
}

/** Reads the parts of a state and says what is wrong with the file. */
class StateReader
{
  public:
    StateReader(SafetensorsFile file, std::string name)
        : m_file(std::move(file))
        , m_name(std::move(name))
    {
    }

    ConfigError
    Damaged(const std::string& what) const
    {
        return ConfigError({m_name},
                           "",
                           "is no whole training state: " + what,
                           "resume from another checkpoint, or train anew");
    }

    const std::string&
    Text(const std::string& key) const
    {
        const auto found = m_file.metadata.find(key);
        if (found == m_file.metadata.end())
        {
            throw Damaged("'" + key + "' is missing");
        }
        return found->second;
    }

    std::uint64_t
    Count(const std::string& key) const
    {
        return Parse(Text(key), key);
    }

    std::array<std::uint64_t, 4>
    Random(const std::string& key) const
    {
        const std::vector<std::string> parts = Split(Text(key), ' ');
        std::array<std::uint64_t, 4> state{};
        if (parts.size() != state.size())
        {
            throw Damaged("'" + key + "' is no state of a random stream");
        }
        for (std::size_t i = 0; i < state.size(); ++i)
        {
            state[i] = Parse(parts[i], key);
        }
        return state;
    }

    /** @param count as many as there must be */
    std::vector<float>
    Values(const std::string& key, std::size_t count) const
    {
        const auto found = m_file.tensors.find(key);
        if (found == m_file.tensors.end() || found->second.values.size() != count)
        {
            throw Damaged("'" + key + "' is missing or of another size");
        }
        for (const float value : found->second.values)
        {
            if (!std::isfinite(value))
            {
                throw Damaged("'" + key + "' holds a value that is not finite");
            }
        }
        return found->second.values;
    }

    std::size_t
    SizeOf(const std::string& key) const
    {
        const auto found = m_file.tensors.find(key);
        return found == m_file.tensors.end() ? 0 : found->second.values.size();
    }

    double
    Number(const std::string& key) const
    {
        const auto found = m_file.doubleTensors.find(key);
        if (found == m_file.doubleTensors.end() || found->second.values.size() != 1)
        {
            throw Damaged("'" + key + "' is missing");
        }
        return found->second.values.front();
    }

    std::map<std::string, std::string>
    Setup() const
    {
        std::map<std::string, std::string> setup;
        for (const auto& [key, value] : m_file.metadata)
        {
            if (key.compare(0, SETUP_PREFIX.size(), SETUP_PREFIX) == 0)
            {
                setup[key.substr(SETUP_PREFIX.size())] = value;
            }
        }
        return setup;
    }

  private:
    std::uint64_t
    Parse(const std::string& text, const std::string& key) const
    {
        const std::optional<std::int64_t> value = ParseInt(text);
        if (!value)
        {
            throw Damaged("'" + key + "' is no number");
        }
        return static_cast<std::uint64_t>(*value);
    }

    SafetensorsFile m_file;
    std::string m_name;
};

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

SafetensorsFile
ToFile(const DqnState& state)
{
    SafetensorsFile file;
    file.tensors = {{"online", ToTensor(state.online)},
                    {"target", ToTensor(state.target)},
                    {"averaged", ToTensor(state.averaged)},
                    {"adam.first", ToTensor(state.optimizer.firstMoment)},
                    {"adam.second", ToTensor(state.optimizer.secondMoment)}};
    file.doubleTensors = {{"loss", {{1}, {state.loss}}},
                          {"meanQ", {{1}, {state.meanQ}}},
                          {"tdError", {{1}, {state.tdError}}},
                          {"largestReward", {{1}, {state.guard.largestReward}}},
                          {"largestDiscount", {{1}, {state.guard.largestDiscount}}}};
    file.metadata = {{"adam.step", ToText(static_cast<std::uint64_t>(state.optimizer.step))},
                     {"steps", ToText(state.steps)},
                     {"transitions", ToText(state.transitions)},
                     {"updates", ToText(state.updates)},
                     {"random.exploring", ToText(state.exploring)},
                     {"random.sampling", ToText(state.sampling)},
                     {"random.noise", ToText(state.noise)}};
    for (const auto& [key, value] : state.setup)
    {
        file.metadata[SETUP_PREFIX + key] = value;
    }
    return file;
}

} // namespace

std::string
FormatDqnState(const DqnState& state)
{
    const std::string tensors = FormatSafetensors(ToFile(state));
    return MAGIC + LengthLine(tensors.size()) + tensors + state.memory;
}

DqnState
ParseDqnState(const std::string& bytes,
              const std::map<std::string, std::string>& expected,
              const std::string& name)
{
    const StateReader nothing({}, name);
    const std::size_t start = MAGIC.size() + LENGTH_DIGITS + 1;
    if (bytes.size() < start || bytes.compare(0, MAGIC.size(), MAGIC) != 0)
    {
        throw nothing.Damaged("it does not begin with '" + Trim(MAGIC) + "'");
    }
    const std::optional<std::int64_t> length = ParseInt(bytes.substr(MAGIC.size(), LENGTH_DIGITS));
    const std::size_t tensorBytes = length && *length >= 0 ? static_cast<std::size_t>(*length) : 0;
    if (tensorBytes == 0 || tensorBytes > bytes.size() - start ||
        bytes.compare(MAGIC.size(), LENGTH_DIGITS + 1, LengthLine(tensorBytes)) != 0)
    {
        throw nothing.Damaged("it is truncated, or its length is damaged");
    }
    const StateReader reader(ParseSafetensors(bytes.substr(start, tensorBytes), name), name);
    CheckSetup(reader.Setup(), expected, name);

    DqnState state;
    state.setup = reader.Setup();
    const std::size_t count = reader.SizeOf("online");
    state.online = reader.Values("online", count);
    state.target = reader.Values("target", count);
    const std::size_t averaged = reader.SizeOf("averaged");
    state.averaged = reader.Values("averaged", averaged == 0 ? 0 : count);
    state.optimizer.step = static_cast<std::int64_t>(reader.Count("adam.step"));
    state.optimizer.firstMoment = reader.Values("adam.first", count);
    state.optimizer.secondMoment = reader.Values("adam.second", count);
    state.exploring = reader.Random("random.exploring");
    state.sampling = reader.Random("random.sampling");
    state.noise = reader.Random("random.noise");
    state.steps = reader.Count("steps");
    state.transitions = reader.Count("transitions");
    state.updates = reader.Count("updates");
    state.loss = reader.Number("loss");
    state.meanQ = reader.Number("meanQ");
    state.tdError = reader.Number("tdError");
    state.guard.largestReward = reader.Number("largestReward");
    state.guard.largestDiscount = reader.Number("largestDiscount");
    state.memory = bytes.substr(start + tensorBytes);
    return state;
}

} // namespace edgeward
