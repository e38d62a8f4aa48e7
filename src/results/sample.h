/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_SAMPLE_H
#define EDGEWARD_RESULTS_SAMPLE_H

#include "results/rewarded-record.h"

namespace edgeward
{

/** The part of a record that summaries and figures look at: no stages, no text. A pure function of
 * the record. */
struct Sample
{
    std::uint64_t seed = 0;
    std::uint64_t run = 0;
    std::int64_t arrivalNs = 0;  ///< simulated time of arrival (ns)
    std::int64_t latencyNs = 0;  ///< end minus arrival (ns), >= 0
    std::int64_t deadlineNs = 0; ///< latest useful latency (ns); 0: none
    Outcome outcome = Outcome::UNFINISHED;
    NodeId device = NO_NODE; ///< the device that asked
    NodeId node = NO_NODE;   ///< where the plan's last stage ran or was to run; NO_NODE: no stage
    VariantId variant = NO_VARIANT; ///< what it ran or was to run; NO_VARIANT: no stage
    double accuracy = 0.0;          ///< of the result (0..1); 0 unless completed
    double deviceJoule = 0.0;       ///< at the device that asked (J)
    double totalJoule = 0.0;        ///< at all nodes (J)
    std::uint64_t txBytes = 0;      ///< bytes the device sent
    std::uint64_t rxBytes = 0;      ///< bytes the device received
    double reward = 0.0;

    static Sample Of(std::uint64_t seed,
                     std::uint64_t run,
                     const RequestRecord& record,
                     double reward);

    static Sample Of(std::uint64_t seed, std::uint64_t run, const RewardedRecord& rewarded);

    /** Whether it was late, or can no longer be on time: rejected, dropped, or unfinished past its
     * deadline. */
    bool MissedDeadline() const;

    /** Whether the horizon cut it off before its fate was known: unfinished, and not yet past its
     * deadline. */
    bool IsCensored() const;
};

} // namespace edgeward

#endif // EDGEWARD_RESULTS_SAMPLE_H
