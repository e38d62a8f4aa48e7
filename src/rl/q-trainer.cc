/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/q-trainer.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace edgeward
{

namespace
{

/** f(x) = sgn(x) sqrt(|x|) of Fortunato et al. 2018, Eq. 10 and 11. */
std::vector<float>
DrawFactors(std::size_t count, RandomStream& random)
{
    std::vector<float> factors(count);
    for (float& factor : factors)
    {
        const double normal = random.Normal();
        factor = static_cast<float>(std::copysign(std::sqrt(std::abs(normal)), normal));
    }
    return factors;
}

} // namespace

QTrainer::QTrainer(const QArchitecture& architecture,
                   const std::vector<float>& parameters,
                   const NetworkBackEnd& backEnd)
    : m_architecture(architecture)
    , m_gradient(parameters.size(), 0.0F)
{
    const std::vector<std::size_t> sizes = architecture.Sizes();
    if (parameters.size() != architecture.Parameters())
    {
        throw std::logic_error("QTrainer: parameters do not fit the layers");
    }
    for (Side* side : {&m_online, &m_target})
    {
        side->parameters = parameters;
        if (architecture.isNoisy)
        {
            side->noisyWeights.assign(parameters.begin(),
                                      parameters.begin() +
                                          static_cast<std::ptrdiff_t>(architecture.Weights()));
            side->noise.assign(architecture.Weights(), 0.0F);
        }
        const std::vector<float>& weights =
            architecture.isNoisy ? side->noisyWeights : side->parameters;
        side->passes = backEnd.MakePasses(
            sizes, weights.data(), side == &m_online ? m_gradient.data() : nullptr);
    }
    m_adam = backEnd.MakeAdam(m_online.parameters.data(), m_gradient.data(), parameters.size());
}

QTrainer::Side&
QTrainer::Of(Network network)
{
    return network == Network::ONLINE ? m_online : m_target;
}

const QTrainer::Side&
QTrainer::Of(Network network) const
{
    return network == Network::ONLINE ? m_online : m_target;
}

void
QTrainer::Values(Network network, const float* observations, std::size_t rows, float* values) const
{
    m_architecture.ToValues(Of(network).passes->Forward(observations, rows), rows, values);
}

double
QTrainer::Differentiate(TdLoss loss, const float* observations, TdBatch batch)
{
    const std::size_t rows = batch.rows;
    batch.actionCount = m_architecture.actions;
    const float* outputs = m_online.passes->Forward(observations, rows);
    const float* outputGradient = nullptr;
    m_valueGradient.resize(rows * batch.actionCount);
    double mean = 0.0;
    if (m_architecture.isDueling)
    {
        m_values.resize(rows * batch.actionCount);
        m_architecture.ToValues(outputs, rows, m_values.data());
        batch.values = m_values.data();
        mean = DifferentiateTdLoss(loss, batch, m_valueGradient.data());
        m_outputGradient.resize(rows * m_architecture.Sizes().back());
        m_architecture.ToOutputs(m_valueGradient.data(), rows, m_outputGradient.data());
        outputGradient = m_outputGradient.data();
    }
    else
    {
        batch.values = outputs;
        mean = DifferentiateTdLoss(loss, batch, m_valueGradient.data());
        outputGradient = m_valueGradient.data();
    }
    m_online.passes->Backward(outputGradient);
    m_architecture.CutStreams(m_gradient.data());
    m_architecture.ScaleTrunk(m_gradient.data());
    // A noisy weight is mean + scale * noise, so the noise is its derivative by the scale.
    const std::size_t weights = m_online.noise.size();
    for (std::size_t i = 0; i < weights; ++i)
    {
        m_gradient[weights + i] = m_gradient[i] * m_online.noise[i];
    }
    return mean;
}

const std::vector<float>&
QTrainer::Gradient() const
{
    return m_gradient;
}

double
QTrainer::ClipGradient(double maxNorm)
{
    return m_adam->ClipGradient(maxNorm);
}

void
QTrainer::ApplyGradient(double learningRate)
{
    m_adam->Step(learningRate);
}

void
QTrainer::UpdateTarget(double tau)
{
    const std::vector<float>& online = m_online.parameters;
    std::vector<float>& target = m_target.parameters;
    const auto share = static_cast<float>(tau);
    for (std::size_t i = 0; i < online.size(); ++i)
    {
        target[i] = share * online[i] + (1.0F - share) * target[i];
    }
}

void
QTrainer::DrawNoise(Network network, RandomStream& random)
{
    if (!m_architecture.isNoisy)
    {
        return;
    }
    Side& side = Of(network);
    const std::vector<std::size_t> sizes = m_architecture.Sizes();
    std::size_t at = 0;
    for (std::size_t layer = 0; layer + 1 < sizes.size(); ++layer)
    {
        const std::vector<float> in = DrawFactors(sizes[layer], random);
        const std::vector<float> out = DrawFactors(sizes[layer + 1], random);
        for (const float row : out)
        {
            for (const float column : in)
            {
                side.noise[at++] = row * column;
            }
        }
        at = static_cast<std::size_t>(
            std::copy(
                out.begin(), out.end(), side.noise.begin() + static_cast<std::ptrdiff_t>(at)) -
            side.noise.begin());
    }
    const float* scale = side.parameters.data() + side.noise.size();
    for (std::size_t i = 0; i < side.noise.size(); ++i)
    {
        side.noisyWeights[i] = side.parameters[i] + scale[i] * side.noise[i];
    }
}

const std::vector<float>&
QTrainer::Weights(Network network) const
{
    const Side& side = Of(network);
    return m_architecture.isNoisy ? side.noisyWeights : side.parameters;
}

const std::vector<float>&
QTrainer::Parameters(Network network) const
{
    return Of(network).parameters;
}

void
QTrainer::SetParameters(Network network, const std::vector<float>& parameters)
{
    // The back end reads this memory, so the values are replaced and not the vector.
    Side& side = Of(network);
    if (side.parameters.size() != parameters.size())
    {
        throw std::logic_error("QTrainer: parameters do not fit the layers");
    }
    std::copy(parameters.begin(), parameters.end(), side.parameters.begin());
    std::copy_n(parameters.begin(), side.noisyWeights.size(), side.noisyWeights.begin());
    std::fill(side.noise.begin(), side.noise.end(), 0.0F);
}

AdamState
QTrainer::Optimizer() const
{
    return m_adam->State();
}

void
QTrainer::SetOptimizer(const AdamState& state)
{
    m_adam->SetState(state);
}

} // namespace edgeward
