/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/dqn.h"

namespace edgeward
{

namespace
{

/** Tavakoli, Pardo, Kormushev 2018, appendix A, and their code, but for a smaller replay and an
 * exploration that falls over the training. */
DqnOptions
BdqDefaults()
{
    DqnOptions options;
    options.isBranching = true;
    options.backEnd = "eigen"; // several times faster for networks of this kind
    options.dueling = true;
    options.prioritizedReplay = true;
    options.prioritizedReplayEpsilon = 1e-8;
    options.loss = TdLoss::MSE;
    options.learningRate = options.finalLearningRate = 1e-4;
    options.batchSize = 64;
    options.trainFrequency = 1;
    options.targetNetworkFrequency = 1000;
    options.maxGradNorm = 10.0;
    options.hiddenLayers = {512, 256};
    options.branchUnits = 128;
    return options;
}

const Registry<Learner>::Entry BDQ(
    "bdq",
    "branching dueling Q-network (Tavakoli, Pardo, Kormushev 2018): several choices at once, each "
    "with its own advantages; all parts of dqn",
    DqnOptions::Parameters(BdqDefaults()),
    [](const Spec& spec) {
        return std::make_unique<Dqn>(DqnOptions::FromSpec(spec, BdqDefaults()));
    });

} // namespace

} // namespace edgeward
