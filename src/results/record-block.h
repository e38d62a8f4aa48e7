/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_RECORD_BLOCK_H
#define EDGEWARD_RESULTS_RECORD_BLOCK_H

#include "results/node-energy.h"
#include "results/packed-records.h"
#include "results/run-statistics.h"

#include <optional>
#include <string>
#include <vector>

namespace edgeward
{

/**
 * Records of one replication of one policy, in order of the ends, with what the run was beside
 * them.
 *
 * It is what a ResultStore takes, and what a worker process hands to its parent: Serialize() and
 * Parse() are an exact round trip (every bit of every number), so that results do not depend on the
 * number of processes.
 */
struct RecordBlock
{
    std::string policy;                      ///< name as shown in tables
    std::uint64_t seed = 0;                  ///< experiment seed
    std::uint64_t run = 0;                   ///< replication number
    double simulatedSeconds = 0.0;           ///< simulated time of the run (s); 0: not over yet
    std::uint64_t events = 0;                ///< simulator events executed
    PackedRecords records;                   ///< in order of the ends
    std::vector<NodeEnergy> nodeEnergy;      ///< of the whole run; may be empty
    std::optional<RunStatistics> statistics; ///< of the whole run, if its requests are not recorded

    /** Compact binary form with version and checksum. */
    std::string Serialize() const;

    /**
     * The block that Serialize() wrote.
     * @param bytes  the whole of it
     * @param origin names the source in messages, e.g. the file
     * @throws IoError if it is truncated, damaged, or of another version
     */
    static RecordBlock Parse(const std::string& bytes, const std::string& origin);

    /** Serialize() into a file. @throws IoError if it cannot be written */
    void WriteFile(const std::string& path) const;

    /** Parse() of a file. @throws IoError if it cannot be read or Parse() throws */
    static RecordBlock ReadFile(const std::string& path);
};

} // namespace edgeward

#endif // EDGEWARD_RESULTS_RECORD_BLOCK_H
