/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_CLI_STATISTICS_REPORT_H
#define EDGEWARD_CLI_STATISTICS_REPORT_H

#include <string>
#include <vector>

namespace CLI
{
class App;
} // namespace CLI

namespace edgeward
{

class ResultStore;
struct ScenarioConfig;

/** What a command that evaluates says about its replications, beyond the table of means. */
class StatisticsReport
{
  public:
    /** Add --metric, --reference and --percentiles, and --statistics where it is not the
     * default. */
    void AddTo(CLI::App& command, bool isDefault);

    /** Find mistakes before any simulation runs. @throws ConfigError */
    void Check(const ScenarioConfig& config) const;

    /**
     * Print the tables that were asked for and write statistics.csv, comparison.csv and
     * percentiles.csv into @p folder. Without a --reference, the scenario's trained policy is
     * compared with the others, else the first one.
     * @throws ConfigError if there are no results of the reference; IoError
     */
    void Print(const ResultStore& store,
               const ScenarioConfig& config,
               const std::string& folder) const;

  private:
    /** Percentiles asked for, as shares. @throws ConfigError */
    std::vector<double> Shares() const;

    bool m_isWanted = false;
    std::string m_metric = "reward";
    std::string m_reference;
    std::string m_percentiles; ///< separated by commas; may be empty
};

} // namespace edgeward

#endif // EDGEWARD_CLI_STATISTICS_REPORT_H
