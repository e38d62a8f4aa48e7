/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "agent/q-trainer.h"

#include "agent/flat-parameters.h"
#include "agent/single-thread.h"

#include <torch/torch.h>

#include <algorithm>
#include <stdexcept>

namespace edgeward
{

namespace
{

/** A tensor on @p data, which it does not own. */
at::Tensor
View(const float* data, at::IntArrayRef shape)
{
    // LibTorch has no tensors of constants; nothing writes through the views of inputs.
    return torch::from_blob(const_cast<float*>(data), shape, torch::kFloat32);
}

/** Views of one flat array of parameters, or of their gradient, layer by layer. */
struct LayerViews
{
    LayerViews(const std::vector<std::size_t>& sizes, const std::vector<float>& flat);

    std::vector<at::Tensor> weights; ///< one per layer (outputs x inputs)
    std::vector<at::Tensor> biases;  ///< one per layer (outputs)
};

LayerViews::LayerViews(const std::vector<std::size_t>& sizes, const std::vector<float>& flat)
{
    const float* next = flat.data();
    for (std::size_t layer = 0; layer + 1 < sizes.size(); ++layer)
    {
        const auto inputs = static_cast<std::int64_t>(sizes[layer]);
        const auto outputs = static_cast<std::int64_t>(sizes[layer + 1]);
        weights.push_back(View(next, {outputs, inputs}));
        next += sizes[layer] * sizes[layer + 1];
        biases.push_back(View(next, {outputs}));
        next += sizes[layer + 1];
    }
}

/**
 * Input and output of every layer, ReLU included.
 * @param observations (rows x observation size)
 * @return as many tensors as layers and one; the last holds the Q-values (rows x actions)
 */
std::vector<at::Tensor>
Forward(const LayerViews& network, const at::Tensor& observations)
{
    std::vector<at::Tensor> activations = {observations};
    for (std::size_t layer = 0; layer < network.weights.size(); ++layer)
    {
        const at::Tensor transposed = network.weights[layer].t();
        at::Tensor output = at::addmm(network.biases[layer], activations.back(), transposed);
        if (layer + 1 < network.weights.size())
        {
            at::relu_(output);
        }
        activations.push_back(std::move(output));
    }
    return activations;
}

/**
 * Back-propagation (Rumelhart, Hinton, Williams 1986). Written out because autograd's bookkeeping
 * takes longer than the mathematics of a network of this size: 146 instead of 63 us for 32-64-64-12
 * and 64 rows.
 * @param activations of Forward()
 * @param delta       derivative of the loss by the Q-values (rows x actions)
 * @param gradient    overwritten
 */
void
Backward(const LayerViews& network,
         const std::vector<at::Tensor>& activations,
         at::Tensor delta,
         LayerViews& gradient)
{
    for (std::size_t layer = network.weights.size(); layer-- > 0;)
    {
        at::mm_out(gradient.weights[layer], delta.t(), activations[layer]);
        at::sum_out(gradient.biases[layer], delta, at::IntArrayRef{0});
        if (layer > 0)
        {
            // ReLU passes what was positive; activations[layer] is the output of the one below this
            // layer.
            delta = at::threshold_backward(
                at::mm(delta, network.weights[layer]), activations[layer], 0.0);
        }
    }
}

} // namespace

struct QTrainer::Torch
{
    Torch(const std::vector<std::size_t>& sizes, const std::vector<float>& parameters);

    /** The optimizer's state of the one flat parameter. */
    torch::optim::AdamParamState& Moments() const;

    std::vector<float>& Parameters(Network network);
    const LayerViews& Layers(Network network) const;

    std::int64_t inputs;
    std::int64_t outputs;
    std::vector<float> online;        ///< parameters of the online network
    std::vector<float> target;        ///< parameters of the target network
    std::vector<float> gradient;      ///< of the loss by the online parameters
    std::vector<float> valueGradient; ///< of the loss by the Q-values (rows x actions)
    LayerViews onlineLayers;
    LayerViews targetLayers;
    LayerViews gradientLayers;
    at::Tensor flat; ///< all online parameters as the one thing that Adam moves
    std::unique_ptr<torch::optim::Adam> adam;
};

QTrainer::Torch::Torch(const std::vector<std::size_t>& sizes, const std::vector<float>& parameters)
    : inputs(static_cast<std::int64_t>(sizes.front()))
    , outputs(static_cast<std::int64_t>(sizes.back()))
    , online(parameters)
    , target(parameters)
    , gradient(parameters.size(), 0.0F)
    , onlineLayers(sizes, online)
    , targetLayers(sizes, target)
    , gradientLayers(sizes, gradient)
{
    const auto count = static_cast<std::int64_t>(parameters.size());
    flat = View(online.data(), {count});
    flat.mutable_grad() = View(gradient.data(), {count});
    adam = std::make_unique<torch::optim::Adam>(std::vector<at::Tensor>{flat},
                                                torch::optim::AdamOptions(0.0));
    // Adam makes its moments at its first step. A step along a zero gradient at rate 0 moves
    // nothing and saves us from the key of the state, which is not the same in all versions of
    // LibTorch.
    adam->step();
    Moments().step(0);
}

torch::optim::AdamParamState&
QTrainer::Torch::Moments() const
{
    return static_cast<torch::optim::AdamParamState&>(*adam->state().begin()->second);
}

std::vector<float>&
QTrainer::Torch::Parameters(Network network)
{
    return network == Network::ONLINE ? online : target;
}

const LayerViews&
QTrainer::Torch::Layers(Network network) const
{
    return network == Network::ONLINE ? onlineLayers : targetLayers;
}

QTrainer::QTrainer(const std::vector<std::size_t>& sizes, const std::vector<float>& parameters)
{
    if (sizes.size() < 2 || parameters.size() != CountParameters(sizes))
    {
        throw std::logic_error("QTrainer: parameters do not fit the layers");
    }
    UseOneThread();
    at::set_num_threads(1);
    m_torch = std::make_unique<Torch>(sizes, parameters);
}

QTrainer::~QTrainer() = default;

void
QTrainer::Values(Network network, const float* observations, std::size_t rows, float* values) const
{
    const c10::InferenceMode noGradients;
    const auto count = static_cast<std::int64_t>(rows);
    const at::Tensor result =
        Forward(m_torch->Layers(network), View(observations, {count, m_torch->inputs})).back();
    const float* first = result.data_ptr<float>();
    std::copy(first, first + result.numel(), values);
}

double
QTrainer::Differentiate(TdLoss loss,
                        const float* observations,
                        const std::int64_t* actions,
                        const float* targets,
                        std::size_t rows)
{
    const c10::InferenceMode noAutograd;
    const at::Tensor input = View(observations, {static_cast<std::int64_t>(rows), m_torch->inputs});
    const std::vector<at::Tensor> activations = Forward(m_torch->onlineLayers, input);
    const at::Tensor& values = activations.back(); // (rows x actions)

    TdBatch batch;
    batch.rows = rows;
    batch.actionCount = static_cast<std::size_t>(m_torch->outputs);
    batch.values = values.data_ptr<float>();
    batch.actions = actions;
    batch.targets = targets;
    std::vector<float>& gradient = m_torch->valueGradient;
    gradient.resize(rows * batch.actionCount);
    const double mean = DifferentiateTdLoss(loss, batch, gradient.data());
    const at::Tensor delta = View(gradient.data(), values.sizes());
    Backward(m_torch->onlineLayers, activations, delta, m_torch->gradientLayers);
    return mean;
}

const std::vector<float>&
QTrainer::Gradient() const
{
    return m_torch->gradient;
}

double
QTrainer::ClipGradient(double maxNorm)
{
    at::Tensor& gradient = m_torch->flat.mutable_grad();
    const double norm = gradient.norm().item<float>();
    if (norm > maxNorm)
    {
        gradient.mul_(maxNorm / norm);
    }
    return norm;
}

void
QTrainer::ApplyGradient(double learningRate)
{
    auto& options =
        static_cast<torch::optim::AdamOptions&>(m_torch->adam->param_groups().front().options());
    options.lr(learningRate);
    m_torch->adam->step();
}

void
QTrainer::UpdateTarget(double tau)
{
    const std::vector<float>& online = m_torch->online;
    std::vector<float>& target = m_torch->target;
    const auto share = static_cast<float>(tau);
    for (std::size_t i = 0; i < online.size(); ++i)
    {
        target[i] = share * online[i] + (1.0F - share) * target[i];
    }
}

const std::vector<float>&
QTrainer::Parameters(Network network) const
{
    return m_torch->Parameters(network);
}

void
QTrainer::SetParameters(Network network, const std::vector<float>& parameters)
{
    // The tensors are views of this memory, so the values are replaced and not the vector.
    std::vector<float>& own = m_torch->Parameters(network);
    if (own.size() != parameters.size())
    {
        throw std::logic_error("QTrainer: parameters do not fit the layers");
    }
    std::copy(parameters.begin(), parameters.end(), own.begin());
}

AdamState
QTrainer::Optimizer() const
{
    const auto copy = [](const at::Tensor& tensor) {
        const float* first = tensor.data_ptr<float>();
        return std::vector<float>(first, first + tensor.numel());
    };
    const torch::optim::AdamParamState& moments = m_torch->Moments();
    return {moments.step(), copy(moments.exp_avg()), copy(moments.exp_avg_sq())};
}

void
QTrainer::SetOptimizer(const AdamState& state)
{
    const auto count = static_cast<std::int64_t>(m_torch->online.size());
    if (state.firstMoment.size() != m_torch->online.size() ||
        state.secondMoment.size() != m_torch->online.size())
    {
        throw std::logic_error("QTrainer: moments do not fit the parameters");
    }
    torch::optim::AdamParamState& moments = m_torch->Moments();
    moments.step(state.step);
    moments.exp_avg(View(state.firstMoment.data(), {count}).clone());
    moments.exp_avg_sq(View(state.secondMoment.data(), {count}).clone());
}

} // namespace edgeward
