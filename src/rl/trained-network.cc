/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/trained-network.h"

#include "rl/flat-parameters.h"

#include <algorithm>
#include <stdexcept>

namespace edgeward
{

namespace
{

/** The back end reads the memory of @p to, so the values are replaced and not the vector. */
void
Replace(const std::vector<float>& from, std::vector<float>& to)
{
    if (from.size() != to.size())
    {
        throw std::logic_error("TrainedNetwork: parameters do not fit the layers");
    }
    std::copy(from.begin(), from.end(), to.begin());
}

} // namespace

TrainedNetwork::TrainedNetwork(const std::vector<std::size_t>& sizes,
                               const std::vector<float>& parameters,
                               const NetworkBackEnd& backEnd)
    : m_sizes(sizes)
    , m_parameters(CountParameters(sizes), 0.0F)
    , m_gradient(m_parameters.size(), 0.0F)
    , m_passes(backEnd.MakePasses(sizes, m_parameters.data(), m_gradient.data()))
    , m_adam(backEnd.MakeAdam(m_parameters.data(), m_gradient.data(), m_parameters.size()))
{
    SetParameters(parameters);
}

const float*
TrainedNetwork::Forward(const float* inputs, std::size_t rows)
{
    return m_passes->Forward(inputs, rows);
}

void
TrainedNetwork::Backward(const float* outputGradient)
{
    m_passes->Backward(outputGradient);
}

void
TrainedNetwork::BackwardToInputs(const float* outputGradient, float* inputGradient)
{
    m_passes->BackwardToInputs(outputGradient, inputGradient);
}

const std::vector<float>&
TrainedNetwork::Gradient() const
{
    return m_gradient;
}

double
TrainedNetwork::ClipGradient(double maxNorm)
{
    return m_adam->ClipGradient(maxNorm);
}

void
TrainedNetwork::ApplyGradient(double learningRate)
{
    m_adam->Step(learningRate);
}

const std::vector<float>&
TrainedNetwork::Parameters() const
{
    return m_parameters;
}

void
TrainedNetwork::SetParameters(const std::vector<float>& parameters)
{
    Replace(parameters, m_parameters);
}

AdamState
TrainedNetwork::Optimizer() const
{
    return m_adam->State();
}

void
TrainedNetwork::SetOptimizer(const AdamState& state)
{
    m_adam->SetState(state);
}

const std::vector<std::size_t>&
TrainedNetwork::Sizes() const
{
    return m_sizes;
}

TargetNetwork::TargetNetwork(const TrainedNetwork& online, const NetworkBackEnd& backEnd)
    : m_parameters(online.Parameters())
    , m_passes(backEnd.MakePasses(online.Sizes(), m_parameters.data(), nullptr))
{
}

const float*
TargetNetwork::Forward(const float* inputs, std::size_t rows)
{
    return m_passes->Forward(inputs, rows);
}

void
TargetNetwork::Follow(const TrainedNetwork& online, double tau)
{
    const auto share = static_cast<float>(tau);
    for (std::size_t i = 0; i < m_parameters.size(); ++i)
    {
        m_parameters[i] = share * online.Parameters()[i] + (1.0F - share) * m_parameters[i];
    }
}

const std::vector<float>&
TargetNetwork::Parameters() const
{
    return m_parameters;
}

void
TargetNetwork::SetParameters(const std::vector<float>& parameters)
{
    Replace(parameters, m_parameters);
}

} // namespace edgeward
