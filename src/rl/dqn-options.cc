/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/dqn-options.h"

#include "base/text.h"
#include "rl/network-back-end.h"

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
GetLoss(const Spec& spec, TdLoss fallback)
{
    const std::string name = spec.GetString("loss", fallback == TdLoss::HUBER ? "huber" : "mse");
    if (name != "huber" && name != "mse")
    {
        throw spec.Error("loss", "'" + name + "' is no loss", DidYouMean(name, {"huber", "mse"}));
    }
    return name == "huber" ? TdLoss::HUBER : TdLoss::MSE;
}

std::string
GetBackEnd(const Spec& spec, const std::string& fallback)
{
    const std::string name = spec.GetString("backend", fallback);
    const auto& known = Registry<NetworkBackEnd>::All();
    if (known.count(name) > 0)
    {
        return name;
    }
    if (name == "torch")
    {
        throw spec.Error("backend",
                         "'torch' needs the LibTorch plug-in, which is not there",
                         "build with -DEDGEWARD_WITH_TORCH=ON, or train with backend=eigen");
    }
    throw spec.Error(
        "backend", "'" + name + "' is no back end", DidYouMean(name, {"eigen", "torch"}));
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

void
CheckTogether(const Spec& spec, const DqnOptions& options, ProblemList& problems)
{
    if (options.learningStarts > options.bufferSize)
    {
        problems.Add(spec.Error("learningStarts",
                                "is " + std::to_string(options.learningStarts) +
                                    ", more than the bufferSize of " +
                                    std::to_string(options.bufferSize),
                                "raise bufferSize or lower learningStarts"));
    }
    if (options.endEpsilon > options.startEpsilon)
    {
        problems.Add(spec.Error("endEpsilon",
                                "is greater than startEpsilon",
                                "exploration falls during training; swap the two"));
    }
    if (options.nStep > options.bufferSize)
    {
        problems.Add(spec.Error("nStep", "is more than bufferSize", "raise bufferSize"));
    }
}

} // namespace

DqnOptions
DqnOptions::FromSpec(const Spec& spec, const DqnOptions& defaults)
{
    DqnOptions o = defaults;
    ProblemList problems;
    const auto collect = [&problems](const auto& read) {
        try
        {
            read();
        }
        catch (const ConfigError& error)
        {
            problems.Add(error);
        }
    };
    const auto number = [&](const char* key, double& value, double low, double high) {
        collect([&] { value = spec.GetDouble(key, value, low, high); });
    };
    const auto count = [&](const char* key, std::size_t& value, std::int64_t low) {
        collect([&] { value = GetCount(spec, key, value, low); });
    };
    const auto flag = [&](const char* key, bool& value) {
        collect([&] { value = spec.GetBool(key, value); });
    };
    number("learningRate", o.learningRate, LEAST_RATE, 1.0);
    o.finalLearningRate = o.learningRate;
    number("finalLearningRate", o.finalLearningRate, 0.0, 1.0);
    count("bufferSize", o.bufferSize, 1);
    count("batchSize", o.batchSize, 1);
    count("learningStarts", o.learningStarts, 0);
    count("trainFrequency", o.trainFrequency, 1);
    count("gradientSteps", o.gradientSteps, 1);
    count("targetNetworkFrequency", o.targetNetworkFrequency, 1);
    number("tau", o.tau, LEAST_RATE, 1.0);
    number("startEpsilon", o.startEpsilon, 0.0, 1.0);
    number("endEpsilon", o.endEpsilon, 0.0, 1.0);
    number("explorationFraction", o.explorationFraction, 0.0, 1.0);
    number("maxGradNorm", o.maxGradNorm, LEAST_RATE, 1e12);
    collect([&] { o.hiddenLayers = GetLayers(spec, o.hiddenLayers); });
    collect([&] { o.loss = GetLoss(spec, o.loss); });
    flag("doubleDqn", o.doubleDqn);
    number("averagingDecay", o.averagingDecay, 0.0, 0.999999);
    collect([&] { o.backEnd = GetBackEnd(spec, o.backEnd); });
    flag("dueling", o.dueling);
    count("nStep", o.nStep, 1);
    flag("prioritizedReplay", o.prioritizedReplay);
    number("prioritizedReplayAlpha", o.prioritizedReplayAlpha, 0.0, 1.0);
    number("prioritizedReplayBeta", o.prioritizedReplayBeta, 0.0, 1.0);
    number("prioritizedReplayEpsilon", o.prioritizedReplayEpsilon, LEAST_RATE, 1e12);
    flag("noisy", o.noisy);
    number("noisySigma", o.noisySigma, LEAST_RATE, 1e6);
    if (o.isBranching)
    {
        collect([&] {
            o.branchUnits = static_cast<std::size_t>(spec.GetInt(
                "branchUnits", static_cast<std::int64_t>(o.branchUnits), 1, WIDEST_LAYER));
        });
    }
    CheckTogether(spec, o, problems);
    problems.ThrowIfAny();
    return o;
}

DqnOptions
DqnOptions::FromSpec(const Spec& spec)
{
    return FromSpec(spec, DqnOptions());
}

std::string
DqnOptions::Name() const
{
    return isBranching ? "bdq" : isSequential ? "sdqn" : "dqn";
}

std::map<std::string, std::string>
DqnOptions::ToTexts() const
{
    std::map<std::string, std::string> texts = {
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
        {"backend", backEnd},
        {"dueling", dueling ? "true" : "false"},
        {"nStep", std::to_string(nStep)},
        {"prioritizedReplay", prioritizedReplay ? "true" : "false"},
        {"prioritizedReplayAlpha", FormatDouble(prioritizedReplayAlpha)},
        {"prioritizedReplayBeta", FormatDouble(prioritizedReplayBeta)},
        {"prioritizedReplayEpsilon", FormatDouble(prioritizedReplayEpsilon)},
        {"noisy", noisy ? "true" : "false"},
        {"noisySigma", FormatDouble(noisySigma)},
    };
    if (isBranching)
    {
        texts["branchUnits"] = std::to_string(branchUnits);
    }
    return texts;
}

std::vector<ParameterInfo>
DqnOptions::Parameters(const DqnOptions& defaults)
{
    std::vector<std::pair<std::string, std::string>> helps = {
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
        {"backend", "what trains the network: torch (LibTorch) or eigen (needs no plug-in)"},
        {"dueling", "value and advantages in two streams (Wang et al. 2016)"},
        {"nStep", "decisions that a target sums up before it bootstraps (Sutton and Barto 2018)"},
        {"prioritizedReplay", "draws by TD error instead of evenly (Schaul et al. 2016)"},
        {"prioritizedReplayAlpha", "how much the TD error counts, 0..1 (Schaul et al. 2016)"},
        {"prioritizedReplayBeta",
         "how much of the bias the weights take back at first, 1 in the end (Schaul et al. 2016)"},
        {"prioritizedReplayEpsilon", "least priority (OpenAI Baselines)"},
        {"noisy", "noise on the weights explores (Fortunato et al. 2018); set epsilon to 0"},
        {"noisySigma", "first scale of the noise (Fortunato et al. 2018)"},
    };
    if (defaults.isBranching)
    {
        helps.emplace_back(
            "branchUnits",
            "units of the hidden layer of every branch and of the value (Tavakoli et "
            "al. 2018)");
    }
    const std::map<std::string, std::string> texts = defaults.ToTexts();
    std::vector<ParameterInfo> parameters;
    for (const auto& [name, help] : helps)
    {
        parameters.push_back({name, texts.at(name), help});
    }
    return parameters;
}

} // namespace edgeward
