/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_BLOCK_RECORDER_H
#define EDGEWARD_RESULTS_BLOCK_RECORDER_H

#include "results/record-block.h"
#include "results/record-sample.h"
#include "results/record-sink.h"

#include <functional>

namespace edgeward
{

/** Collects the records of one run, or their statistics, in a RecordBlock. */
class BlockRecorder : public RecordSink
{
  public:
    using RewardFunction = std::function<double(const RequestRecord&)>;

    /**
     * @param reward what a request's end is worth; a pure function of the record
     * @param share  of the requests that is recorded, as RecordSample has it; 0: none, and the
     *               block has their statistics instead
     * @param warmupSeconds requests that arrive earlier are left out of the statistics (s)
     */
    BlockRecorder(const std::string& policy,
                  std::uint64_t seed,
                  std::uint64_t run,
                  RewardFunction reward,
                  double share = 1.0,
                  double warmupSeconds = 0.0);

    void Write(const RequestRecord& record) override;

    /** What was collected; the caller may fill in the run's totals. */
    RecordBlock& Block();

  private:
    RecordBlock m_block;
    RewardFunction m_reward;
    RecordSample m_sample;
};

} // namespace edgeward

#endif // EDGEWARD_RESULTS_BLOCK_RECORDER_H
