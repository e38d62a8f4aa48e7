/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_FIGURES_H
#define EDGEWARD_RESULTS_FIGURES_H

#include "results/latency-sketch.h"
#include "results/learning-bands.h"
#include "results/names.h"
#include "results/statistics.h"
#include "results/training-row.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace edgeward
{

class ResultStore;
struct PolicySummary;

/** How soon one policy's requests were answered. */
struct LatencySeries
{
    std::string policy;
    std::uint64_t requests = 0;            ///< all, also those never answered
    std::vector<std::int64_t> latenciesNs; ///< of the completed ones, in any order (ns)
    bool emphasized = false;               ///< drawn strongest: the policy that the figure is about
    LatencySketch sketch{};                ///< of completed ones that were not recorded
};

/** One policy in the plane of latency and energy. */
struct TradeoffPoint
{
    std::string policy;
    Estimate latency;      ///< mean (s)
    Estimate deviceEnergy; ///< per request (J)
    double accuracy = 0.0; ///< mean (0..1)
};

/** Where one policy sent its requests. */
struct PlacementShares
{
    std::string policy;
    std::map<std::pair<std::size_t, std::size_t>, double>
        shares;            ///< by (place, variant), each 0..1
    double rejected = 0.0; ///< share without any stage, 0..1
};

/**
 * Draws figures through gnuplot. Each figure is NAME.png and NAME.svg beside its data, NAME.csv,
 * and the script, NAME.gp, so that an author can restyle it: edit the script and run "gnuplot
 * NAME.gp" in the folder.
 *
 * Every function throws IoError if gnuplot is missing or fails (data and script are then there) or
 * a file cannot be written, and draws nothing and returns false if there is no data.
 */
class FigureWriter
{
  public:
    /** @param folder made if absent @throws IoError if it cannot be made */
    explicit FigureWriter(const std::string& folder);

    /** learning-curve: mean reward per episode with moving average, exploration rate below. */
    bool DrawLearningCurve(const std::vector<TrainingRow>& rows);

    /** learning-QUANTITY: a line with its 95 % band for each label, over the episodes. Nothing to
     * draw if the quantity is 0 throughout: the learners have none. */
    bool DrawLearningBands(const std::vector<LearningBand>& bands,
                           LearningQuantity quantity,
                           LearningCentre centre);

    /** latency-cdf: share of all requests answered within a latency, one curve per policy. */
    bool DrawLatencyCdf(const std::vector<LatencySeries>& series);

    /** performance-profile: share of replications above each mean reward, with 95 % bands. Policies
     * with fewer than two replications are left out. */
    bool DrawPerformanceProfile(const std::vector<PolicySummary>& summaries);

    /** energy-latency: device energy against latency with 95 % intervals, accuracy as colour. */
    bool DrawEnergyLatency(const std::vector<TradeoffPoint>& points);

    /**
     * placement: shares of place x variant, one bar per policy.
     * @param names nodes: the places, by hue; variants: by shade
     */
    bool DrawPlacement(const std::vector<PlacementShares>& policies, const Names& names);

  private:
    std::string m_folder;
};

/**
 * Every figure that a store has data for.
 * @param warmupSeconds requests that arrive earlier are left out (s), >= 0
 * @return the names of the figures drawn, without extension
 * @throws IoError as FigureWriter does
 */
std::vector<std::string> DrawFigures(const ResultStore& store,
                                     const std::string& folder,
                                     double warmupSeconds);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_FIGURES_H
