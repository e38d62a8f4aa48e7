/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_LATENCY_LEARNER_H
#define EDGEWARD_DNN_LATENCY_LEARNER_H

#include "dnn/latency-kernel.h"
#include "dnn/latency-population.h"

#include <memory>
#include <string>
#include <vector>

namespace edgeward
{

/**
 * Predicts latencies of devices from published numbers of all devices and the times of every layer
 * on the reference host. docs/models/latency.md has the equations.
 *
 * A row is a device with a number of threads, a column a variant of a network, an entry
 * ln(published / host). How columns go together is known beforehand from what their layers spend
 * the host's time on, and learned from the table (LatencyPopulation).
 */
class LatencyLearner
{
  public:
    /** Of one variant on one device. */
    struct Prediction
    {
        double seconds = 0.0;       ///< > 0
        double relativeError = 0.0; ///< standard deviation of ln(predicted / true)
        /** How much slower than on the host a kind of layer is, over the whole's slowness. */
        PerLatencyKind kindFactors{};
        std::size_t known =
            0; ///< published numbers of the device at these threads that it rests on
    };

    /**
     * @param host    times on the reference host; used as long as this lives
     * @param devices whose published numbers to learn from; numbers of variants that @p host does
     * not know are left out
     */
    LatencyLearner(const HostLatency& host,
                   const std::vector<DeviceProfile>& devices,
                   const LatencyKernel& kernel,
                   const LatencyPopulation::Options& options);

    /** With the documented kernel and options. */
    LatencyLearner(const HostLatency& host, const std::vector<DeviceProfile>& devices);

    /**
     * @param device one of those learned from, or another; its own numbers at its default threads
     * are those it was learned with, if it was
     * @throws ConfigError if nothing is known of the device, neither numbers nor specification, or
     * of the variant
     */
    Prediction Predict(const DeviceProfile& device, const VariantKey& key) const;

    /** Rows of the table. */
    std::size_t RowCount() const;

  private:
    /** A device with a number of threads. */
    struct Row
    {
        std::string device;
        std::uint32_t threads = 1;
        Eigen::VectorXd values; ///< by column, less the offset; NaN where unknown
        double offset = 0.0;    ///< by its specification
    };

    void AddColumns(const std::vector<DeviceProfile>& devices);
    void AddRows(const std::vector<DeviceProfile>& devices);
    void FitOffsets(const std::vector<DeviceProfile>& devices);
    Eigen::VectorXd Values(const DeviceProfile& device, std::uint32_t threads) const;
    PerLatencyKind KindFactors(const Eigen::VectorXd& row, bool isInt8) const;
    std::pair<double, double> Extend(const VariantFeatures& features,
                                     const LatencyPopulation::Estimate& row,
                                     const Eigen::VectorXd& mean) const;

    const HostLatency& m_host;
    LatencyKernel m_kernel;
    LatencyPopulation::Options m_options;
    std::vector<VariantKey> m_columns;
    std::vector<VariantFeatures> m_features; ///< by column
    std::vector<Row> m_rows;
    Eigen::VectorXd m_levelWeights; ///< of the specification, see SpecificationOf in the .cc file
    Eigen::MatrixXd m_pattern;      ///< columns x columns
    std::unique_ptr<LatencyPopulation> m_population;
};

/** 0: a processor of general cores; 1: a GPU or another accelerator. */
std::size_t LatencyClass(const DeviceProfile& device);

} // namespace edgeward

#endif // EDGEWARD_DNN_LATENCY_LEARNER_H
