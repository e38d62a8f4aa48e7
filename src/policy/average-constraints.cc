/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/average-constraints.h"

#include "base/errors.h"
#include "rl/safetensors.h"

#include <cmath>

namespace edgeward
{

namespace
{

constexpr double LARGEST = 1e9;

/** Tensors of the file: the multipliers. */
const std::string ACCURACY = "accuracy.multiplier";
const std::string ENERGY = "energy.multiplier";

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

double
Find(const SafetensorsFile& file, const std::string& key, const std::string& path)
{
    const auto found = file.doubleTensors.find(key);
    if (found == file.doubleTensors.end() || found->second.values.size() != 1 ||
        !std::isfinite(found->second.values[0]))
    {
        throw ConfigError({path},
                          "",
                          "has no '" + key + "'",
                          "continue with the constraints of the training before, or train anew");
    }
    return found->second.values[0];
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
        file.doubleTensors[ACCURACY] = {{1}, {m_accuracy.Value()}};
    }
    if (m_energyBudget > 0.0)
    {
        file.doubleTensors[ENERGY] = {{1}, {m_energy.Value()}};
    }
    if (!file.doubleTensors.empty())
    {
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
    const double accuracy = m_accuracyFloor > 0.0 ? Find(file, ACCURACY, path) : 0.0;
    const double energy = m_energyBudget > 0.0 ? Find(file, ENERGY, path) : 0.0;
    m_accuracy.Restore(accuracy);
    m_energy.Restore(energy);
}

} // namespace edgeward
