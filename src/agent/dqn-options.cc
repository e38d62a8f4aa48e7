/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "agent/dqn-options.h"

#include "base/text.h"

#include <utility>

namespace edgeward
{

namespace
{

/** Smallest rate that a user may mean; 0 would train nothing. */
constexpr double LEAST_RATE = 1e-12;

/** No array of ours grows beyond this many elements because of a typing error. */
constexpr std::int64_t LARGEST_COUNT = 100'000'000;

/** Widest hidden layer; acting on more takes longer than the inferences that are decided about. */
constexpr std::int64_t WIDEST_LAYER = 4096;

std::size_t
GetCount(const Spec& spec, const std::string& key, std::size_t fallback, std::int64_t low)
{
    return static_cast<std::size_t>(
        spec.GetInt(key, static_cast<std::int64_t>(fallback), low, LARGEST_COUNT));
}

std::vector<std::size_t>
GetLayers(const Spec& spec, const std::vector<std::size_t>& fallback)
{
    std::vector<std::size_t> layers;
    for (const std::int64_t width :
         spec.GetInts("hiddenLayers", std::vector<std::int64_t>(fallback.begin(), fallback.end())))
    {
        if (width > WIDEST_LAYER)
        {
            throw spec.Error("hiddenLayers",
                             "has a layer of " + std::to_string(width),
                             "the widest is " + std::to_string(WIDEST_LAYER));
        }
        layers.push_back(static_cast<std::size_t>(width));
    }
    return layers;
}

TdLoss
GetLoss(const Spec& spec)
{
    const std::string name = spec.GetString("loss", "huber");
    if (name != "huber" && name != "mse")
    {
        throw spec.Error("loss", "'" + name + "' is no loss", DidYouMean(name, {"huber", "mse"}));
    }
    return name == "huber" ? TdLoss::HUBER : TdLoss::MSE;
}

std::string
ToText(const std::vector<std::size_t>& layers)
{
    std::vector<std::string> parts;
    for (const std::size_t width : layers)
    {
        parts.push_back(std::to_string(width));
    }
    return Join(parts, "-");
}

} // namespace

DqnOptions
DqnOptions::FromSpec(const Spec& spec)
{
    DqnOptions options;
    options.learningRate = spec.GetDouble("learningRate", options.learningRate, LEAST_RATE, 1.0);
    options.finalLearningRate = spec.GetDouble("finalLearningRate", options.learningRate, 0.0, 1.0);
    options.bufferSize = GetCount(spec, "bufferSize", options.bufferSize, 1);
    options.batchSize = GetCount(spec, "batchSize", options.batchSize, 1);
    options.learningStarts = GetCount(spec, "learningStarts", options.learningStarts, 0);
    options.trainFrequency = GetCount(spec, "trainFrequency", options.trainFrequency, 1);
    options.gradientSteps = GetCount(spec, "gradientSteps", options.gradientSteps, 1);
    options.targetNetworkFrequency =
        GetCount(spec, "targetNetworkFrequency", options.targetNetworkFrequency, 1);
    options.tau = spec.GetDouble("tau", options.tau, LEAST_RATE, 1.0);
    options.startEpsilon = spec.GetDouble("startEpsilon", options.startEpsilon, 0.0, 1.0);
    options.endEpsilon = spec.GetDouble("endEpsilon", options.endEpsilon, 0.0, 1.0);
    options.explorationFraction =
        spec.GetDouble("explorationFraction", options.explorationFraction, 0.0, 1.0);
    options.maxGradNorm = spec.GetDouble("maxGradNorm", options.maxGradNorm, LEAST_RATE, 1e12);
    options.hiddenLayers = GetLayers(spec, options.hiddenLayers);
    options.loss = GetLoss(spec);
    options.doubleDqn = spec.GetBool("doubleDqn", options.doubleDqn);
    options.averagingDecay =
        spec.GetDouble("averagingDecay", options.averagingDecay, 0.0, 0.999999);
    if (options.learningStarts > options.bufferSize)
    {
        throw spec.Error("learningStarts",
                         "is " + std::to_string(options.learningStarts) +
                             ", more than the bufferSize of " + std::to_string(options.bufferSize),
                         "raise bufferSize or lower learningStarts");
    }
    if (options.endEpsilon > options.startEpsilon)
    {
        throw spec.Error("endEpsilon",
                         "is greater than startEpsilon",
                         "exploration falls during training; swap the two");
    }
    return options;
}

std::map<std::string, std::string>
DqnOptions::ToTexts() const
{
    return {
        {"learningRate", FormatDouble(learningRate)},
        {"finalLearningRate", FormatDouble(finalLearningRate)},
        {"bufferSize", std::to_string(bufferSize)},
        {"batchSize", std::to_string(batchSize)},
        {"learningStarts", std::to_string(learningStarts)},
        {"trainFrequency", std::to_string(trainFrequency)},
        {"gradientSteps", std::to_string(gradientSteps)},
        {"targetNetworkFrequency", std::to_string(targetNetworkFrequency)},
        {"tau", FormatDouble(tau)},
        {"startEpsilon", FormatDouble(startEpsilon)},
        {"endEpsilon", FormatDouble(endEpsilon)},
        {"explorationFraction", FormatDouble(explorationFraction)},
        {"maxGradNorm", FormatDouble(maxGradNorm)},
        {"hiddenLayers", ToText(hiddenLayers)},
        {"loss", loss == TdLoss::HUBER ? "huber" : "mse"},
        {"doubleDqn", doubleDqn ? "true" : "false"},
        {"averagingDecay", FormatDouble(averagingDecay)},
    };
}

std::vector<ParameterInfo>
DqnOptions::Parameters()
{
    const std::vector<std::pair<std::string, std::string>> helps = {
        {"learningRate", "step size of Adam (RL-Zoo: Acrobot, LunarLander)"},
        {"finalLearningRate",
         "reached linearly at the last decision; as learningRate unless given"},
        {"bufferSize", "transitions remembered (RL-Zoo: LunarLander)"},
        {"batchSize", "transitions per training step (RL-Zoo: CartPole)"},
        {"learningStarts", "transitions before the first training step (RL-Zoo: CartPole)"},
        {"trainFrequency", "transitions between trainings (Mnih et al. 2015)"},
        {"gradientSteps", "training steps at each training (Stable-Baselines3)"},
        {"targetNetworkFrequency", "transitions between updates of the target network (CleanRL)"},
        {"tau", "share of the online network in an update of the target; 1 copies (CleanRL)"},
        {"startEpsilon", "share of random actions at the first decision (CleanRL)"},
        {"endEpsilon", "share of random actions in the end (CleanRL)"},
        {"explorationFraction", "share of the decisions over which epsilon falls (CleanRL)"},
        {"maxGradNorm", "longest gradient, Euclidean norm (Stable-Baselines3)"},
        {"hiddenLayers", "widths of the hidden layers, ReLU behind each (Stable-Baselines3)"},
        {"loss", "huber or mse (Mnih et al. 2015 clip the error, which is huber)"},
        {"doubleDqn", "the online network chooses the next action (van Hasselt et al. 2016)"},
        {"averagingDecay",
         "decay per training step of the average of the parameters that is saved; 0 saves the "
         "last"},
    };
    const std::map<std::string, std::string> defaults = DqnOptions{}.ToTexts();
    std::vector<ParameterInfo> parameters;
    for (const auto& [name, help] : helps)
    {
        parameters.push_back({name, defaults.at(name), help});
    }
    return parameters;
}

} // namespace edgeward
