/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_LEARNING_BANDS_H
#define EDGEWARD_RESULTS_LEARNING_BANDS_H

#include "results/bootstrap.h"
#include "results/training-row.h"

#include <string>
#include <vector>

namespace edgeward
{

/** One training: one policy, one seed. */
struct TrainingCurve
{
    std::string label;             ///< trainings of one label are repetitions of each other
    std::string source;            ///< the results file, for messages
    std::uint64_t seed = 0;        ///< of the experiment
    std::vector<TrainingRow> rows; ///< episode by episode
};

/** What of a training is looked at. */
enum class LearningQuantity : std::uint8_t
{
    REWARD,
    LOSS,
    MEAN_Q,
    TD_ERROR,
    EPSILON,
    ACCURACY_MULTIPLIER,
    ENERGY_MULTIPLIER
};

/** All of them. */
extern const std::vector<LearningQuantity> ALL_LEARNING_QUANTITIES;

/** Its name in file names: "reward", "loss", "mean-q", "td-error", "epsilon",
 * "accuracy-multiplier", "energy-multiplier". */
const char* NameOf(LearningQuantity quantity);

/** What stands for the trainings of a label. */
enum class LearningCentre : std::uint8_t
{
    MEAN,   ///< with 95 % Student t interval
    MEDIAN, ///< with 95 % bootstrap interval
    IQM     ///< the interquartile mean, with 95 % bootstrap interval
};

/** The trainings of one label. */
struct LearningBand
{
    std::string label;
    std::size_t trainings = 0;
    std::vector<double> episodes; ///< counted from 1
    std::vector<double> steps;    ///< decisions taken by then, mean over the trainings
    std::vector<double> centre;
    std::vector<Interval> ends; ///< no ends with fewer than two trainings
};

/**
 * Trainings of results files. Those of the same scenario and policy, parameters included, share a
 * label; it says no more than what tells it from the others.
 * @param stores paths of results files
 * @throws IoError, ConfigError as ResultStore::Open() does; ConfigError if two trainings of a label
 *         have the same seed, because they are the same training and no repetition
 */
std::vector<TrainingCurve> ReadTrainings(const std::vector<std::string>& stores);

/**
 * One band per label, in the order of the trainings, as long as the shortest training of it.
 * @param window episodes of the moving average that each training is smoothed with, >= 1
 */
std::vector<LearningBand> BandsOf(const std::vector<TrainingCurve>& trainings,
                                  LearningQuantity quantity,
                                  LearningCentre centre,
                                  std::size_t window);

/** The mean of the last @p window values, of fewer at the beginning. @param window >= 1 */
std::vector<double> MovingAverage(const std::vector<double>& values, std::size_t window);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_LEARNING_BANDS_H
