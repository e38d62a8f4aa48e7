/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_TESTS_RESULTS_RESULT_STORE_FIXTURE_H
#define EDGEWARD_TESTS_RESULTS_RESULT_STORE_FIXTURE_H

#include "results/result-store.h"
#include "support/temporary-folder.h"

#include <gtest/gtest.h>

#include <map>

namespace edgeward
{

/** A place for a results file, and the records of one in a form that can be compared. */
class ResultStoreFixture : public testing::Test
{
  protected:
    /** Every stored record as one block per replication, to be compared byte for byte. */
    static std::map<std::string, RecordBlock>
    Blocks(const ResultStore& store)
    {
        std::map<std::string, RecordBlock> blocks;
        store.ForEachRecord([&](const StoredRecord& stored) {
            RecordBlock& block = blocks[stored.policy + "/" + std::to_string(stored.run)];
            block.policy = stored.policy;
            block.seed = stored.seed;
            block.run = stored.run;
            block.records.Add(stored.rewarded.record, stored.rewarded.reward);
        });
        return blocks;
    }

    static std::string
    RecordBytes(RecordBlock block)
    {
        block.nodeEnergy.clear();
        block.simulatedSeconds = 0.0;
        block.events = 0;
        return block.Serialize();
    }

    TemporaryFolder m_folder;
    std::string m_path = m_folder.Path() + "/results.sqlite";
};

} // namespace edgeward

#endif // EDGEWARD_TESTS_RESULTS_RESULT_STORE_FIXTURE_H
