/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_CLI_LEARNING_PROBLEMS_H
#define EDGEWARD_CLI_LEARNING_PROBLEMS_H

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace edgeward
{

/** A training that others published the outcome of, or whose best outcome is known. */
struct LearningProblem
{
    /** What the trainings must reach. */
    struct Goal
    {
        std::string text;                ///< where the number comes from
        double least = 0.0;              ///< of the median of the seeds
        double reported = 0.0;           ///< mean of others; used if reportedSeeds > 0
        double deviation = 0.0;          ///< standard deviation between their seeds
        std::uint64_t reportedSeeds = 0; ///< above 0: our mean must be within two standard errors
                                         ///< of theirs, or better
    };

    std::string name;    ///< on the command line
    std::string title;   ///< on the page
    std::string learner; ///< spec, as a user would write it
    std::string measure; ///< what one training gives
    std::uint64_t steps = 0;
    std::uint64_t seeds = 0; ///< trainings of the whole study
    bool isQuick = false;    ///< whether it belongs to --quick
    Goal goal;
    std::function<double(std::uint64_t seed)> train; ///< @return the measure
};

/** All that "edgeward validate learning" knows, in its order. */
std::vector<LearningProblem> LearningProblems();

/** Whether @p returns, one of every seed, reach the goal. */
bool Reaches(const LearningProblem::Goal& goal, const std::vector<double>& returns);

/** The middle of @p values, or the mean of the two in the middle. @pre there are some */
double MedianOf(std::vector<double> values);

/** @pre there are some */
double MeanOf(const std::vector<double>& values);

} // namespace edgeward

#endif // EDGEWARD_CLI_LEARNING_PROBLEMS_H
