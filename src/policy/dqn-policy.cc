/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/learner-policy.h"

namespace edgeward
{

namespace
{

const char* const NAME = "dqn";

const Registry<Policy>::Entry ENTRY(
    NAME,
    "Deep Q-network (Mnih et al. 2015): acts from a checkpoint, or learns while it runs.",
    LearnerPolicy::Parameters(NAME),
    [](const Spec& spec) { return std::make_unique<LearnerPolicy>(spec, NAME); },
    [](const Spec& spec) { return LearnerPolicy::FurtherParameters(spec, NAME); });

} // namespace

} // namespace edgeward
