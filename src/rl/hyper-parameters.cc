/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/hyper-parameters.h"

#include "base/text.h"
#include "rl/network-back-end.h"

#include <algorithm>

namespace edgeward
{

namespace
{

/** No array of ours grows beyond this many elements because of a typing error. */
constexpr std::int64_t LARGEST_COUNT = 100'000'000;

/** Widest hidden layer; acting on more takes longer than the inferences that are decided about. */
constexpr std::int64_t WIDEST_LAYER = 4096;

std::string
ToText(const std::vector<std::size_t>& layers)
{
    std::vector<std::string> parts;
    for (const std::size_t width : layers)
    {
        parts.push_back(std::to_string(width));
    }
    return Join(parts, "-");
}

/** Do @p read, and keep what it complains about. */
template <typename Read>
void
Collect(ProblemList& problems, const Read& read)
{
    try
    {
        read();
    }
    catch (const ConfigError& error)
    {
        problems.Add(error);
    }
}

} // namespace

HyperParameterReader::HyperParameterReader(const Spec& spec)
    : m_spec(spec)
{
}

void
HyperParameterReader::Number(
    const std::string& name, double& value, double low, double high, const std::string&)
{
    Collect(m_problems, [&] { value = m_spec.GetDouble(name, value, low, high); });
}

void
HyperParameterReader::Count(const std::string& name,
                            std::size_t& value,
                            std::int64_t low,
                            const std::string&)
{
    Collect(m_problems, [&] {
        value = static_cast<std::size_t>(
            m_spec.GetInt(name, static_cast<std::int64_t>(value), low, LARGEST_COUNT));
    });
}

void
HyperParameterReader::Flag(const std::string& name, bool& value, const std::string&)
{
    Collect(m_problems, [&] { value = m_spec.GetBool(name, value); });
}

void
HyperParameterReader::Layers(const std::string& name,
                             std::vector<std::size_t>& value,
                             const std::string&)
{
    Collect(m_problems, [&] {
        const std::vector<std::int64_t> widths =
            m_spec.GetInts(name, std::vector<std::int64_t>(value.begin(), value.end()));
        const auto widest = std::max_element(widths.begin(), widths.end());
        if (widest != widths.end() && *widest > WIDEST_LAYER)
        {
            throw m_spec.Error(name,
                               "has a layer of " + std::to_string(*widest),
                               "the widest is " + std::to_string(WIDEST_LAYER));
        }
        value.assign(widths.begin(), widths.end());
    });
}

void
HyperParameterReader::Choice(const std::string& name,
                             std::string& value,
                             const std::vector<std::string>& choices,
                             const std::string&)
{
    const std::string chosen = m_spec.GetString(name, value);
    if (std::count(choices.begin(), choices.end(), chosen) == 0)
    {
        Complain(name, "'" + chosen + "' is none of the choices", DidYouMean(chosen, choices));
        return;
    }
    value = chosen;
}

void
HyperParameterReader::BackEnd(std::string& value)
{
    const std::string chosen = m_spec.GetString("backend", value);
    const std::vector<std::string> known = Registry<NetworkBackEnd>::Names();
    if (std::count(known.begin(), known.end(), chosen) > 0)
    {
        value = chosen;
    }
    else if (chosen == "torch")
    {
        Complain("backend",
                 "'torch' needs the LibTorch plug-in, which is not there",
                 "build with -DEDGEWARD_WITH_TORCH=ON, or train with backend=eigen");
    }
    else
    {
        Complain(
            "backend", "'" + chosen + "' is no back end", DidYouMean(chosen, {"eigen", "torch"}));
    }
}

void
HyperParameterReader::Complain(const std::string& name,
                               const std::string& problem,
                               const std::string& remedy)
{
    m_problems.Add(m_spec.Error(name, problem, remedy));
}

void
HyperParameterReader::ThrowIfAny() const
{
    m_problems.ThrowIfAny();
}

void
HyperParameterLister::Number(
    const std::string& name, double& value, double, double, const std::string& help)
{
    m_listed.push_back({name, FormatDouble(value), help});
}

void
HyperParameterLister::Count(const std::string& name,
                            std::size_t& value,
                            std::int64_t,
                            const std::string& help)
{
    m_listed.push_back({name, std::to_string(value), help});
}

void
HyperParameterLister::Flag(const std::string& name, bool& value, const std::string& help)
{
    m_listed.push_back({name, value ? "true" : "false", help});
}

void
HyperParameterLister::Layers(const std::string& name,
                             std::vector<std::size_t>& value,
                             const std::string& help)
{
    m_listed.push_back({name, ToText(value), help});
}

void
HyperParameterLister::Choice(const std::string& name,
                             std::string& value,
                             const std::vector<std::string>&,
                             const std::string& help)
{
    m_listed.push_back({name, value, help});
}

void
HyperParameterLister::BackEnd(std::string& value)
{
    m_listed.push_back({"backend",
                        value,
                        "what trains the network: eigen (part of the library) or torch (LibTorch's "
                        "plug-in)"});
}

const std::vector<ParameterInfo>&
HyperParameterLister::Listed() const
{
    return m_listed;
}

} // namespace edgeward
