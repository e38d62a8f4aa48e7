/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/mu-lin-ucb.h"

#include "base/errors.h"
#include "rl/tensor-lookup.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace edgeward
{

MuLinUcb::MuLinUcb(std::size_t features, const Options& options)
    : m_options(options)
    , m_model(features, 1, options.alpha, options.ridge)
    , m_phaseLength(options.firstPhase)
{
}

std::size_t
MuLinUcb::Least(const std::vector<Choice>& choices, double width, bool isForced) const
{
    std::optional<std::size_t> best;
    double bestCost = 0.0;
    for (std::size_t k = 0; k < choices.size(); ++k)
    {
        const Choice& choice = choices[k];
        if (!choice.isAllowed || (isForced && choice.context.empty()))
        {
            continue;
        }
        double cost = choice.knownCost;
        if (!choice.context.empty())
        {
            cost += m_model.Estimate(choice.context, 0);
            cost -= width > 0.0 ? width * m_model.Bonus(choice.context, 0) : 0.0;
        }
        if (!best || cost < bestCost)
        {
            best = k;
            bestCost = cost;
        }
    }
    if (!best)
    {
        throw std::logic_error("MuLinUcb: nothing is allowed");
    }
    return *best;
}

bool
MuLinUcb::IsForcedNext() const
{
    const auto interval = static_cast<std::uint64_t>(
        std::ceil(std::pow(static_cast<double>(m_phaseLength), m_options.mu)));
    return m_options.isForcing && (m_phaseDecisions + 1) % interval == 0;
}

std::size_t
MuLinUcb::Choose(const std::vector<Choice>& choices, bool isKey)
{
    // A forced decision is an ordinary one where only what teaches nothing is allowed.
    const bool isForced =
        IsForcedNext() && std::any_of(choices.begin(), choices.end(), [](const Choice& choice) {
            return choice.isAllowed && !choice.context.empty();
        });
    Count();
    const double weight = isKey ? m_options.keyWeight : m_options.otherWeight;
    return Least(choices, std::sqrt(1.0 - weight), isForced);
}

void
MuLinUcb::Count()
{
    ++m_phaseDecisions;
    if (m_phaseDecisions >= m_phaseLength)
    {
        m_phaseLength *= 2;
        m_phaseDecisions = 0;
    }
}

std::size_t
MuLinUcb::ChooseGreedily(const std::vector<Choice>& choices) const
{
    return Least(choices, 0.0, false);
}

void
MuLinUcb::Update(const Observation& context, double cost)
{
    m_model.Update(context, 0, cost);
}

double
MuLinUcb::Estimate(const Observation& context) const
{
    return m_model.Estimate(context, 0);
}

std::uint64_t
MuLinUcb::Updates() const
{
    return m_model.Updates();
}

SafetensorsFile
MuLinUcb::ToFile() const
{
    SafetensorsFile file;
    file.doubleTensors["phase.length"] = CountTensor(m_phaseLength);
    file.doubleTensors["phase.decisions"] = CountTensor(m_phaseDecisions);
    for (auto& [key, tensor] : m_model.ToFile().doubleTensors)
    {
        file.doubleTensors[key] = tensor;
    }
    return file;
}

void
MuLinUcb::Restore(const SafetensorsFile& file, const std::string& name)
{
    const std::uint64_t length = FindCount(file, "phase.length", name);
    const std::uint64_t decisions = FindCount(file, "phase.decisions", name);
    if (decisions >= length)
    {
        throw ConfigError({name}, "", "has a phase beyond its end", "train again");
    }
    SafetensorsFile model = file;
    model.doubleTensors.erase("phase.length");
    model.doubleTensors.erase("phase.decisions");
    m_model.Restore(model, name);
    m_phaseLength = length;
    m_phaseDecisions = decisions;
}

} // namespace edgeward
