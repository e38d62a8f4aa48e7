/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/latency-learner.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace edgeward
{

using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace
{

constexpr double NOTHING = std::numeric_limits<double>::quiet_NaN();

// Prior of what a device's specification says of its level: an effect of -1 per e-fold of peak or
// bandwidth together, each alone uncertain by as much.
constexpr double SPECIFICATION_RIDGE = 1.0;

// Of the factors of kinds: standard deviation of their logarithm, and of what they do not explain.
constexpr double FACTOR_DEVIATION = 0.5;
constexpr double FACTOR_NOISE = 0.1;
constexpr double LARGEST_LOG_FACTOR = 1.5;

/** Peak of the cores in use (FLOP/s); 0: unknown. */
double
PeakInUse(const DeviceProfile& device, std::uint32_t threads)
{
    return device.peakFlops * std::min(1.0, static_cast<double>(threads) / device.cores);
}

/** What the specification says: 1, is an accelerator, and ln of peak and bandwidth, each 0 with a
 * mark where unknown. */
VectorXd
SpecificationOf(const DeviceProfile& device, std::uint32_t threads)
{
    VectorXd x = VectorXd::Zero(6);
    x[0] = 1.0;
    x[1] = LatencyClass(device) == 0 ? 0.0 : 1.0;
    const double peak = PeakInUse(device, threads);
    x[2] = peak > 0.0 ? std::log(peak / 1e11) : 0.0;
    x[3] = peak > 0.0 ? 0.0 : 1.0;
    x[4] = device.memoryBandwidth > 0.0 ? std::log(device.memoryBandwidth / 2e10) : 0.0;
    x[5] = device.memoryBandwidth > 0.0 ? 0.0 : 1.0;
    return x;
}

std::set<std::uint32_t>
ThreadCounts(const DeviceProfile& device)
{
    std::set<std::uint32_t> counts;
    for (const PublishedLatency& latency : device.latencies)
    {
        counts.insert(latency.threads);
    }
    return counts;
}

} // namespace

std::size_t
LatencyClass(const DeviceProfile& device)
{
    for (const char* const word : {"GPU", "TPU", "NPU", "DSP"})
    {
        if (device.processor.find(word) != std::string::npos)
        {
            return 1;
        }
    }
    return 0;
}

LatencyLearner::LatencyLearner(const HostLatency& host, const std::vector<DeviceProfile>& devices)
    : LatencyLearner(host, devices, LatencyKernel{}, LatencyPopulation::Options{})
{
}

LatencyLearner::LatencyLearner(const HostLatency& host,
                               const std::vector<DeviceProfile>& devices,
                               const LatencyKernel& kernel,
                               const LatencyPopulation::Options& options)
    : m_host(host)
    , m_kernel(kernel)
    , m_options(options)
{
    AddColumns(devices);
    AddRows(devices);
    FitOffsets(devices);
    MatrixXd values(m_rows.size(), m_columns.size());
    std::vector<std::size_t> classes;
    for (std::size_t r = 0; r < m_rows.size(); ++r)
    {
        values.row(static_cast<Eigen::Index>(r)) = m_rows[r].values;
        const auto device =
            std::find_if(devices.begin(), devices.end(), [&](const auto& candidate) {
                return candidate.name == m_rows[r].device;
            });
        classes.push_back(LatencyClass(*device));
    }
    m_pattern.resize(m_columns.size(), m_columns.size());
    for (std::size_t i = 0; i < m_columns.size(); ++i)
    {
        for (std::size_t j = 0; j < m_columns.size(); ++j)
        {
            m_pattern(i, j) = m_kernel(m_features[i], m_features[j]);
        }
    }
    m_population = std::make_unique<LatencyPopulation>(values, classes, m_pattern, m_options);
}

std::size_t
LatencyLearner::RowCount() const
{
    return m_rows.size();
}

void
LatencyLearner::AddColumns(const std::vector<DeviceProfile>& devices)
{
    std::set<VariantKey> keys;
    for (const DeviceProfile& device : devices)
    {
        for (const PublishedLatency& latency : device.latencies)
        {
            if (m_host.Knows(KeyOf(latency)))
            {
                keys.insert(KeyOf(latency));
            }
        }
    }
    m_columns.assign(keys.begin(), keys.end());
    for (const VariantKey& key : m_columns)
    {
        m_features.push_back(FeaturesOf(m_host.Get(key), key));
    }
}

VectorXd
LatencyLearner::Values(const DeviceProfile& device, std::uint32_t threads) const
{
    VectorXd values = VectorXd::Constant(m_columns.size(), NOTHING);
    for (const PublishedLatency& latency : device.latencies)
    {
        const auto column = std::lower_bound(m_columns.begin(), m_columns.end(), KeyOf(latency));
        if (latency.threads == threads && column != m_columns.end() && *column == KeyOf(latency))
        {
            const auto k = column - m_columns.begin();
            values[k] = std::log(latency.seconds) - m_features[k].logSeconds;
        }
    }
    return values;
}

void
LatencyLearner::AddRows(const std::vector<DeviceProfile>& devices)
{
    for (const DeviceProfile& device : devices)
    {
        for (const std::uint32_t threads : ThreadCounts(device))
        {
            const VectorXd values = Values(device, threads);
            if (!values.array().isNaN().all())
            {
                m_rows.push_back({device.name, threads, values, 0.0});
            }
        }
    }
}

void
LatencyLearner::FitOffsets(const std::vector<DeviceProfile>& devices)
{
    // Ridge regression of the rows' levels on specifications; the constant is free.
    MatrixXd normal = SPECIFICATION_RIDGE * MatrixXd::Identity(6, 6);
    normal(0, 0) = 1e-6;
    VectorXd prior = VectorXd::Zero(6);
    prior[2] = prior[4] = -0.5;
    VectorXd right = normal * prior;
    const auto deviceOf = [&](const Row& row) {
        return std::find_if(devices.begin(), devices.end(), [&](const DeviceProfile& device) {
            return device.name == row.device;
        });
    };
    for (const Row& row : m_rows)
    {
        const VectorXd x = SpecificationOf(*deviceOf(row), row.threads);
        double level = 0.0;
        double count = 0.0;
        for (const double value : row.values)
        {
            level += std::isnan(value) ? 0.0 : value;
            count += std::isnan(value) ? 0.0 : 1.0;
        }
        normal += x * x.transpose();
        right += x * (level / count);
    }
    m_levelWeights = normal.ldlt().solve(right);
    for (Row& row : m_rows)
    {
        row.offset = m_levelWeights.dot(SpecificationOf(*deviceOf(row), row.threads));
        row.values.array() -= row.offset;
    }
}

std::pair<double, double>
LatencyLearner::Extend(const VariantFeatures& features,
                       const LatencyPopulation::Estimate& row,
                       const VectorXd& mean) const
{
    VectorXd cross(m_columns.size());
    for (std::size_t k = 0; k < m_columns.size(); ++k)
    {
        cross[k] = m_kernel(features, m_features[k]);
    }
    // Gaussian regression from known columns to this one; of the mean, and of the row about it.
    const MatrixXd& pattern = m_pattern;
    constexpr double FREE_LEVEL = 100.0; // over the pattern's variance: means have any level
    const VectorXd ofMean =
        (pattern.array() + FREE_LEVEL).matrix().ldlt().solve((cross.array() + FREE_LEVEL).matrix());
    const double level = m_options.levelVariance;
    const VectorXd withLevel = (cross.array() + level).matrix();
    const VectorXd ofRow = (pattern.array() + level).matrix().ldlt().solve(withLevel);
    const double own = m_kernel(features, features) + level;
    const double mu = ofMean.dot(mean);
    return {mu + ofRow.dot(row.mean - mean),
            std::max(0.0, own - ofRow.dot(withLevel)) + ofRow.dot(row.covariance * ofRow)};
}

PerLatencyKind
LatencyLearner::KindFactors(const VectorXd& row, bool isInt8) const
{
    // Ridge regression of the row on the shares of host time: ln t/host = level + sum share x ln
    // factor, for shares of the same precision if it has any.
    std::vector<std::size_t> columns;
    for (std::size_t k = 0; k < m_columns.size(); ++k)
    {
        if (m_features[k].isInt8 == isInt8)
        {
            columns.push_back(k);
        }
    }
    constexpr auto N = static_cast<Eigen::Index>(LATENCY_KINDS);
    MatrixXd normal = MatrixXd::Identity(N + 1, N + 1) / (FACTOR_DEVIATION * FACTOR_DEVIATION);
    normal(N, N) = 1e-9;
    VectorXd right = VectorXd::Zero(N + 1);
    for (const std::size_t column : columns)
    {
        VectorXd x(N + 1);
        std::copy(m_features[column].shares.begin(), m_features[column].shares.end(), x.begin());
        x[N] = 1.0;
        normal += x * x.transpose() / (FACTOR_NOISE * FACTOR_NOISE);
        right += x * row[static_cast<Eigen::Index>(column)] / (FACTOR_NOISE * FACTOR_NOISE);
    }
    const VectorXd factors = normal.ldlt().solve(right);
    PerLatencyKind result{};
    for (std::size_t k = 0; k < LATENCY_KINDS; ++k)
    {
        result[k] = std::exp(std::clamp(
            factors[static_cast<Eigen::Index>(k)], -LARGEST_LOG_FACTOR, LARGEST_LOG_FACTOR));
    }
    return result;
}

LatencyLearner::Prediction
LatencyLearner::Predict(const DeviceProfile& device, const VariantKey& key) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) {
        return row.device == device.name && row.threads == device.threads;
    });
    Row row{device.name, device.threads, {}, 0.0};
    if (found != m_rows.end())
    {
        row = *found;
    }
    else
    {
        row.offset = m_levelWeights.dot(SpecificationOf(device, device.threads));
        row.values = VectorXd::Constant(m_columns.size(), NOTHING);
    }
    Prediction prediction;
    prediction.known = row.values.size() - row.values.array().isNaN().count();
    if (prediction.known == 0 && (device.peakFlops <= 0.0 || m_rows.empty()))
    {
        throw ConfigError({},
                          "",
                          "device '" + device.name + "' has no published latency, with its " +
                              std::to_string(device.threads) +
                              " threads, of a network of the catalogue, and no peak_flops",
                          "add a [[latency]] to its file, see docs/how-to/add-a-device.md");
    }
    const std::size_t rowClass = LatencyClass(device);
    const LatencyPopulation::Estimate estimate = m_population->Complete(row.values, rowClass);
    const VariantFeatures features = FeaturesOf(m_host.Get(key), key);
    const auto column = std::lower_bound(m_columns.begin(), m_columns.end(), key);
    std::pair<double, double> ratio;
    if (column != m_columns.end() && *column == key)
    {
        const auto k = column - m_columns.begin();
        ratio = {estimate.mean[k], estimate.covariance(k, k)};
    }
    else
    {
        ratio = Extend(features, estimate, m_population->Mean(rowClass));
    }
    prediction.seconds = std::exp(features.logSeconds + row.offset + ratio.first);
    prediction.relativeError = std::sqrt(std::max(0.0, ratio.second) + m_population->Noise());
    prediction.kindFactors = KindFactors(estimate.mean, features.isInt8);
    return prediction;
}

} // namespace edgeward
