/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_HOST_LATENCY_H
#define EDGEWARD_DNN_HOST_LATENCY_H

#include "dnn/catalog.h"
#include "dnn/latency-regression.h"

#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

namespace edgeward
{

/** What identifies a variant in published tables. */
struct VariantKey
{
    std::string dnn;
    double width = 1.0;
    std::uint32_t resolution = 224;
    std::string precision;

    bool operator<(const VariantKey& other) const;
    bool operator==(const VariantKey& other) const;

    /** "mobilenet-v1 0.5 192 int8". */
    std::string ToString() const;
};

VariantKey KeyOf(const std::string& dnn, const DnnVariant& variant);
VariantKey KeyOf(const PublishedLatency& latency);

/** How long each layer of a variant takes on the reference host, on one thread. */
struct HostTimes
{
    std::vector<double> seconds;    ///< by layer, > 0
    std::vector<LatencyKind> kinds; ///< by layer
    double total = 0.0;             ///< sum of the above (s)
    double variation = 0.0;         ///< measured coefficient of variation; 0: not measured
    bool isMeasured = false;
    std::string host; ///< name of the host profile; empty: predicted
};

/**
 * Times on the reference host: of the host profile where there is one, else of a regression over
 * all host profiles of the catalogue. Made once per variant.
 */
class HostLatency
{
  public:
    /**
     * @param catalog  used as long as this lives
     * @param withheld a network whose profiles are not used, neither as they are nor in the fit;
     * empty: none
     */
    explicit HostLatency(const Catalog& catalog, const std::string& withheld = "");

    /** Whether the layers of this variant can be known: its network has a file or an architecture.
     */
    bool Knows(const VariantKey& key) const;

    /** @throws ConfigError if it is not known. */
    const HostTimes& Get(const VariantKey& key) const;

    /** Time of each layer by the regression, even where there is a profile (s). @throws ConfigError
     * if the variant is not known. */
    const std::vector<double>& Regressed(const VariantKey& key) const;

    /** Over all profiles of the catalogue but the withheld. */
    const LatencyRegression& Regression() const;

    /** The variant's layers. @throws ConfigError if it is not known. */
    const DnnGraph& Graph(const VariantKey& key) const;

  private:
    const DnnVariant* Variant(const VariantKey& key) const;
    HostTimes Make(const VariantKey& key) const;

    const Catalog& m_catalog;
    std::vector<std::string> m_names; ///< networks of the catalogue, sorted
    std::string m_withheld;
    mutable std::map<VariantKey, HostTimes> m_times;
    mutable std::map<VariantKey, std::vector<double>> m_regressed;
    mutable std::map<VariantKey, DnnGraph> m_graphs;
    mutable std::unique_ptr<LatencyRegression> m_regression;
};

} // namespace edgeward

#endif // EDGEWARD_DNN_HOST_LATENCY_H
