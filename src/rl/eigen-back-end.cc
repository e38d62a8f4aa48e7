/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/flat-parameters.h"
#include "rl/matrix-product.h"
#include "rl/network-back-end.h"

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace edgeward
{

namespace
{

using Array = Eigen::Map<Eigen::ArrayXf>;
using ConstArray = Eigen::Map<const Eigen::ArrayXf>;

/** Forward and backward passes written out; Mlp's arithmetic for whole batches. */
class EigenPasses : public NetworkPasses
{
  public:
    EigenPasses(const std::vector<std::size_t>& sizes, const float* parameters, float* gradient)
        : m_sizes(sizes)
        , m_parameters(parameters)
        , m_gradient(gradient)
        , m_outputs(sizes.size() - 1)
    {
    }

    const float*
    Forward(const float* inputs, std::size_t rows) override
    {
        m_inputs = inputs;
        m_rows = rows;
        const float* weights = m_parameters;
        for (std::size_t layer = 0; layer < m_outputs.size(); ++layer)
        {
            MatrixProduct product;
            product.rows = rows;
            product.depth = m_sizes[layer];
            product.columns = m_sizes[layer + 1];
            product.left = {inputs, product.depth, 1};
            product.right = {weights, 1, product.depth}; // transposed
            product.bias = weights + product.depth * product.columns;
            product.isRectified = layer + 1 < m_outputs.size();
            m_outputs[layer].resize(rows * product.columns);
            Multiply(product, m_scratch, m_outputs[layer].data());
            inputs = m_outputs[layer].data();
            weights = product.bias + product.columns;
        }
        return inputs;
    }

    void
    Backward(const float* outputGradient) override
    {
        std::size_t offset = CountParameters(m_sizes);
        m_delta.assign(outputGradient, outputGradient + m_rows * m_sizes.back());
        for (std::size_t layer = m_outputs.size(); layer-- > 0;)
        {
            const std::size_t inputs = m_sizes[layer];
            const std::size_t outputs = m_sizes[layer + 1];
            offset -= (inputs + 1) * outputs;
            const float* below = layer == 0 ? m_inputs : m_outputs[layer - 1].data();
            DifferentiateWeights(below, inputs, outputs, m_gradient + offset);
            if (layer > 0)
            {
                PassDown(inputs, outputs, m_parameters + offset);
                Rectify(below);
            }
        }
    }

    void
    BackwardToInputs(const float* outputGradient, float* inputGradient) override
    {
        std::size_t offset = CountParameters(m_sizes);
        m_delta.assign(outputGradient, outputGradient + m_rows * m_sizes.back());
        for (std::size_t layer = m_outputs.size(); layer-- > 0;)
        {
            offset -= (m_sizes[layer] + 1) * m_sizes[layer + 1];
            PassDown(m_sizes[layer], m_sizes[layer + 1], m_parameters + offset);
            if (layer > 0)
            {
                Rectify(m_outputs[layer - 1].data());
            }
        }
        std::copy(m_delta.begin(), m_delta.end(), inputGradient);
    }

  private:
    /** Derivatives by weights and biases of a layer: delta^T times its inputs, and column sums. */
    void
    DifferentiateWeights(const float* below,
                         std::size_t inputs,
                         std::size_t outputs,
                         float* gradient)
    {
        MatrixProduct product;
        product.rows = outputs;
        product.depth = m_rows;
        product.columns = inputs;
        product.left = {m_delta.data(), 1, outputs}; // transposed
        product.right = {below, inputs, 1};
        Multiply(product, m_scratch, gradient);
        float* bias = gradient + inputs * outputs;
        std::fill_n(bias, outputs, 0.0F);
        for (std::size_t row = 0; row < m_rows; ++row)
        {
            const float* delta = m_delta.data() + row * outputs;
            for (std::size_t output = 0; output < outputs; ++output)
            {
                bias[output] += delta[output];
            }
        }
    }

    /** Derivatives by what goes into a layer. */
    void
    PassDown(std::size_t inputs, std::size_t outputs, const float* weights)
    {
        MatrixProduct product;
        product.rows = m_rows;
        product.depth = outputs;
        product.columns = inputs;
        product.left = {m_delta.data(), outputs, 1};
        product.right = {weights, inputs, 1};
        m_below.resize(m_rows * inputs);
        Multiply(product, m_scratch, m_below.data());
        std::swap(m_delta, m_below);
    }

    /** ReLU passes what was positive. @param outputs of the rectified layer */
    void
    Rectify(const float* outputs)
    {
        for (std::size_t i = 0; i < m_delta.size(); ++i)
        {
            m_delta[i] = outputs[i] > 0.0F ? m_delta[i] : 0.0F;
        }
    }

    std::vector<std::size_t> m_sizes;
    const float* m_parameters;
    float* m_gradient;
    const float* m_inputs = nullptr;           ///< of the last Forward()
    std::size_t m_rows = 0;                    ///< of the last Forward()
    std::vector<std::vector<float>> m_outputs; ///< of every layer, ReLU included
    std::vector<float> m_delta;                ///< derivative by the outputs of a layer
    std::vector<float> m_below;                ///< the same of the layer below
    std::vector<float> m_scratch;
};

class EigenAdam : public AdamOptimizer
{
  public:
    EigenAdam(float* parameters, float* gradient, std::size_t count)
        : m_parameters(parameters, static_cast<Eigen::Index>(count))
        , m_gradient(gradient, static_cast<Eigen::Index>(count))
    {
        m_state.firstMoment.assign(count, 0.0F);
        m_state.secondMoment.assign(count, 0.0F);
    }

    double
    ClipGradient(double maxNorm) override
    {
        const double norm = std::sqrt(m_gradient.square().sum());
        if (norm > maxNorm)
        {
            m_gradient *= static_cast<float>(maxNorm / norm);
        }
        return norm;
    }

    void
    Step(double learningRate) override
    {
        // Kingma and Ba 2015, Algorithm 1, with the corrections of both moments drawn together.
        constexpr double KEEP_FIRST = 0.9;
        constexpr double KEEP_SECOND = 0.999;
        constexpr float EPSILON = 1e-8F;
        const auto step = static_cast<double>(++m_state.step);
        const auto rate = static_cast<float>(learningRate / (1.0 - std::pow(KEEP_FIRST, step)));
        const auto spread = static_cast<float>(1.0 / std::sqrt(1.0 - std::pow(KEEP_SECOND, step)));
        Array first(m_state.firstMoment.data(), m_gradient.size());
        Array second(m_state.secondMoment.data(), m_gradient.size());
        first = static_cast<float>(KEEP_FIRST) * first +
                static_cast<float>(1.0 - KEEP_FIRST) * m_gradient;
        second = static_cast<float>(KEEP_SECOND) * second +
                 static_cast<float>(1.0 - KEEP_SECOND) * m_gradient.square();
        m_parameters -= rate * first / (second.sqrt() * spread + EPSILON);
    }

    AdamState
    State() const override
    {
        return m_state;
    }

    void
    SetState(const AdamState& state) override
    {
        if (state.firstMoment.size() != m_state.firstMoment.size() ||
            state.secondMoment.size() != m_state.secondMoment.size())
        {
            throw std::logic_error("EigenAdam: moments do not fit the parameters");
        }
        m_state = state;
    }

  private:
    Array m_parameters;
    Array m_gradient;
    AdamState m_state;
};

class EigenBackEnd : public NetworkBackEnd
{
  public:
    std::unique_ptr<NetworkPasses>
    MakePasses(const std::vector<std::size_t>& sizes,
               const float* parameters,
               float* gradient) const override
    {
        return std::make_unique<EigenPasses>(sizes, parameters, gradient);
    }

    std::unique_ptr<AdamOptimizer>
    MakeAdam(float* parameters, float* gradient, std::size_t count) const override
    {
        return std::make_unique<EigenAdam>(parameters, gradient, count);
    }
};

const Registry<NetworkBackEnd>::Entry EIGEN("eigen",
                                            "part of the library; no LibTorch needed",
                                            {},
                                            [](const Spec&) {
                                                return std::make_unique<EigenBackEnd>();
                                            });

} // namespace

} // namespace edgeward
