/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/learner-policy.h"

namespace edgeward
{

namespace
{

const char* const NAME = "sdqn";

const Registry<Policy>::Entry ENTRY(
    NAME,
    "Sequential deep Q-network (Metz et al. 2017): chooses the node, then the variant knowing the "
    "node; from a checkpoint, or learning while it runs.",
    LearnerPolicy::Parameters(NAME),
    [](const Spec& spec) {
        return std::make_unique<LearnerPolicy>(spec, NAME, ActionForm::SEQUENCE);
    },
    [](const Spec& spec) { return LearnerPolicy::FurtherParameters(spec, NAME); });

} // namespace

} // namespace edgeward
