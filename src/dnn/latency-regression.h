/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_LATENCY_REGRESSION_H
#define EDGEWARD_DNN_LATENCY_REGRESSION_H

#include "dnn/latency-kind.h"

#include <vector>

namespace edgeward
{

/** A layer that was measured. */
struct LayerSample
{
    DnnLayer layer;
    double seconds = 0.0; ///< > 0
};

/**
 * Time of a layer from what it does, one equation per kind and element size, as Neurosurgeon (Kang
 * et al., ASPLOS 2017) has one regression per layer type:
 *
 *     t = a0 + a1 MACs + a2 input + a3 output + a4 weights + a5 patches,   all a >= 0
 *
 * with bytes of input, output, weights, and of the input patches that a convolution copies (im2col,
 * input x kernel / stride^2). Fitted by non-negative least squares of the relative error; what is
 * left is a smooth function of the layer's shape, learned by a kernel mean of the logarithmic
 * residuals.
 */
class LatencyRegression
{
  public:
    /** Nothing measured: nominal constants of one x86 core, see the .cc file. */
    LatencyRegression();

    /** A kind with too few samples keeps its nominal constants, scaled by what the others need. */
    explicit LatencyRegression(const std::vector<LayerSample>& samples);

    /** Time of a layer on the host that was measured (s), > 0. */
    double Seconds(const DnnLayer& layer) const;

  private:
    static constexpr std::size_t TERMS = 6;
    using Terms = std::array<double, TERMS>;
    static constexpr std::size_t SHAPE = 4;
    using Shape = std::array<double, SHAPE>; ///< logarithms

    /** One kind at one element size. */
    struct Equation
    {
        Terms coefficients{};
        std::vector<Shape> shapes;     ///< of the samples
        std::vector<double> residuals; ///< ln(measured / equation), by sample
    };

    static std::size_t EquationOf(const DnnLayer& layer);
    static Terms TermsOf(const DnnLayer& layer);
    static Shape ShapeOf(const DnnLayer& layer);
    static double Evaluate(const Terms& coefficients, const Terms& terms);
    void Fit(std::size_t equation, const std::vector<const LayerSample*>& samples);
    double Residual(const Equation& equation, const Shape& shape) const;

    std::array<Equation, 2 * LATENCY_KINDS> m_equations; ///< [kind + LATENCY_KINDS * is int8]
};

} // namespace edgeward

#endif // EDGEWARD_DNN_LATENCY_REGRESSION_H
