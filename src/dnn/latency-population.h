/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_LATENCY_POPULATION_H
#define EDGEWARD_DNN_LATENCY_POPULATION_H

#include <Eigen/Core>
#include <cstddef>
#include <vector>

namespace edgeward
{

/**
 * A table with holes, devices by networks, filled from what devices have in common.
 *
 * A row is a draw from a Gaussian whose mean depends on the row's class and whose covariance over
 * columns is unknown: it has an inverse-Wishart prior around a given covariance. Fitted by
 * expectation maximization with missing values (Little and Rubin, "Statistical Analysis with
 * Missing Data", 3rd ed. 2019, section 11.2); rows that fit badly count less, as under Student's t
 * (Lange, Little and Taylor, JASA 84, 1989).
 */
class LatencyPopulation
{
  public:
    /** Knobs; all dimensionless, of natural logarithms. See docs/models/latency.md for their
     * origin. */
    struct Options
    {
        double noise = 0.006;           ///< variance of a published number about what repeats
        double priorRows = 12.0;        ///< how many rows the prior covariance is worth
        double levelVariance = 1.0;     ///< of how fast rows are, beside their specification
        double meanSpread = 0.3;        ///< variance of the mean's pattern over that of a row's
        double classSpread = 0.5;       ///< the same of a class' mean about the common one
        double studentDegrees = 8.0;    ///< degrees of freedom of rows
        double outlierDeviations = 3.0; ///< entries farther off count less
        int iterations = 8;
    };

    /** What is known of a row. */
    struct Estimate
    {
        Eigen::VectorXd mean;       ///< by column
        Eigen::MatrixXd covariance; ///< columns x columns, without the noise of a published number
    };

    /**
     * @param values  rows x columns; NaN where unknown
     * @param classes class of each row, from 0
     * @param pattern prior covariance of columns (columns x columns), without the level
     */
    LatencyPopulation(Eigen::MatrixXd values,
                      std::vector<std::size_t> classes,
                      const Eigen::MatrixXd& pattern,
                      const Options& options);

    /** Row @p row of the table, completed. */
    Estimate Complete(std::size_t row) const;

    /** A row that is not of the table. @param values by column; NaN where unknown */
    Estimate Complete(const Eigen::VectorXd& values, std::size_t rowClass) const;

    /** Mean of a class; of all rows if none has that class. */
    const Eigen::VectorXd& Mean(std::size_t rowClass) const;

    double Noise() const;

  private:
    /** A row given its known entries. */
    struct Conditional
    {
        Estimate estimate;
        double weight = 1.0;
    };

    Conditional Condition(const Eigen::VectorXd& values, const Eigen::VectorXd& mean) const;
    Eigen::VectorXd EntryNoise(const Eigen::MatrixXd& covariance,
                               const Eigen::VectorXd& deviation) const;
    void Iterate();
    void UpdateMeans(const std::vector<Conditional>& rows);

    Eigen::MatrixXd m_values;
    std::vector<std::size_t> m_classes;
    Eigen::MatrixXd m_pattern;
    Options m_options;
    Eigen::MatrixXd m_prior;      ///< pattern and level
    Eigen::MatrixXd m_covariance; ///< of a row's columns
    Eigen::VectorXd m_commonMean;
    std::vector<Eigen::VectorXd> m_classMeans;
};

} // namespace edgeward

#endif // EDGEWARD_DNN_LATENCY_POPULATION_H
