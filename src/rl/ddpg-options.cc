/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/ddpg-options.h"

namespace edgeward
{

void
DdpgOptions::Visit(HyperParameters& visitor)
{
    visitor.Number("learningRate",
                   learningRate,
                   HyperParameters::LEAST,
                   1.0,
                   "step size of Adam for actor and critic (RL-Zoo: Pendulum)");
    visitor.Count("bufferSize", bufferSize, 1, "transitions remembered (RL-Zoo: Pendulum)");
    visitor.Count(
        "batchSize", batchSize, 1, "transitions per training step (Lillicrap et al. 2016)");
    visitor.Count("learningStarts",
                  learningStarts,
                  0,
                  "steps at random before the first training step (RL-Zoo: Pendulum)");
    visitor.Count(
        "trainFrequency", trainFrequency, 1, "transitions between trainings (RL-Zoo: Pendulum)");
    visitor.Count(
        "gradientSteps", gradientSteps, 1, "training steps at each training (RL-Zoo: Pendulum)");
    visitor.Number("tau",
                   tau,
                   HyperParameters::LEAST,
                   1.0,
                   "share of the online networks in an update of the targets (CleanRL, SB3)");
    visitor.Number("explorationNoise",
                   explorationNoise,
                   0.0,
                   10.0,
                   "standard deviation of the noise on actions, in half ranges (RL-Zoo: Pendulum)");
    visitor.Layers("hiddenLayers",
                   hiddenLayers,
                   "widths of the hidden layers of actor and critic, ReLU behind each; ours");
    visitor.Flag("twinCritics",
                 twinCritics,
                 "two critics, targets from the lesser one (Fujimoto et al. 2018)");
    visitor.Count("policyFrequency",
                  policyFrequency,
                  1,
                  "training steps of the critic for one of the actor (2 in Fujimoto et al. 2018)");
    visitor.Number(
        "policyNoise",
        policyNoise,
        0.0,
        10.0,
        "standard deviation of the noise on the targets' actions, in half ranges (0.2 in "
        "Fujimoto et al. 2018)");
    visitor.Number("noiseClip",
                   noiseClip,
                   0.0,
                   10.0,
                   "largest noise on the targets' actions, in half ranges (Fujimoto et al. 2018)");
    visitor.BackEnd(backEnd);
}

DdpgOptions
DdpgOptions::FromSpec(const Spec& spec)
{
    DdpgOptions options;
    HyperParameterReader reader(spec);
    options.Visit(reader);
    if (options.learningStarts > options.bufferSize)
    {
        reader.Complain("learningStarts",
                        "is " + std::to_string(options.learningStarts) +
                            ", more than the bufferSize of " + std::to_string(options.bufferSize),
                        "raise bufferSize or lower learningStarts");
    }
    reader.ThrowIfAny();
    return options;
}

} // namespace edgeward
