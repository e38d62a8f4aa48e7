/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/latency-regression.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

namespace
{

// One x86 core with AVX2 and OpenBLAS, for hosts nobody measured: 45 GMAC/s where a matrix product
// does the work and 17 GMAC/s depthwise (fitted to 700 convolutions on an AMD EPYC core), 1.5 times
// as fast in int8; 10 GB/s from memory; 8 us to call an operator.
constexpr double NOMINAL_MACS_PER_SECOND = 45e9;
constexpr double NOMINAL_DEPTHWISE_MACS_PER_SECOND = 17e9;
constexpr double NOMINAL_INT8_GAIN = 1.5;
constexpr double NOMINAL_BYTES_PER_SECOND = 10e9;
constexpr double NOMINAL_CALL_SECONDS = 8e-6;

constexpr double LEAST_SECONDS = 1e-8;    ///< what no layer is below
constexpr std::size_t FEWEST_SAMPLES = 8; ///< of one equation with six coefficients

// Of the kernel mean over residuals: a sample counts three fifths where one logarithm of the shape
// differs by a factor of 1.8, and half a sample's worth of "no residual" counts with them.
constexpr double SHAPE_SCALE = 0.6;
constexpr double PRIOR_SAMPLES = 0.5;

constexpr int SWEEPS = 2000; ///< of the coordinate descent; it converges long before

} // namespace

std::size_t
LatencyRegression::EquationOf(const DnnLayer& layer)
{
    return Index(KindOf(layer)) + (layer.ElementBytes() < 2.0 ? LATENCY_KINDS : 0);
}

LatencyRegression::Terms
LatencyRegression::TermsOf(const DnnLayer& layer)
{
    const LayerWork work = WorkOf(layer);
    const LayerWindow& window = layer.window;
    const double copies = static_cast<double>(window.kernelHeight) * window.kernelWidth /
                          (static_cast<double>(window.stride) * window.stride);
    return {1.0,
            work.macs,
            work.inputBytes,
            work.outputBytes,
            work.weightBytes,
            copies > 1.0 ? copies * work.inputBytes : 0.0};
}

LatencyRegression::Shape
LatencyRegression::ShapeOf(const DnnLayer& layer)
{
    const auto log = [](double value) { return std::log(std::max(1.0, value)); };
    const double positions = static_cast<double>(layer.output.height) * layer.output.width;
    const double inputs = layer.inputShapes.empty() ? 1.0 : layer.inputShapes.front().channels;
    return {log(inputs / layer.groups),
            log(layer.output.channels),
            log(positions),
            // Padding, strides and windows choose other kernels.
            0.7 * log(static_cast<double>(layer.window.kernelHeight) * layer.window.kernelWidth) +
                1.4 * log(layer.window.stride)};
}

double
LatencyRegression::Evaluate(const Terms& coefficients, const Terms& terms)
{
    double sum = 0.0;
    for (std::size_t k = 0; k < TERMS; ++k)
    {
        sum += coefficients[k] * terms[k];
    }
    return std::max(sum, LEAST_SECONDS);
}

LatencyRegression::LatencyRegression()
{
    for (std::size_t k = 0; k < m_equations.size(); ++k)
    {
        const bool isDepthwise = k % LATENCY_KINDS == Index(LatencyKind::DEPTHWISE);
        const bool isLinear = k % LATENCY_KINDS == Index(LatencyKind::LINEAR);
        const bool isMemory = k % LATENCY_KINDS == Index(LatencyKind::MEMORY);
        const double rate =
            (isDepthwise ? NOMINAL_DEPTHWISE_MACS_PER_SECOND : NOMINAL_MACS_PER_SECOND) *
            (k < LATENCY_KINDS ? 1.0 : NOMINAL_INT8_GAIN);
        const double perByte = 1.0 / NOMINAL_BYTES_PER_SECOND;
        Terms& c = m_equations[k].coefficients;
        c[0] = NOMINAL_CALL_SECONDS;
        c[1] = isMemory || isLinear ? 0.0 : 1.0 / rate;
        c[2] = c[3] = isMemory ? perByte : 0.0;
        c[4] = isLinear ? perByte : 0.0;
    }
}

LatencyRegression::LatencyRegression(const std::vector<LayerSample>& samples)
    : LatencyRegression()
{
    std::array<std::vector<const LayerSample*>, 2 * LATENCY_KINDS> parts;
    std::vector<double> ratios;
    for (const LayerSample& sample : samples)
    {
        const std::size_t equation = EquationOf(sample.layer);
        parts[equation].push_back(&sample);
        ratios.push_back(sample.seconds /
                         Evaluate(m_equations[equation].coefficients, TermsOf(sample.layer)));
    }
    double scale = 1.0;
    if (!ratios.empty())
    {
        std::nth_element(ratios.begin(), ratios.begin() + ratios.size() / 2, ratios.end());
        scale = ratios[ratios.size() / 2];
    }
    for (std::size_t k = 0; k < parts.size(); ++k)
    {
        if (parts[k].size() >= FEWEST_SAMPLES)
        {
            Fit(k, parts[k]);
            continue;
        }
        for (double& coefficient : m_equations[k].coefficients)
        {
            coefficient *= scale;
        }
    }
}

void
LatencyRegression::Fit(std::size_t equation, const std::vector<const LayerSample*>& samples)
{
    // Least squares of (sum a_k x_k - t) / t: divide every row by its time, and every column by its
    // size so that steps of the descent are comparable.
    Equation& fitted = m_equations[equation];
    std::vector<Terms> rows;
    Terms size{};
    for (const LayerSample* sample : samples)
    {
        Terms row = TermsOf(sample->layer);
        for (std::size_t k = 0; k < TERMS; ++k)
        {
            row[k] /= sample->seconds;
            size[k] += row[k] * row[k];
        }
        rows.push_back(row);
    }
    std::array<Terms, TERMS> normal{};
    Terms right{};
    for (const Terms& row : rows)
    {
        for (std::size_t k = 0; k < TERMS; ++k)
        {
            const double scaled = size[k] > 0.0 ? row[k] / std::sqrt(size[k]) : 0.0;
            right[k] += scaled;
            for (std::size_t j = 0; j < TERMS; ++j)
            {
                normal[k][j] += size[j] > 0.0 ? scaled * row[j] / std::sqrt(size[j]) : 0.0;
            }
        }
    }
    Terms solution{};
    for (int sweep = 0; sweep < SWEEPS; ++sweep)
    {
        for (std::size_t k = 0; k < TERMS; ++k)
        {
            double gradient = right[k];
            for (std::size_t j = 0; j < TERMS; ++j)
            {
                gradient -= normal[k][j] * solution[j];
            }
            if (normal[k][k] > 0.0)
            {
                solution[k] = std::max(0.0, solution[k] + gradient / normal[k][k]);
            }
        }
    }
    for (std::size_t k = 0; k < TERMS; ++k)
    {
        fitted.coefficients[k] = size[k] > 0.0 ? solution[k] / std::sqrt(size[k]) : 0.0;
    }
    for (const LayerSample* sample : samples)
    {
        fitted.shapes.push_back(ShapeOf(sample->layer));
        fitted.residuals.push_back(
            std::log(sample->seconds / Evaluate(fitted.coefficients, TermsOf(sample->layer))));
    }
}

double
LatencyRegression::Residual(const Equation& equation, const Shape& shape) const
{
    double weights = PRIOR_SAMPLES;
    double sum = 0.0;
    for (std::size_t i = 0; i < equation.shapes.size(); ++i)
    {
        double distance = 0.0;
        for (std::size_t k = 0; k < SHAPE; ++k)
        {
            const double difference = (shape[k] - equation.shapes[i][k]) / SHAPE_SCALE;
            distance += difference * difference;
        }
        const double weight = std::exp(-0.5 * distance);
        weights += weight;
        sum += weight * equation.residuals[i];
    }
    return sum / weights;
}

double
LatencyRegression::Seconds(const DnnLayer& layer) const
{
    const Equation& equation = m_equations[EquationOf(layer)];
    return Evaluate(equation.coefficients, TermsOf(layer)) *
           std::exp(Residual(equation, ShapeOf(layer)));
}

} // namespace edgeward
