/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/average-constraints.h"

#include "base/errors.h"
#include "rl/safetensors.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

namespace
{

constexpr double LARGEST = 1e9;

/** More requests than any training has. */
constexpr double LARGEST_COUNT = 1e8;

// Tensors of the file.
const std::string ACCURACY = "accuracy";
const std::string ENERGY = "energy";
const std::string MULTIPLIER = ".multiplier";
const std::string TRACE = ".trace";
const std::string REQUESTS = "requests";

LagrangeOptions
Options(const Spec& spec)
{
    LagrangeOptions options;
    options.rate = spec.GetDouble("multiplierRate", options.rate, 0.0, LARGEST);
    options.largest = spec.GetDouble("multiplierMax", options.largest, 0.0, LARGEST);
    options.start = spec.GetDouble("multiplierStart", options.start, 0.0, options.largest);
    return options;
}

std::string
PathIn(const std::string& folder)
{
    return folder + "/constraints.safetensors";
}

/** @param count numbers that there must be */
const std::vector<double>&
Find(const SafetensorsFile& file,
     const std::string& key,
     std::size_t count,
     const std::string& path)
{
    const auto found = file.doubleTensors.find(key);
    if (found == file.doubleTensors.end() || found->second.values.size() != count ||
        !std::all_of(found->second.values.begin(), found->second.values.end(), [](double value) {
            return std::isfinite(value);
        }))
    {
        throw ConfigError({path},
                          "",
                          "has no '" + key + "' that fits",
                          "continue with the constraints of the training before, or train anew");
    }
    return found->second.values;
}

void
Put(SafetensorsFile& file, const std::string& key, const std::vector<double>& values)
{
    file.doubleTensors[key] = {{static_cast<std::int64_t>(values.size())}, values};
}

} // namespace

AverageConstraints::AverageConstraints(const Spec& spec)
    : m_accuracyFloor(spec.GetDouble("minMeanAccuracy", 0.0, 0.0, 1.0))
    , m_energyBudget(spec.GetDouble("maxMeanEnergyJoule", 0.0, 0.0, LARGEST))
    , m_accuracy(Options(spec))
    , m_energy(Options(spec))
{
}

std::vector<ParameterInfo>
AverageConstraints::Parameters()
{
    return {{"minMeanAccuracy",
             "0",
             "floor of the mean accuracy over requests, those without answer counting 0; 0: none"},
            {"maxMeanEnergyJoule",
             "0",
             "budget of the device's mean energy per request (J), > 0; 0: none"},
            {"multiplierRate",
             "0.01",
             "step of the multipliers per request and unit of excess; ours: slower than learning"},
            {"multiplierStart", "0", "multipliers at first; ours: as without constraints"},
            {"multiplierMax", "100", "largest multiplier; ours: a hundred rewards of 1"}};
}

double
AverageConstraints::Apply(const RequestRecord& record, double reward)
{
    if (m_accuracyFloor > 0.0)
    {
        const double excess = m_accuracyFloor - record.accuracy;
        reward -= m_accuracy.Value() * excess;
        m_accuracy.Observe(excess);
    }
    if (m_energyBudget > 0.0)
    {
        const double excess = record.DeviceJoule() / m_energyBudget - 1.0;
        reward -= m_energy.Value() * excess;
        m_energy.Observe(excess);
    }
    if (++m_requests % TRACE_STEP == 0)
    {
        m_accuracyTrace.push_back(m_accuracy.Value());
        m_energyTrace.push_back(m_energy.Value());
    }
    return reward;
}

std::optional<double>
AverageConstraints::AccuracyMultiplier() const
{
    return m_accuracyFloor > 0.0 ? std::optional<double>(m_accuracy.Value()) : std::nullopt;
}

std::optional<double>
AverageConstraints::EnergyMultiplier() const
{
    return m_energyBudget > 0.0 ? std::optional<double>(m_energy.Value()) : std::nullopt;
}

void
AverageConstraints::Save(const std::string& folder) const
{
    SafetensorsFile file;
    if (m_accuracyFloor > 0.0)
    {
        Put(file, ACCURACY + MULTIPLIER, {m_accuracy.Value()});
        Put(file, ACCURACY + TRACE, m_accuracyTrace);
    }
    if (m_energyBudget > 0.0)
    {
        Put(file, ENERGY + MULTIPLIER, {m_energy.Value()});
        Put(file, ENERGY + TRACE, m_energyTrace);
    }
    if (!file.doubleTensors.empty())
    {
        Put(file, REQUESTS, {static_cast<double>(m_requests)});
        WriteSafetensors(PathIn(folder), file);
    }
}

void
AverageConstraints::Load(const std::string& folder)
{
    if (m_accuracyFloor == 0.0 && m_energyBudget == 0.0)
    {
        return;
    }
    const std::string path = PathIn(folder);
    const SafetensorsFile file = ReadSafetensors(path);
    const double count = std::clamp(Find(file, REQUESTS, 1, path).front(), 0.0, LARGEST_COUNT);
    const auto requests = static_cast<std::uint64_t>(count);
    const std::vector<double> none(requests / TRACE_STEP, 0.0);
    const auto read = [&](bool isThere, const std::string& name, double& multiplier) {
        if (!isThere)
        {
            return none;
        }
        multiplier = Find(file, name + MULTIPLIER, 1, path).front();
        return Find(file, name + TRACE, none.size(), path);
    };
    double accuracy = 0.0;
    double energy = 0.0;
    std::vector<double> accuracyTrace = read(m_accuracyFloor > 0.0, ACCURACY, accuracy);
    std::vector<double> energyTrace = read(m_energyBudget > 0.0, ENERGY, energy);
    m_accuracy.Restore(accuracy);
    m_energy.Restore(energy);
    m_requests = requests;
    m_accuracyTrace = std::move(accuracyTrace);
    m_energyTrace = std::move(energyTrace);
}

} // namespace edgeward
