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

/** A network whose layers are views of one flat array. */
struct FlatMlp
{
    FlatMlp(const std::vector<std::size_t>& sizes,
            const std::vector<float>& initial,
            bool isTrained);

    /** (rows x observation size) -> (rows x actions) */
    at::Tensor Forward(const at::Tensor& observations) const;

    std::vector<float> parameters;
    std::vector<float> gradient;     ///< empty unless trained
    std::vector<at::Tensor> weights; ///< one per layer (outputs x inputs)
    std::vector<at::Tensor> biases;  ///< one per layer (outputs)
};

/** A tensor on @p data, which it does not own. */
at::Tensor
View(const float* data, at::IntArrayRef shape)
{
    // LibTorch has no tensors of constants; nothing writes through the views of inputs.
    return torch::from_blob(const_cast<float*>(data), shape, torch::kFloat32);
}

FlatMlp::FlatMlp(const std::vector<std::size_t>& sizes,
                 const std::vector<float>& initial,
                 bool isTrained)
    : parameters(initial)
    , gradient(isTrained ? initial.size() : 0)
{
    std::size_t offset = 0;
    const auto next = [&](std::initializer_list<std::int64_t> shape, std::size_t count) {
        at::Tensor tensor = View(parameters.data() + offset, shape);
        if (isTrained)
        {
            tensor.set_requires_grad(true);
            tensor.mutable_grad() = View(gradient.data() + offset, shape);
        }
        offset += count;
        return tensor;
    };
    for (std::size_t layer = 0; layer + 1 < sizes.size(); ++layer)
    {
        const auto inputs = static_cast<std::int64_t>(sizes[layer]);
        const auto outputs = static_cast<std::int64_t>(sizes[layer + 1]);
        weights.push_back(next({outputs, inputs}, sizes[layer] * sizes[layer + 1]));
        biases.push_back(next({outputs}, sizes[layer + 1]));
    }
}

at::Tensor
FlatMlp::Forward(const at::Tensor& observations) const
{
    at::Tensor hidden = observations;
    for (std::size_t layer = 0; layer < weights.size(); ++layer)
    {
        hidden = at::linear(hidden, weights[layer], biases[layer]);
        if (layer + 1 < weights.size())
        {
            hidden = at::relu(hidden);
        }
    }
    return hidden;
}

} // namespace

struct QTrainer::Torch
{
    Torch(const std::vector<std::size_t>& sizes, const std::vector<float>& parameters);

    /** The optimizer's state of the one flat parameter. */
    torch::optim::AdamParamState& Moments() const;

    FlatMlp& Of(Network network);

    std::int64_t inputs;
    std::int64_t outputs;
    std::vector<float> valueGradient; ///< of the loss by the Q-values (rows x actions)
    FlatMlp online;
    FlatMlp target;
    at::Tensor flat; ///< all parameters of the online network as the one thing that Adam moves
    std::unique_ptr<torch::optim::Adam> adam;
};

QTrainer::Torch::Torch(const std::vector<std::size_t>& sizes, const std::vector<float>& parameters)
    : inputs(static_cast<std::int64_t>(sizes.front()))
    , outputs(static_cast<std::int64_t>(sizes.back()))
    , online(sizes, parameters, true)
    , target(sizes, parameters, false)
{
    const auto count = static_cast<std::int64_t>(parameters.size());
    flat = View(online.parameters.data(), {count});
    flat.set_requires_grad(true);
    flat.mutable_grad() = View(online.gradient.data(), {count});
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

FlatMlp&
QTrainer::Torch::Of(Network network)
{
    return network == Network::ONLINE ? online : target;
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
        m_torch->Of(network).Forward(View(observations, {count, m_torch->inputs}));
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
    // Gradients accumulate in place, into the flat array that Adam reads.
    std::fill(m_torch->online.gradient.begin(), m_torch->online.gradient.end(), 0.0F);
    const at::Tensor input = View(observations, {static_cast<std::int64_t>(rows), m_torch->inputs});
    const at::Tensor values = m_torch->online.Forward(input); // (rows x actions)

    TdBatch batch;
    batch.rows = rows;
    batch.actionCount = static_cast<std::size_t>(m_torch->outputs);
    batch.values = values.data_ptr<float>();
    batch.actions = actions;
    batch.targets = targets;
    std::vector<float>& gradient = m_torch->valueGradient;
    gradient.resize(rows * batch.actionCount);
    const double mean = DifferentiateTdLoss(loss, batch, gradient.data());
    values.backward(View(gradient.data(), values.sizes()));
    return mean;
}

const std::vector<float>&
QTrainer::Gradient() const
{
    return m_torch->online.gradient;
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
    const std::vector<float>& online = m_torch->online.parameters;
    std::vector<float>& target = m_torch->target.parameters;
    const auto share = static_cast<float>(tau);
    for (std::size_t i = 0; i < online.size(); ++i)
    {
        target[i] = share * online[i] + (1.0F - share) * target[i];
    }
}

const std::vector<float>&
QTrainer::Parameters(Network network) const
{
    return m_torch->Of(network).parameters;
}

void
QTrainer::SetParameters(Network network, const std::vector<float>& parameters)
{
    // The tensors are views of this memory, so the values are replaced and not the vector.
    std::vector<float>& own = m_torch->Of(network).parameters;
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
    const auto count = static_cast<std::int64_t>(m_torch->online.parameters.size());
    if (state.firstMoment.size() != m_torch->online.parameters.size() ||
        state.secondMoment.size() != m_torch->online.parameters.size())
    {
        throw std::logic_error("QTrainer: moments do not fit the parameters");
    }
    torch::optim::AdamParamState& moments = m_torch->Moments();
    moments.step(state.step);
    moments.exp_avg(View(state.firstMoment.data(), {count}).clone());
    moments.exp_avg_sq(View(state.secondMoment.data(), {count}).clone());
}

} // namespace edgeward
