/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_DQN_OPTIONS_H
#define EDGEWARD_RL_DQN_OPTIONS_H

#include "rl/td-loss.h"

#include "base/spec.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace edgeward
{

/**
 * Hyper-parameters of DQN under their public names (CleanRL dqn.py, in camelBack).
 *
 * The discount is none of them: it depends on the time between two decisions and comes with every
 * transition. "Steps" are transitions observed unless another word stands there;
 * docs/algorithms/dqn.md has the table of sources.
 */
struct DqnOptions
{
    double learningRate = 6.3e-4;      ///< of Adam, > 0. RL-Zoo, Acrobot and LunarLander
    double finalLearningRate = 6.3e-4; ///< reached linearly at the last decision, >= 0
    std::size_t bufferSize = 50000;    ///< transitions remembered. RL-Zoo, LunarLander
    std::size_t batchSize = 64;        ///< transitions per training step. RL-Zoo, CartPole
    std::size_t learningStarts =
        1000; ///< transitions before the first training step. RL-Zoo, CartPole
    std::size_t trainFrequency = 4; ///< steps between trainings. Mnih et al. 2015
    std::size_t gradientSteps = 1;  ///< training steps at each of them. Stable-Baselines3
    std::size_t targetNetworkFrequency =
        500;                   ///< steps between updates of the target network. CleanRL
    double tau = 1.0;          ///< share of the online network in such an update, (0, 1]. CleanRL
    double startEpsilon = 1.0; ///< exploration at the first decision, 0..1. CleanRL
    double endEpsilon = 0.05;  ///< exploration in the end, 0..1. CleanRL
    double explorationFraction = 0.5; ///< share of the decisions that the way takes, 0..1. CleanRL
    double maxGradNorm = 10.0;        ///< longest gradient, > 0. Stable-Baselines3
    std::vector<std::size_t> hiddenLayers = {64, 64}; ///< widths. Stable-Baselines3
    TdLoss loss = TdLoss::HUBER;                      ///< Mnih et al. 2015; Stable-Baselines3
    bool doubleDqn = true;                            ///< van Hasselt, Guez, Silver 2016
    double averagingDecay =
        0.0; ///< of the average of the parameters that is saved to act, [0, 1); 0: none
    std::string backEnd = "torch";       ///< registered NetworkBackEnd
    bool dueling = false;                ///< Wang et al. 2016
    std::size_t nStep = 1;               ///< decisions per target, > 0. Sutton and Barto 2018
    bool prioritizedReplay = false;      ///< Schaul et al. 2016
    double prioritizedReplayAlpha = 0.6; ///< 0..1. Schaul et al. 2016, proportional; RLlib
    double prioritizedReplayBeta = 0.4;  ///< at the first decision, 0..1; 1 at the last. As alpha
    double prioritizedReplayEpsilon = 1e-6; ///< > 0. OpenAI Baselines, RLlib
    bool noisy = false;                     ///< Fortunato et al. 2018
    double noisySigma = 0.5;                ///< > 0. Fortunato et al. 2018, factorised
    bool isBranching = false;               ///< whether it is a "bdq", for several choices at once
    std::size_t branchUnits = 0; ///< of the hidden layer of every stream behind the hiddenLayers,
                                 ///< > 0 if branching
    bool isSequential = false;   ///< whether it is the part of an "sdqn" that makes single choices
    std::vector<std::size_t> sequence; ///< of the whole decision then: alternatives of each choice

    /**
     * @param defaults of what @p spec does not say
     * @throws ConfigError naming every value that is bad or does not fit the others
     */
    static DqnOptions FromSpec(const Spec& spec, const DqnOptions& defaults);

    /** With the defaults of dqn. */
    static DqnOptions FromSpec(const Spec& spec);

    /** Every hyper-parameter with its default, for --help, the reference pages and the check of
     * unknown keys. */
    static std::vector<ParameterInfo> Parameters(const DqnOptions& defaults);

    /** Registered name of the learner with these options: "dqn", "bdq" or "sdqn". */
    std::string Name() const;

    /** Every hyper-parameter by name in a normal form: equal texts mean equal values. */
    std::map<std::string, std::string> ToTexts() const;
};

} // namespace edgeward

#endif // EDGEWARD_RL_DQN_OPTIONS_H
