/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_A2C_OPTIONS_H
#define EDGEWARD_RL_A2C_OPTIONS_H

#include "rl/hyper-parameters.h"

#include <cstddef>
#include <string>
#include <vector>

namespace edgeward
{

/** Hyper-parameters of A2C under their public names (CleanRL and Stable-Baselines3, in camelBack).
 * The discount comes with every transition. */
struct A2cOptions
{
    double learningRate = 7e-4;       ///< of Adam, > 0. Stable-Baselines3
    double finalLearningRate = 7e-4;  ///< reached linearly at the last decision, >= 0
    std::size_t rolloutLength = 40;   ///< transitions per training step. RL-Zoo, CartPole: 8 x 5
    double gaeLambda = 1.0;           ///< 0..1. Mnih et al. 2016, Stable-Baselines3
    double entropyCoefficient = 0.01; ///< >= 0. Mnih et al. 2016
    double maxGradNorm = 0.5;         ///< longest gradient of each network. Stable-Baselines3
    bool normalizeAdvantage = false;  ///< to mean 0 and deviation 1. Stable-Baselines3
    std::vector<std::size_t> hiddenLayers = {64, 64}; ///< of both networks. Stable-Baselines3
    std::string backEnd = "eigen";                    ///< registered NetworkBackEnd

    /** Name every hyper-parameter. */
    void Visit(HyperParameters& visitor);

    /** @throws ConfigError naming every value that is bad */
    static A2cOptions FromSpec(const Spec& spec);
};

} // namespace edgeward

#endif // EDGEWARD_RL_A2C_OPTIONS_H
