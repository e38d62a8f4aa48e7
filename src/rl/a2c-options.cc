/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/a2c-options.h"

namespace edgeward
{

void
A2cOptions::Visit(HyperParameters& visitor)
{
    visitor.Number("learningRate",
                   learningRate,
                   HyperParameters::LEAST,
                   1.0,
                   "step size of Adam for policy and value (Stable-Baselines3)");
    visitor.Number("finalLearningRate",
                   finalLearningRate,
                   0.0,
                   1.0,
                   "reached linearly at the last decision; as learningRate unless given");
    visitor.Count("rolloutLength",
                  rolloutLength,
                  1,
                  "transitions per training step (RL-Zoo, CartPole: 8 environments x 5 steps)");
    visitor.Number("gaeLambda",
                   gaeLambda,
                   0.0,
                   1.0,
                   "1: longest returns (Mnih et al. 2016); below: less variance, more bias");
    visitor.Number("entropyCoefficient",
                   entropyCoefficient,
                   0.0,
                   1e6,
                   "what keeps the policy from deciding too early (Mnih et al. 2016)");
    visitor.Number("maxGradNorm",
                   maxGradNorm,
                   HyperParameters::LEAST,
                   1e12,
                   "longest gradient of each network, Euclidean norm (Stable-Baselines3)");
    visitor.Flag("normalizeAdvantage",
                 normalizeAdvantage,
                 "whether advantages of a rollout get mean 0 and deviation 1 (Stable-Baselines3)");
    visitor.Layers("hiddenLayers",
                   hiddenLayers,
                   "widths of the hidden layers of policy and value (Stable-Baselines3)");
    visitor.BackEnd(backEnd);
}

A2cOptions
A2cOptions::FromSpec(const Spec& spec)
{
    A2cOptions options;
    HyperParameterReader reader(spec);
    options.Visit(reader);
    reader.ThrowIfAny();
    if (!spec.Has("finalLearningRate"))
    {
        options.finalLearningRate = options.learningRate;
    }
    return options;
}

} // namespace edgeward
