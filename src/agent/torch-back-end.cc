/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "agent/single-thread.h"
#include "rl/flat-parameters.h"
#include "rl/network-back-end.h"

#include <torch/torch.h>

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
    LayerViews() = default;
    LayerViews(const std::vector<std::size_t>& sizes, const float* flat);

    std::vector<at::Tensor> weights; ///< one per layer (outputs x inputs)
    std::vector<at::Tensor> biases;  ///< one per layer (outputs)
};

LayerViews::LayerViews(const std::vector<std::size_t>& sizes, const float* flat)
{
    const float* next = flat;
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
ForwardAll(const LayerViews& network, const at::Tensor& observations)
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
 * @param activations of ForwardAll()
 * @param delta       derivative of the loss by the Q-values (rows x actions)
 * @param gradient    overwritten
 */
void
BackwardAll(const LayerViews& network,
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

/** The operations of LibTorch on memory of the caller. */
class TorchPasses : public NetworkPasses
{
  public:
    TorchPasses(const std::vector<std::size_t>& sizes, const float* parameters, float* gradient)
        : m_inputs(static_cast<std::int64_t>(sizes.front()))
        , m_outputs(static_cast<std::int64_t>(sizes.back()))
        , m_layers(sizes, parameters)
        , m_gradient(gradient ? LayerViews(sizes, gradient) : LayerViews())
    {
    }

    const float*
    Forward(const float* inputs, std::size_t rows) override
    {
        const c10::InferenceMode noAutograd;
        m_rows = static_cast<std::int64_t>(rows);
        m_activations = ForwardAll(m_layers, View(inputs, {m_rows, m_inputs}));
        return m_activations.back().data_ptr<float>();
    }

    void
    Backward(const float* outputGradient) override
    {
        const c10::InferenceMode noAutograd;
        const at::Tensor delta = View(outputGradient, {m_rows, m_outputs});
        BackwardAll(m_layers, m_activations, delta, m_gradient);
    }

    void
    BackwardToInputs(const float* outputGradient, float* inputGradient) override
    {
        const c10::InferenceMode noAutograd;
        at::Tensor delta = View(outputGradient, {m_rows, m_outputs});
        for (std::size_t layer = m_layers.weights.size(); layer-- > 0;)
        {
            delta = at::mm(delta, m_layers.weights[layer]);
            if (layer > 0)
            {
                delta = at::threshold_backward(delta, m_activations[layer], 0.0);
            }
        }
        View(inputGradient, {m_rows, m_inputs}).copy_(delta);
    }

  private:
    std::int64_t m_inputs;
    std::int64_t m_outputs;
    std::int64_t m_rows = 0; ///< of the last Forward()
    LayerViews m_layers;
    LayerViews m_gradient;
    std::vector<at::Tensor> m_activations; ///< of the last Forward()
};

/** LibTorch's Adam on one flat array. */
class TorchAdam : public AdamOptimizer
{
  public:
    TorchAdam(float* parameters, float* gradient, std::size_t count)
        : m_count(static_cast<std::int64_t>(count))
        , m_flat(View(parameters, {m_count}))
    {
        m_flat.mutable_grad() = View(gradient, {m_count});
        m_adam = std::make_unique<torch::optim::Adam>(std::vector<at::Tensor>{m_flat},
                                                      torch::optim::AdamOptions(0.0));
        // Adam makes its moments at its first step. A step along a zero gradient at rate 0 moves
        // nothing and saves us from the key of the state, which is not the same in all versions of
        // LibTorch.
        m_adam->step();
        Moments().step(0);
    }

    double
    ClipGradient(double maxNorm) override
    {
        at::Tensor& gradient = m_flat.mutable_grad();
        const double norm = gradient.norm().item<float>();
        if (norm > maxNorm)
        {
            gradient.mul_(maxNorm / norm);
        }
        return norm;
    }

    void
    Step(double learningRate) override
    {
        auto& options =
            static_cast<torch::optim::AdamOptions&>(m_adam->param_groups().front().options());
        options.lr(learningRate);
        m_adam->step();
    }

    AdamState
    State() const override
    {
        const auto copy = [](const at::Tensor& tensor) {
            const float* first = tensor.data_ptr<float>();
            return std::vector<float>(first, first + tensor.numel());
        };
        const torch::optim::AdamParamState& moments = Moments();
        return {moments.step(), copy(moments.exp_avg()), copy(moments.exp_avg_sq())};
    }

    void
    SetState(const AdamState& state) override
    {
        const auto count = static_cast<std::size_t>(m_count);
        if (state.firstMoment.size() != count || state.secondMoment.size() != count)
        {
            throw std::logic_error("TorchAdam: moments do not fit the parameters");
        }
        torch::optim::AdamParamState& moments = Moments();
        moments.step(state.step);
        moments.exp_avg(View(state.firstMoment.data(), {m_count}).clone());
        moments.exp_avg_sq(View(state.secondMoment.data(), {m_count}).clone());
    }

  private:
    /** The optimizer's state of the one flat parameter. */
    torch::optim::AdamParamState&
    Moments() const
    {
        return static_cast<torch::optim::AdamParamState&>(*m_adam->state().begin()->second);
    }

    std::int64_t m_count;
    at::Tensor m_flat; ///< all parameters as the one thing that Adam moves
    std::unique_ptr<torch::optim::Adam> m_adam;
};

class TorchBackEnd : public NetworkBackEnd
{
  public:
    TorchBackEnd()
    {
        UseOneThread();
        at::set_num_threads(1);
    }

    std::unique_ptr<NetworkPasses>
    MakePasses(const std::vector<std::size_t>& sizes,
               const float* parameters,
               float* gradient) const override
    {
        return std::make_unique<TorchPasses>(sizes, parameters, gradient);
    }

    std::unique_ptr<AdamOptimizer>
    MakeAdam(float* parameters, float* gradient, std::size_t count) const override
    {
        return std::make_unique<TorchAdam>(parameters, gradient, count);
    }
};

const Registry<NetworkBackEnd>::Entry TORCH("torch",
                                            "LibTorch, the reference",
                                            {},
                                            [](const Spec&) {
                                                return std::make_unique<TorchBackEnd>();
                                            });

} // namespace

} // namespace edgeward
