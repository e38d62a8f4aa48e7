/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/block-recorder.h"

#include <utility>

namespace edgeward
{

BlockRecorder::BlockRecorder(const std::string& policy,
                             std::uint64_t seed,
                             std::uint64_t run,
                             RewardFunction reward,
                             double share,
                             double warmupSeconds)
    : m_reward(std::move(reward))
    , m_sample(share, seed, run)
{
    m_block.policy = policy;
    m_block.seed = seed;
    m_block.run = run;
    if (share <= 0.0)
    {
        m_block.statistics.emplace();
        m_block.statistics->warmupSeconds = warmupSeconds;
    }
}

void
BlockRecorder::Write(const RequestRecord& record)
{
    if (m_block.statistics)
    {
        m_block.statistics->Add(Sample::Of(m_block.seed, m_block.run, record, m_reward(record)));
    }
    else if (m_sample.Has(record.request.id))
    {
        m_block.records.Add(record, m_reward(record));
    }
}

RecordBlock&
BlockRecorder::Block()
{
    return m_block;
}

} // namespace edgeward
