/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_POLICY_REWARD_H
#define EDGEWARD_POLICY_REWARD_H

#include "base/record.h"
#include "base/registry.h"

namespace edgeward
{

/** What a request's end is worth. A pure function of the record; higher is better. Minus reward is
 * called cost. */
class Reward
{
  public:
    static constexpr const char* KIND = "reward";

    virtual ~Reward() = default;
    virtual double operator()(const RequestRecord& record) const = 0;
};

} // namespace edgeward

#endif // EDGEWARD_POLICY_REWARD_H
