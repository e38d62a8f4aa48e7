/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/latency-population.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

namespace edgeward
{

using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace
{

// Variance of a mean's level, which nothing is known of beforehand.
constexpr double UNKNOWN_LEVEL = 10.0;

std::vector<Eigen::Index>
KnownColumns(const VectorXd& values)
{
    std::vector<Eigen::Index> known;
    for (Eigen::Index k = 0; k < values.size(); ++k)
    {
        if (!std::isnan(values[k]))
        {
            known.push_back(k);
        }
    }
    return known;
}

MatrixXd
WithLevel(const MatrixXd& pattern, double variance)
{
    return pattern.array() + variance;
}

/** Mean of a Gaussian of prior mean 0, seen through @p mean with covariance @p error. */
VectorXd
Shrink(const MatrixXd& prior, const MatrixXd& error, const VectorXd& mean)
{
    return prior * (prior + error).ldlt().solve(mean);
}

} // namespace

LatencyPopulation::LatencyPopulation(MatrixXd values,
                                     std::vector<std::size_t> classes,
                                     const MatrixXd& pattern,
                                     const Options& options)
    : m_values(std::move(values))
    , m_classes(std::move(classes))
    , m_pattern(pattern)
    , m_options(options)
    , m_prior(WithLevel(pattern, options.levelVariance))
    , m_covariance(m_prior)
{
    double sum = 0.0;
    std::size_t count = 0;
    for (const double value : m_values.reshaped())
    {
        sum += std::isnan(value) ? 0.0 : value;
        count += std::isnan(value) ? 0 : 1;
    }
    const std::size_t last =
        m_classes.empty() ? 0 : *std::max_element(m_classes.begin(), m_classes.end());
    m_commonMean = VectorXd::Constant(m_prior.rows(),
                                      sum / static_cast<double>(std::max<std::size_t>(1, count)));
    m_classMeans.assign(last + 1, m_commonMean);
    for (int i = 0; i < m_options.iterations && count > 0; ++i)
    {
        Iterate();
    }
}

VectorXd
LatencyPopulation::EntryNoise(const MatrixXd& covariance, const VectorXd& deviation) const
{
    // What the other entries of the row say of this one (the leave-one-out formula of Gaussian
    // regression, Rasmussen and Williams 2006, eq. 5.10 to 5.12); who is far off is trusted less.
    VectorXd noise = VectorXd::Constant(deviation.size(), m_options.noise);
    const MatrixXd inverse = (covariance + MatrixXd(noise.asDiagonal()))
                                 .ldlt()
                                 .solve(MatrixXd::Identity(deviation.size(), deviation.size()));
    const VectorXd weighted = inverse * deviation;
    const double limit = m_options.outlierDeviations * m_options.outlierDeviations;
    for (Eigen::Index k = 0; k < deviation.size(); ++k)
    {
        const double error = weighted[k] / inverse(k, k);
        noise[k] += std::max(0.0, error * error - limit / inverse(k, k));
    }
    return noise;
}

LatencyPopulation::Conditional
LatencyPopulation::Condition(const VectorXd& values, const VectorXd& mean) const
{
    Conditional row{{mean, m_covariance}, 1.0};
    const std::vector<Eigen::Index> known = KnownColumns(values);
    if (known.empty())
    {
        return row;
    }
    const MatrixXd cross = m_covariance(Eigen::all, known);
    const MatrixXd among = m_covariance(known, known);
    const VectorXd deviation = values(known) - mean(known);
    const VectorXd noise = EntryNoise(among, deviation);
    const auto solver = (among + MatrixXd(noise.asDiagonal())).ldlt();
    const VectorXd weighted = solver.solve(deviation);
    row.estimate.mean += cross * weighted;
    row.estimate.covariance -= cross * solver.solve(cross.transpose());
    row.weight = (m_options.studentDegrees + static_cast<double>(known.size())) /
                 (m_options.studentDegrees + deviation.dot(weighted));
    return row;
}

void
LatencyPopulation::Iterate()
{
    std::vector<Conditional> rows;
    for (Eigen::Index r = 0; r < m_values.rows(); ++r)
    {
        rows.push_back(Condition(m_values.row(r), m_classMeans[m_classes[r]]));
    }
    UpdateMeans(rows);
    MatrixXd sum = m_options.priorRows * m_prior;
    for (std::size_t r = 0; r < rows.size(); ++r)
    {
        const VectorXd deviation = rows[r].estimate.mean - m_classMeans[m_classes[r]];
        sum += rows[r].weight * deviation * deviation.transpose() + rows[r].estimate.covariance;
    }
    m_covariance = sum / (m_options.priorRows + static_cast<double>(rows.size()));
}

void
LatencyPopulation::UpdateMeans(const std::vector<Conditional>& rows)
{
    const MatrixXd spread = m_options.meanSpread * m_pattern;
    VectorXd all = VectorXd::Zero(m_prior.rows());
    std::vector<VectorXd> sums(m_classMeans.size(), all);
    std::vector<double> weights(m_classMeans.size(), 0.0);
    double weight = 0.0;
    for (std::size_t r = 0; r < rows.size(); ++r)
    {
        all += rows[r].weight * rows[r].estimate.mean;
        sums[m_classes[r]] += rows[r].weight * rows[r].estimate.mean;
        weights[m_classes[r]] += rows[r].weight;
        weight += rows[r].weight;
    }
    m_commonMean =
        Shrink(WithLevel(spread, UNKNOWN_LEVEL), m_covariance / weight, VectorXd(all / weight));
    for (std::size_t c = 0; c < sums.size(); ++c)
    {
        m_classMeans[c] = m_commonMean;
        if (weights[c] > 0.0)
        {
            m_classMeans[c] += Shrink(WithLevel(m_options.classSpread * spread, UNKNOWN_LEVEL),
                                      m_covariance / weights[c],
                                      VectorXd(sums[c] / weights[c] - m_commonMean));
        }
    }
}

LatencyPopulation::Estimate
LatencyPopulation::Complete(std::size_t row) const
{
    return Complete(m_values.row(static_cast<Eigen::Index>(row)), m_classes[row]);
}

LatencyPopulation::Estimate
LatencyPopulation::Complete(const VectorXd& values, std::size_t rowClass) const
{
    return Condition(values, Mean(rowClass)).estimate;
}

const VectorXd&
LatencyPopulation::Mean(std::size_t rowClass) const
{
    return rowClass < m_classMeans.size() ? m_classMeans[rowClass] : m_commonMean;
}

double
LatencyPopulation::Noise() const
{
    return m_options.noise;
}

} // namespace edgeward
