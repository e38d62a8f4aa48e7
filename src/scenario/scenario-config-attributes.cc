/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/scenario-config-attributes.h"

#include "base/text.h"
#include "scenario/scenario-config-types.h"

#include "ns3/data-rate.h"
#include "ns3/object-factory.h"
#include "ns3/pointer.h"
#include "ns3/random-variable-stream.h"
#include "ns3/string.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace edgeward
{

using namespace ns3;

namespace
{

/** Draws that a random variable is judged by: enough to see what it is, 20 us. */
constexpr int SAMPLES = 1000;

/** What is wrong with the values of a random variable; draws from it. */
std::string
SampleProblem(const std::string& text, double low, double high)
{
    ObjectFactory factory;
    std::istringstream stream(text);
    stream >> factory;
    const Ptr<RandomVariableStream> variable = factory.Create<RandomVariableStream>();
    double sum = 0.0;
    for (int i = 0; i < SAMPLES; ++i)
    {
        const double value = variable->GetValue();
        if (!(value >= low && value <= high))
        {
            return "'" + text + "' draws " + FormatDouble(value) + ", which is not from " +
                   FormatDouble(low) + " to " + FormatDouble(high);
        }
        sum += value;
    }
    return sum > 0.0 ? "" : "'" + text + "' draws nothing but 0";
}

/** Reads all that a child wrote until it closed its end. */
std::string
ReadAll(int descriptor)
{
    std::string text;
    char buffer[4096];
    for (ssize_t got = 1; got != 0;)
    {
        got = read(descriptor, buffer, sizeof buffer);
        if (got < 0 && errno != EINTR)
        {
            break;
        }
        text.append(buffer, got > 0 ? static_cast<std::size_t>(got) : 0);
    }
    return text;
}

/** What an object of ours says when the attribute is set: some texts have a form that only the
 * object knows. */
std::string
SetProblem(TypeId type, const std::string& name, const std::string& text)
{
    if (type.GetGroupName() != "Edgeward" || !type.HasConstructor())
    {
        return "";
    }
    ObjectFactory factory(type.GetName());
    try
    {
        factory.Create<Object>()->SetAttribute(name, StringValue(text));
    }
    catch (const UserError& error)
    {
        const std::string what = error.what();
        const std::string prefix = name + ": "; // the caller says it
        return what.rfind(prefix, 0) == 0 ? what.substr(prefix.size()) : what;
    }
    return "";
}

} // namespace

AttributeChecks::AttributeChecks(ProblemList& problems)
    : m_problems(&problems)
{
}

void
AttributeChecks::Object(ObjectConfig& config, TypeId base, const std::string& path)
{
    const std::optional<TypeId> type = FindType(config.type, base);
    if (!type)
    {
        Problem(config.where,
                path + ".type",
                "'" + config.type + "' is no " + base.GetName(),
                DidYouMean(config.type, ShortTypeNames(base)));
        return;
    }
    config.type = type->GetName();
    for (const auto& [name, value] : config.attributes.values)
    {
        Attribute(*type, name, value.text, value.where, path + "." + name);
    }
}

void
AttributeChecks::Defaults(const AttributeSettings& settings, const std::string& path)
{
    for (const auto& [name, value] : settings.values)
    {
        const std::string key = path + ".\"" + name + "\"";
        const std::size_t colons = name.rfind("::");
        TypeId type;
        if (colons == std::string::npos || colons == 0 ||
            !TypeId::LookupByNameFailSafe(name.substr(0, colons), &type))
        {
            Problem(value.where,
                    key,
                    "names no ns-3 type",
                    "write \"ns3::Type::Attribute\" = value" +
                        NearestTypeHint(name.substr(0, colons)));
            continue;
        }
        Attribute(type, name.substr(colons + 2), value.text, value.where, key);
    }
}

void
AttributeChecks::Random(const std::string& text,
                        const SourceLocation& where,
                        const std::string& key,
                        double low,
                        double high)
{
    if (Factory(text, RandomVariableStream::GetTypeId(), where, key))
    {
        m_probes.push_back({[=] { return SampleProblem(text, low, high); },
                            "'" + text + "' cannot be drawn from",
                            where,
                            key});
    }
}

void
AttributeChecks::Rate(const std::string& text, const SourceLocation& where, const std::string& key)
{
    const std::string problem = "'" + text + "' is no data rate above 0";
    m_probes.push_back({[=] {
                            std::istringstream stream(text);
                            DataRate rate;
                            stream >> rate;
                            return !stream.fail() && stream.eof() && rate.GetBitRate() > 0
                                       ? ""
                                       : problem;
                        },
                        problem,
                        where,
                        key});
}

/** Checks that the type has the attribute and takes the value. */
void
AttributeChecks::Attribute(TypeId type,
                           const std::string& name,
                           const std::string& text,
                           const SourceLocation& where,
                           const std::string& key)
{
    TypeId::AttributeInformation info;
    const std::vector<std::string> known = AttributeNames(type);
    // The look-up by name warns on the console about old attributes, and aborts on obsolete ones.
    if (std::find(known.begin(), known.end(), name) == known.end() ||
        !type.LookupAttributeByName(name, &info))
    {
        Problem(where,
                key,
                "is no attribute of " + type.GetName() + " that can be set",
                DidYouMean(name, known));
        return;
    }
    const Ptr<const AttributeChecker> checker = info.checker;
    const auto* pointer = dynamic_cast<const PointerChecker*>(PeekPointer(checker));
    if (pointer && !Factory(text, pointer->GetPointeeTypeId(), where, key))
    {
        return;
    }
    const std::string problem = "'" + text + "' is no value for " + type.GetName() + "::" + name +
                                " (" + ValueHint(*checker) + ")";
    m_probes.push_back({[=] {
                            return checker->CreateValidValue(StringValue(text))
                                       ? SetProblem(type, name, text)
                                       : problem;
                        },
                        problem,
                        where,
                        key});
}

/** Checks "ns3::Type[Attribute=value|...]". @return whether its form is right; values are still to
 * be tried out */
bool
AttributeChecks::Factory(const std::string& text,
                         TypeId base,
                         const SourceLocation& where,
                         const std::string& key)
{
    const std::size_t open = text.find('[');
    const bool isClosed = open == std::string::npos || (!text.empty() && text.back() == ']');
    if (!isClosed || text.find_first_of(" \t") != std::string::npos)
    {
        Problem(where,
                key,
                "'" + text + "' is no ns-3 object",
                "write \"ns3::Type[Attribute=value|Attribute=value]\" without blanks");
        return false;
    }
    TypeId type;
    if (!TypeId::LookupByNameFailSafe(text.substr(0, open), &type) || !IsConcrete(type, base))
    {
        std::vector<std::string> names;
        for (const TypeId& known : ConcreteTypes(base))
        {
            names.push_back(known.GetName());
        }
        Problem(where,
                key,
                "'" + text.substr(0, open) + "' is no " + base.GetName(),
                DidYouMean(text.substr(0, open), names));
        return false;
    }
    const std::string inside =
        open == std::string::npos ? "" : text.substr(open + 1, text.size() - open - 2);
    for (const std::string& part : Split(inside, '|'))
    {
        const std::size_t equals = part.find('=');
        if (inside.empty())
        {
            break;
        }
        if (equals == std::string::npos)
        {
            Problem(where, key, "'" + part + "' is not Attribute=value", "");
            return false;
        }
        const std::string name = part.substr(0, equals);
        const std::vector<std::string> known = AttributeNames(type);
        if (std::find(known.begin(), known.end(), name) == known.end())
        {
            Problem(where,
                    key,
                    "'" + name + "' is no attribute of " + type.GetName(),
                    DidYouMean(name, known));
            return false;
        }
        Attribute(type, name, part.substr(equals + 1), where, key);
    }
    return true;
}

void
AttributeChecks::Problem(const SourceLocation& where,
                         const std::string& key,
                         const std::string& problem,
                         const std::string& remedy)
{
    m_problems->Add(ConfigError(where, key, problem, remedy));
}

void
AttributeChecks::Finish()
{
    for (std::size_t next = 0; next < m_probes.size();)
    {
        next = RunProbes(next);
    }
    m_probes.clear();
}

/** Runs probes in a child until it dies. @return the probe to go on with */
std::size_t
AttributeChecks::RunProbes(std::size_t first)
{
    int ends[2];
    if (pipe(ends) != 0)
    {
        throw IoError("pipe", std::strerror(errno), "close other programs and try again");
    }
    const pid_t child = fork();
    if (child < 0)
    {
        close(ends[0]);
        close(ends[1]);
        throw IoError("fork", std::strerror(errno), "close other programs and try again");
    }
    if (child == 0)
    {
        // ns-3 complains on the console before it aborts; the parent says it better. No core file
        // either.
        const rlimit none{0, 0};
        setrlimit(RLIMIT_CORE, &none);
        const int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDERR_FILENO);
        dup2(nowhere, STDOUT_FILENO);
        for (std::size_t i = first; i < m_probes.size(); ++i)
        {
            const std::string line = m_probes[i].check() + "\n";
            if (write(ends[1], line.data(), line.size()) < 0)
            {
                break;
            }
        }
        _exit(0);
    }
    close(ends[1]);
    const std::vector<std::string> answers = Split(ReadAll(ends[0]), '\n');
    close(ends[0]);
    waitpid(child, nullptr, 0);
    // Each answer ends in a line break, so the last part is empty: the probe that gave none is the
    // one that died.
    std::size_t probe = first;
    for (std::size_t i = 0; i + 1 < answers.size(); ++i, ++probe)
    {
        if (!answers[i].empty())
        {
            Problem(m_probes[probe].where, m_probes[probe].key, answers[i], "");
        }
    }
    if (probe < m_probes.size())
    {
        Problem(m_probes[probe].where, m_probes[probe].key, m_probes[probe].fatal, "");
        ++probe;
    }
    return probe;
}

} // namespace edgeward
