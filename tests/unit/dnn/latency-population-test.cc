/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/latency-population.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

namespace edgeward
{
namespace
{

using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double UNKNOWN = std::numeric_limits<double>::quiet_NaN();

LatencyPopulation::Options
Untrained()
{
    LatencyPopulation::Options options;
    options.iterations = 0;
    return options;
}

TEST(LatencyPopulation, UntrainedIsGaussianConditioning)
{
    // Two columns of variance 1 + level and covariance rho + level: E[b | a] = mean + cov / (var +
    // noise) (a - mean), variance var - cov^2 / (var + noise).
    MatrixXd pattern(2, 2);
    pattern << 1.0, 0.5, 0.5, 1.0;
    LatencyPopulation::Options options = Untrained();
    options.levelVariance = 2.0;
    options.noise = 0.1;
    MatrixXd values(1, 2);
    values << 0.0, UNKNOWN; // the mean over all known entries is 0
    const LatencyPopulation population(values, {0}, pattern, options);
    VectorXd asked(2);
    asked << 1.0, UNKNOWN;
    const auto estimate = population.Complete(asked, 0);
    EXPECT_NEAR(estimate.mean[1], 2.5 / 3.1, 1e-12);
    EXPECT_NEAR(estimate.covariance(1, 1), 3.0 - 2.5 * 2.5 / 3.1, 1e-12);
    EXPECT_NEAR(estimate.mean[0], 3.0 / 3.1, 1e-12);
}

/** Rows that are level + slope x (-1, 0, 1); exact. */
MatrixXd
Slopes(Eigen::Index rows)
{
    MatrixXd values(rows, 3);
    for (Eigen::Index r = 0; r < rows; ++r)
    {
        const double level = std::sin(3.0 * static_cast<double>(r));
        const double slope = 0.5 * std::cos(5.0 * static_cast<double>(r));
        values.row(r) << level - slope, level, level + slope;
    }
    return values;
}

TEST(LatencyPopulation, LearnsHowColumnsGoTogether)
{
    // The prior knows nothing of the line; twenty rows show it, and the last one's third entry is
    // where the first two point.
    MatrixXd values = Slopes(21);
    const double truth = values(20, 2);
    values(20, 2) = UNKNOWN;
    LatencyPopulation::Options options;
    options.noise = 1e-4;
    options.priorRows = 1.0;
    const MatrixXd pattern = 0.1 * MatrixXd::Identity(3, 3);
    const std::vector<std::size_t> classes(21, 0);
    const LatencyPopulation learned(values, classes, pattern, options);
    const auto estimate = learned.Complete(20);
    options.iterations = 0;
    const double untrained =
        std::abs(LatencyPopulation(values, classes, pattern, options).Complete(20).mean[2] - truth);
    EXPECT_LT(std::abs(estimate.mean[2] - truth), 0.35 * untrained);
    EXPECT_LT(std::abs(estimate.mean[2] - truth), 2.0 * std::sqrt(estimate.covariance(2, 2)));
}

TEST(LatencyPopulation, AnEntryFarFromItsRowCountsLess)
{
    MatrixXd values = Slopes(20);
    LatencyPopulation::Options options;
    const MatrixXd pattern = 0.02 * MatrixXd::Identity(3, 3);
    const LatencyPopulation population(values, std::vector<std::size_t>(20, 0), pattern, options);
    VectorXd row(3);
    row << 0.0, UNKNOWN, 0.0;
    const double sound = population.Complete(row, 0).mean[1];
    MatrixXd wide(1, 6);
    // Five entries that agree and one that is wrong by a factor of e^3.
    LatencyPopulation::Options untrained = Untrained();
    wide << 0.0, 0.0, 0.0, 0.0, 3.0, UNKNOWN;
    const MatrixXd alike = 0.02 * MatrixXd::Identity(6, 6);
    const LatencyPopulation robust(wide, {0}, alike, untrained);
    untrained.outlierDeviations = 1e6;
    const LatencyPopulation trusting(wide, {0}, alike, untrained);
    EXPECT_LT(std::abs(robust.Complete(0).mean[5]), 0.5 * std::abs(trusting.Complete(0).mean[5]));
    EXPECT_NEAR(sound, 0.0, 0.3);
}

TEST(LatencyPopulation, ClassesHaveMeansOfTheirOwn)
{
    MatrixXd values(8, 2);
    std::vector<std::size_t> classes;
    for (Eigen::Index r = 0; r < 8; ++r)
    {
        const double level = 0.1 * static_cast<double>(r % 4);
        // In class 1 the second column is slower by e.
        values.row(r) << level, level + (r < 4 ? 0.0 : 1.0);
        classes.push_back(r < 4 ? 0 : 1);
    }
    const LatencyPopulation population(
        values, classes, 0.2 * MatrixXd::Identity(2, 2), LatencyPopulation::Options{});
    VectorXd row(2);
    row << 0.2, UNKNOWN;
    EXPECT_GT(population.Complete(row, 1).mean[1], population.Complete(row, 0).mean[1] + 0.5);
    // A class nobody has is the common mean.
    EXPECT_EQ(population.Mean(7).size(), 2);
}

} // namespace
} // namespace edgeward
