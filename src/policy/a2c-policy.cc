/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/learner-policy.h"

namespace edgeward
{

namespace
{

const char* const NAME = "a2c";

const Registry<Policy>::Entry ENTRY(
    NAME,
    "Advantage actor-critic (Mnih et al. 2016): acts from a checkpoint, or learns while it runs.",
    LearnerPolicy::Parameters(NAME),
    [](const Spec& spec) { return std::make_unique<LearnerPolicy>(spec, NAME); },
    [](const Spec& spec) { return LearnerPolicy::FurtherParameters(spec, NAME); });

} // namespace

} // namespace edgeward
