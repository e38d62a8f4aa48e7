/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_REWARDED_RECORD_H
#define EDGEWARD_RESULTS_REWARDED_RECORD_H

#include "base/record.h"

namespace edgeward
{

/** A request's end and what it was worth. */
struct RewardedRecord
{
    RequestRecord record;
    double reward = 0.0; ///< of the scenario's reward function
};

} // namespace edgeward

#endif // EDGEWARD_RESULTS_REWARDED_RECORD_H
