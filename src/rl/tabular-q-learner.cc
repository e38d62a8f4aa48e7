/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/discretizer.h"
#include "rl/learner.h"
#include "rl/moving-average.h"
#include "rl/random-action.h"
#include "rl/schedule.h"
#include "rl/tabular-q.h"
#include "rl/tensor-lookup.h"

#include "base/errors.h"
#include "base/random-stream.h"

#include <cmath>
#include <optional>

namespace edgeward
{

namespace
{

const char* const NAME = "tabular-q";

/** Discretised observations, a table, epsilon-greedy exploration. */
class TabularQLearner : public Learner
{
  public:
    explicit TabularQLearner(const Spec& spec)
        : m_bins(spec.GetInts("bins", {4}))
        , m_range(spec.GetDouble("range", 3.0, 1e-9, 1e9))
        , m_startEpsilon(spec.GetDouble("startEpsilon", 1.0, 0.0, 1.0))
        , m_endEpsilon(spec.GetDouble("endEpsilon", 0.05, 0.0, 1.0))
        , m_explorationFraction(spec.GetDouble("explorationFraction", 0.5, 0.0, 1.0))
    {
        m_options.learningRate = spec.GetDouble("learningRate", 0.1, 1e-12, 1.0);
        m_options.omega = spec.GetDouble("omega", 0.0, 0.0, 1.0);
        m_options.initialValue = spec.GetDouble("initialValue", 0.0, -1e9, 1e9);
        m_options.maxStates =
            static_cast<std::size_t>(spec.GetInt("maxStates", 100000, 1, 10000000));
        CheckOptions(spec);
    }

    void
    Start(const LearnerProblem& problem) override
    {
        m_cuts = Discretizer(FiniteBounds(problem), BinsOf(problem.observationSize));
        m_table = TabularQ(problem.actions, m_options);
        m_epsilon.emplace(m_startEpsilon, m_endEpsilon, m_explorationFraction, problem.totalSteps);
        m_random = RandomStream(DeriveSeed(problem.seed, 0, "tabular-q/exploration"));
        m_progress = {};
    }

    std::int32_t
    Act(const Observation& observation, const ActionMask& mask) override
    {
        const double epsilon = m_epsilon->Value(m_progress.steps);
        ++m_progress.steps;
        if (m_random.Uniform() < epsilon)
        {
            return RandomAllowedAction(mask, m_random);
        }
        return ActGreedily(observation, mask);
    }

    std::int32_t
    ActGreedily(const Observation& observation, const ActionMask& mask) override
    {
        return m_table.Best(m_cuts.Key(observation), mask);
    }

    void
    Observe(const Transition& transition) override
    {
        // A terminated step has the discount 0 and no bootstrap; a truncated one keeps it.
        const double next =
            transition.discount > 0.0F
                ? m_table.Value(m_cuts.Key(transition.nextObservation), transition.nextMask)
                : 0.0;
        const double target = static_cast<double>(transition.reward) +
                              static_cast<double>(transition.discount) * next;
        if (!std::isfinite(target))
        {
            throw UserError("tabular-q: a reward is not finite at update " +
                            std::to_string(m_progress.updates));
        }
        const double error =
            m_table.Update(m_cuts.Key(transition.observation), transition.action, target);
        FollowAverage(m_progress.loss, error * error, m_progress.updates);
        FollowAverage(m_progress.meanQ, target, m_progress.updates);
        FollowAverage(m_progress.tdError, std::abs(error), m_progress.updates);
        ++m_progress.updates;
    }

    LearnerProgress
    Progress() const override
    {
        LearnerProgress progress = m_progress;
        progress.epsilon = m_epsilon ? m_epsilon->Value(m_progress.steps) : m_startEpsilon;
        return progress;
    }

    void
    Save(const std::string& folder) const override
    {
        SafetensorsFile file;
        file.metadata["learner"] = NAME;
        m_table.Store(file);
        file.doubleTensors["bins"] = BinsTensor();
        file.doubleTensors["bounds"] = BoundsTensor();
        file.doubleTensors["steps"] = CountTensor(m_progress.steps);
        file.doubleTensors["updates"] = CountTensor(m_progress.updates);
        file.doubleTensors["averages"] = {{3},
                                          {m_progress.loss, m_progress.meanQ, m_progress.tdError}};
        file.doubleTensors["random"] = RandomTensor(m_random);
        WriteSafetensors(PathIn(folder), file);
    }

    void
    Load(const std::string& folder) override
    {
        const std::string path = PathIn(folder);
        const SafetensorsFile file = ReadSafetensors(path);
        if (FindTensor(file, "bins", BinsTensor().shape, path) != BinsTensor().values ||
            FindTensor(file, "bounds", BoundsTensor().shape, path) != BoundsTensor().values)
        {
            throw ConfigError({path},
                              "",
                              "the table was made with other bins or bounds",
                              "continue with the same bins and range, or train again");
        }
        LearnerProgress progress;
        progress.steps = FindCount(file, "steps", path);
        progress.updates = FindCount(file, "updates", path);
        const std::vector<double>& averages = FindTensor(file, "averages", {3}, path);
        progress.loss = averages[0];
        progress.meanQ = averages[1];
        progress.tdError = averages[2];
        RandomStream random = m_random;
        RestoreRandom(file, "random", path, random);
        // The last one that may fail; then everything is taken over.
        m_table.Restore(file, m_cuts.Bins(), path);
        m_random = random;
        m_progress = progress;
    }

  private:
    void
    CheckOptions(const Spec& spec) const
    {
        if (m_endEpsilon > m_startEpsilon)
        {
            throw spec.Error("endEpsilon",
                             "is greater than startEpsilon",
                             "exploration falls during training; swap the two");
        }
        for (const std::int64_t bins : m_bins)
        {
            if (bins > Discretizer::MAX_BINS)
            {
                throw spec.Error("bins",
                                 "has " + std::to_string(bins) + " for one number",
                                 "the most are " + std::to_string(Discretizer::MAX_BINS));
            }
        }
    }

    static std::string
    PathIn(const std::string& folder)
    {
        return folder + "/weights.safetensors";
    }

    std::vector<std::int64_t>
    BinsOf(std::size_t size) const
    {
        if (m_bins.size() == 1)
        {
            return std::vector<std::int64_t>(size, m_bins.front());
        }
        if (m_bins.size() != size)
        {
            throw ConfigError({},
                              "tabular-q.bins",
                              "has " + std::to_string(m_bins.size()) + " entries, an observation " +
                                  std::to_string(size),
                              "give one for each number, or one for all");
        }
        return m_bins;
    }

    /** The problem's bounds; what has none is cut at +- range. */
    std::vector<ValueBounds>
    FiniteBounds(const LearnerProblem& problem) const
    {
        std::vector<ValueBounds> bounds = problem.bounds;
        if (bounds.empty())
        {
            bounds.assign(problem.observationSize, {-m_range, m_range});
        }
        for (ValueBounds& one : bounds)
        {
            one.low = std::isfinite(one.low) ? one.low : -m_range;
            one.high = std::isfinite(one.high) ? one.high : m_range;
        }
        return bounds;
    }

    DoubleTensor
    BinsTensor() const
    {
        const std::vector<std::int64_t>& bins = m_cuts.Bins();
        return {{static_cast<std::int64_t>(bins.size())}, {bins.begin(), bins.end()}};
    }

    DoubleTensor
    BoundsTensor() const
    {
        DoubleTensor tensor{{static_cast<std::int64_t>(m_cuts.Bounds().size()), 2}, {}};
        for (const ValueBounds& one : m_cuts.Bounds())
        {
            tensor.values.push_back(one.low);
            tensor.values.push_back(one.high);
        }
        return tensor;
    }

    std::vector<std::int64_t> m_bins; ///< as given: one, or one for each number
    double m_range;
    double m_startEpsilon;
    double m_endEpsilon;
    double m_explorationFraction;
    TabularQ::Options m_options;
    Discretizer m_cuts;
    TabularQ m_table;
    std::optional<LinearSchedule> m_epsilon;
    RandomStream m_random{1};
    LearnerProgress m_progress; ///< without epsilon
};

const Registry<Learner>::Entry ENTRY(
    NAME,
    "Tabular Q-learning on discretised observations (Watkins and Dayan 1992).",
    {{"bins",
      "4",
      "bins of every number of an observation, or one for each (\"4-4-2\"), 1 ignores it; "
      "AutoScale "
      "(Kim and Wu 2020) has 2 to 4"},
     {"range", "3", "where numbers without bounds are cut: +- this; ours"},
     {"learningRate",
      "0.1",
      "step towards the target, above 0, up to 1; Sutton and Barto 2018, figure 6.5"},
     {"omega",
      "0",
      "the n-th visit's rate is learningRate / n^omega; 0 constant, above 0.5 convergent (Even-Dar "
      "and Mansour 2003)"},
     {"initialValue",
      "0",
      "value of what was never tried, in the unit of the return; high: optimistic"},
     {"startEpsilon", "1", "share of random actions at the first decision (CleanRL)"},
     {"endEpsilon", "0.05", "share of random actions in the end (CleanRL)"},
     {"explorationFraction", "0.5", "share of the decisions over which epsilon falls (CleanRL)"},
     {"maxStates", "100000", "rows of the table; training stops with a message beyond; ours"}},
    [](const Spec& spec) { return std::make_unique<TabularQLearner>(spec); });

} // namespace

} // namespace edgeward
