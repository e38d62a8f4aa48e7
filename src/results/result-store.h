/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_RESULT_STORE_H
#define EDGEWARD_RESULTS_RESULT_STORE_H

#include "results/names.h"
#include "results/record-block.h"
#include "results/sample.h"
#include "results/training-row.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace edgeward
{

/** One run of one policy, as stored. */
struct Replication
{
    std::string policy;
    std::uint64_t seed = 0;
    std::uint64_t run = 0;
    double simulatedSeconds = 0.0; ///< simulated time (s); 0: the run was cut off
    std::uint64_t events = 0;      ///< simulator events executed
    std::uint64_t records = 0;     ///< stored requests
};

/** A stored record with where it comes from. */
struct StoredRecord
{
    std::string policy;
    std::uint64_t seed = 0;
    std::uint64_t run = 0;
    RewardedRecord rewarded;
};

/**
 * The results of a run or a sweep: one SQLite file, whose tables docs/reference/results.md defines.
 *
 * Each Write...() is one transaction: after a crash, a kill or a full disk the file holds every
 * call that returned and nothing of the one that did not. One process writes; others hand it
 * RecordBlocks. Every member throws IoError, naming the file, when the disk is full, a permission
 * is missing or the file is damaged.
 */
class ResultStore
{
  public:
    /** A new file. @throws IoError if something is there already or the folder is missing or not
     * writable */
    static ResultStore Create(const std::string& path);

    /**
     * An existing file, for reading or for adding to it.
     * @throws IoError if it is missing, not readable or damaged; ConfigError if it holds no results
     * of Edgeward or those of a newer version
     */
    static ResultStore Open(const std::string& path);

    ResultStore(ResultStore&&) noexcept;
    ResultStore& operator=(ResultStore&&) noexcept;
    ~ResultStore();

    /** The file. */
    const std::string& Path() const;

    /** Set or replace facts about how the results came to be: scenario text, seeds, versions,
     * command. */
    void WriteManifest(const std::map<std::string, std::string>& facts);

    /** Set or replace the names of nodes and variants. */
    void WriteNames(const Names& names);

    /** Make a policy known in the order of tables. @param spec how it was asked for, e.g.
     * "dqn(gamma=0.9)" */
    void WritePolicy(const std::string& name, const std::string& spec);

    /** Add records to their replication, which becomes known with its first block, as does its
     * policy. */
    void Write(const RecordBlock& block);

    /**
     * Fill the tables records, stages and energy, which SQL can be asked about, with every record
     * that is not in them yet. The records themselves are there without it.
     */
    void MakeRows();

    /** Add rows of the learning curve. */
    void WriteTraining(const std::vector<TrainingRow>& rows);

    std::map<std::string, std::string> Manifest() const;
    Names ReadNames() const;

    /** Names in the order in which they became known. */
    std::vector<std::string> Policies() const;

    /** How each policy was asked for. */
    std::map<std::string, std::string> PolicySpecs() const;

    /** In the order in which they became known. */
    std::vector<Replication> Replications() const;

    /** Every record in the order of writing, stages and energy included. */
    void ForEachRecord(const std::function<void(const StoredRecord&)>& visit) const;

    /** The samples of one policy, replication by replication, in the order of writing; none if it
     * is unknown. */
    void ForEachSample(const std::string& policy,
                       const std::function<void(const Sample&)>& visit) const;

    /** The statistics of the replications of one policy whose requests were not recorded. */
    void ForEachStatistics(
        const std::string& policy,
        const std::function<void(std::uint64_t seed, std::uint64_t run, const RunStatistics&)>&
            visit) const;

    /** The learning curves in the order of writing. */
    std::vector<TrainingRow> Training() const;

    /** Energy of the nodes over one run; empty if not stored. */
    std::vector<NodeEnergy> ReadNodeEnergy(const std::string& policy,
                                           std::uint64_t seed,
                                           std::uint64_t run) const;

  private:
    struct Parts;
    explicit ResultStore(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace edgeward

#endif // EDGEWARD_RESULTS_RESULT_STORE_H
