/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/lin-ucb.h"

#include "base/errors.h"
#include "rl/tensor-lookup.h"

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace edgeward
{

namespace
{

using ConstMatrix = Eigen::Map<const Eigen::MatrixXd>;
using ConstVector = Eigen::Map<const Eigen::VectorXd>;

ConstMatrix
AsMatrix(const std::vector<double>& values, std::size_t size)
{
    return {values.data(), static_cast<Eigen::Index>(size), static_cast<Eigen::Index>(size)};
}

ConstVector
AsVector(const std::vector<double>& values)
{
    return {values.data(), static_cast<Eigen::Index>(values.size())};
}

std::string
Key(std::size_t action, const std::string& what)
{
    return "actions." + std::to_string(action) + "." + what;
}

} // namespace

LinUcb::LinUcb(std::size_t features, std::size_t actions, double alpha, double ridge)
    : m_features(features)
    , m_alpha(alpha)
{
    if (features == 0 || actions == 0 || !(alpha >= 0.0) || !(ridge > 0.0))
    {
        throw std::logic_error("LinUcb: a size of 0, alpha below 0 or ridge not above 0");
    }
    Arm arm;
    arm.inverse.assign(features * features, 0.0);
    for (std::size_t k = 0; k < features; ++k)
    {
        arm.inverse[k * features + k] = 1.0 / ridge;
    }
    arm.moment.assign(features, 0.0);
    arm.theta.assign(features, 0.0);
    m_arms.assign(actions, arm);
}

double
LinUcb::Estimate(const std::vector<double>& context, const Arm& arm) const
{
    return AsVector(arm.theta).dot(AsVector(context));
}

double
LinUcb::Bonus(const std::vector<double>& context, const Arm& arm) const
{
    const ConstVector x = AsVector(context);
    const double variance = x.dot(AsMatrix(arm.inverse, m_features) * x);
    // Rounding may leave a tiny negative number where nothing is left to learn.
    return m_alpha * std::sqrt(std::max(variance, 0.0));
}

double
LinUcb::Estimate(const Observation& context, std::size_t action) const
{
    return Estimate({context.begin(), context.end()}, m_arms.at(action));
}

double
LinUcb::Bonus(const Observation& context, std::size_t action) const
{
    return Bonus({context.begin(), context.end()}, m_arms.at(action));
}

std::int32_t
LinUcb::Choose(const Observation& context, const ActionMask& mask) const
{
    const std::vector<double> x(context.begin(), context.end());
    std::int32_t best = -1;
    double bestScore = 0.0;
    for (std::size_t action = 0; action < m_arms.size(); ++action)
    {
        if (mask.at(action) == 0)
        {
            continue;
        }
        const double score = Estimate(x, m_arms[action]) + Bonus(x, m_arms[action]);
        if (best < 0 || score > bestScore)
        {
            best = static_cast<std::int32_t>(action);
            bestScore = score;
        }
    }
    if (best < 0)
    {
        throw std::logic_error("LinUcb: the mask allows nothing");
    }
    return best;
}

void
LinUcb::Update(const Observation& context, std::size_t action, double reward)
{
    Arm& arm = m_arms.at(action);
    const std::vector<double> values(context.begin(), context.end());
    const ConstVector x = AsVector(values);
    const auto size = static_cast<Eigen::Index>(m_features);
    Eigen::Map<Eigen::MatrixXd> inverse(arm.inverse.data(), size, size);
    // Sherman and Morrison 1950: (A + x x^T)^-1 = A^-1 - (A^-1 x)(A^-1 x)^T / (1 + x^T A^-1 x), for
    // symmetric A.
    const Eigen::VectorXd gain = inverse * x;
    inverse.noalias() -= gain * (gain / (1.0 + x.dot(gain))).transpose();
    Eigen::Map<Eigen::VectorXd>(arm.moment.data(), size) += reward * x;
    UpdateTheta(arm);
    ++m_updates;
}

std::uint64_t
LinUcb::Updates() const
{
    return m_updates;
}

SafetensorsFile
LinUcb::ToFile() const
{
    const auto size = static_cast<std::int64_t>(m_features);
    SafetensorsFile file;
    for (std::size_t action = 0; action < m_arms.size(); ++action)
    {
        file.doubleTensors[Key(action, "inverse")] = {{size, size}, m_arms[action].inverse};
        file.doubleTensors[Key(action, "moment")] = {{size}, m_arms[action].moment};
    }
    file.doubleTensors["updates"] = CountTensor(m_updates);
    return file;
}

void
LinUcb::Restore(const SafetensorsFile& file, const std::string& name)
{
    const auto size = static_cast<std::int64_t>(m_features);
    std::vector<Arm> arms(m_arms.size());
    for (std::size_t action = 0; action < arms.size(); ++action)
    {
        arms[action].inverse = FindTensor(file, Key(action, "inverse"), {size, size}, name);
        arms[action].moment = FindTensor(file, Key(action, "moment"), {size}, name);
        arms[action].theta.resize(m_features);
        UpdateTheta(arms[action]);
    }
    const std::uint64_t updates = FindCount(file, "updates", name);
    if (file.doubleTensors.size() != 2 * arms.size() + 1 || !file.tensors.empty())
    {
        throw ConfigError({name}, "", "is no lin-ucb model of this action space", "train again");
    }
    m_arms = std::move(arms);
    m_updates = updates;
}

void
LinUcb::UpdateTheta(Arm& arm) const
{
    Eigen::Map<Eigen::VectorXd>(arm.theta.data(), static_cast<Eigen::Index>(m_features)) =
        AsMatrix(arm.inverse, m_features) * AsVector(arm.moment);
}

} // namespace edgeward
