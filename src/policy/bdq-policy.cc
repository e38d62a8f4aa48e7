/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/learner-policy.h"

namespace edgeward
{

namespace
{

const char* const NAME = "bdq";

const Registry<Policy>::Entry ENTRY(
    NAME,
    "Branching dueling Q-network (Tavakoli et al. 2018): chooses node and variant by values of "
    "their own; from a checkpoint, or learning while it runs.",
    LearnerPolicy::Parameters(NAME),
    [](const Spec& spec) {
        return std::make_unique<LearnerPolicy>(spec, NAME, ActionForm::BRANCHES);
    },
    [](const Spec& spec) { return LearnerPolicy::FurtherParameters(spec, NAME); });

} // namespace

} // namespace edgeward
