/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_DDPG_OPTIONS_H
#define EDGEWARD_RL_DDPG_OPTIONS_H

#include "rl/hyper-parameters.h"

#include <cstddef>
#include <string>
#include <vector>

namespace edgeward
{

/**
 * Hyper-parameters of DDPG under their public names (CleanRL ddpg_continuous_action.py and
 * td3_continuous_action.py, in camelBack). The discount comes with every transition.
 */
struct DdpgOptions
{
    double learningRate = 1e-3;      ///< of Adam for both networks, > 0. RL-Zoo, Pendulum
    std::size_t bufferSize = 200000; ///< transitions remembered. RL-Zoo, Pendulum
    std::size_t batchSize = 64;      ///< transitions per training step. Lillicrap et al. 2016
    std::size_t learningStarts =
        10000;                      ///< random steps before the first training. RL-Zoo, Pendulum
    std::size_t trainFrequency = 1; ///< transitions between trainings. RL-Zoo, Pendulum
    std::size_t gradientSteps = 1;  ///< training steps at each of them. RL-Zoo, Pendulum
    double tau = 0.005;             ///< share of the online networks, (0, 1]. CleanRL, SB3
    double explorationNoise = 0.1;  ///< standard deviation, half ranges. RL-Zoo, Pendulum; CleanRL
    std::vector<std::size_t> hiddenLayers = {64, 64}; ///< of both networks; ours, for speed
    bool twinCritics = false;        ///< the less of two critics. Fujimoto, van Hoof, Meger 2018
    std::size_t policyFrequency = 1; ///< critic steps per actor step; 2 in Fujimoto et al. 2018
    double policyNoise = 0.0;      ///< on target actions, half ranges; 0.2 in Fujimoto et al. 2018
    double noiseClip = 0.5;        ///< largest such noise, half ranges. Fujimoto et al. 2018
    std::string backEnd = "eigen"; ///< registered NetworkBackEnd

    /** Name every hyper-parameter. */
    void Visit(HyperParameters& visitor);

    /** @throws ConfigError naming every value that is bad or does not fit the others */
    static DdpgOptions FromSpec(const Spec& spec);
};

} // namespace edgeward

#endif // EDGEWARD_RL_DDPG_OPTIONS_H
