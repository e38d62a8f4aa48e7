/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_EXPERIMENT_STORE_H
#define EDGEWARD_SCENARIO_EXPERIMENT_STORE_H

#include "policy/policy.h"
#include "results/result-store.h"
#include "scenario/scenario-config.h"

#include <optional>

namespace edgeward
{

/**
 * The folder of an experiment's results. Blocks are stored in the order of their places, whichever
 * process was quicker: the file does not depend on the number of processes.
 */
class ExperimentStore
{
  public:
    explicit ExperimentStore(const std::string& folder);

    /** The results' file. */
    std::string Path() const;

    /**
     * Make folder and file, and put in what is known before anything has run.
     * @throws IoError if results are there already or the folder is not writable
     */
    void Open(const ScenarioConfig& config,
              const PolicyEnvironment& environment,
              const std::string& command);

    void AddPolicy(const std::string& name, const Spec& spec);

    /** Store a block when all of the places before it are stored. @throws IoError */
    void Put(std::size_t place, RecordBlock block);

    /** Store what waits for places that nothing has come for. @throws IoError */
    void Flush();

    /** @throws IoError */
    void Put(const TrainingRow& row);

    /** Whether Open() has made the file and it has not been discarded. */
    bool IsOpen() const;

    /** Remove what Open() made if no result was stored, so that the folder can be used again. */
    void DiscardIfEmpty();

  private:
    std::string m_folder;
    std::optional<ResultStore> m_store;
    std::map<std::size_t, RecordBlock> m_early; ///< their turn has not come
    std::size_t m_next = 0;
    bool m_hasResults = false;
};

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_EXPERIMENT_STORE_H
