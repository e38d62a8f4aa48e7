/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/learning-bands.h"

#include "results/statistics.h"
#include "results/trimmed-mean.h"

#include <algorithm>

namespace edgeward
{

namespace
{

double
ValueOf(const TrainingRow& row, LearningQuantity quantity)
{
    switch (quantity)
    {
    case LearningQuantity::LOSS:
        return row.loss;
    case LearningQuantity::MEAN_Q:
        return row.meanQ;
    case LearningQuantity::TD_ERROR:
        return row.tdError;
    case LearningQuantity::EPSILON:
        return row.epsilon;
    case LearningQuantity::ACCURACY_MULTIPLIER:
        return row.accuracyMultiplier;
    case LearningQuantity::ENERGY_MULTIPLIER:
        return row.energyMultiplier;
    case LearningQuantity::REWARD:
        break;
    }
    return row.reward;
}

void
AddPoint(LearningBand& band, const std::vector<double>& values, LearningCentre centre)
{
    if (centre == LearningCentre::MEAN)
    {
        const Estimate estimate = EstimateMean(values);
        band.centre.push_back(estimate.mean);
        band.ends.push_back({estimate.Low(), estimate.High()});
        return;
    }
    const TrimmedMean middle(values, centre == LearningCentre::MEDIAN ? 0.5 : 0.25);
    band.centre.push_back(middle.Value());
    band.ends.push_back(middle.BootstrapEnds({CURVE_RESAMPLES}));
}

LearningBand
BandOf(const std::vector<const TrainingCurve*>& trainings,
       LearningQuantity quantity,
       LearningCentre centre,
       std::size_t window)
{
    LearningBand band;
    band.label = trainings.front()->label;
    band.trainings = trainings.size();
    std::size_t length = trainings.front()->rows.size();
    std::vector<std::vector<double>> smooth;
    for (const TrainingCurve* training : trainings)
    {
        std::vector<double> values;
        for (const TrainingRow& row : training->rows)
        {
            values.push_back(ValueOf(row, quantity));
        }
        length = std::min(length, values.size());
        smooth.push_back(MovingAverage(values, window));
    }
    for (std::size_t e = 0; e < length; ++e)
    {
        std::vector<double> values;
        double steps = 0.0;
        for (std::size_t t = 0; t < trainings.size(); ++t)
        {
            values.push_back(smooth[t][e]);
            steps += static_cast<double>(trainings[t]->rows[e].steps);
        }
        band.episodes.push_back(static_cast<double>(trainings.front()->rows[e].episode + 1));
        band.steps.push_back(steps / static_cast<double>(trainings.size()));
        AddPoint(band, values, centre);
    }
    return band;
}

} // namespace

const std::vector<LearningQuantity> ALL_LEARNING_QUANTITIES{LearningQuantity::REWARD,
                                                            LearningQuantity::LOSS,
                                                            LearningQuantity::MEAN_Q,
                                                            LearningQuantity::TD_ERROR,
                                                            LearningQuantity::EPSILON,
                                                            LearningQuantity::ACCURACY_MULTIPLIER,
                                                            LearningQuantity::ENERGY_MULTIPLIER};

const char*
NameOf(LearningQuantity quantity)
{
    switch (quantity)
    {
    case LearningQuantity::LOSS:
        return "loss";
    case LearningQuantity::MEAN_Q:
        return "mean-q";
    case LearningQuantity::TD_ERROR:
        return "td-error";
    case LearningQuantity::EPSILON:
        return "epsilon";
    case LearningQuantity::ACCURACY_MULTIPLIER:
        return "accuracy-multiplier";
    case LearningQuantity::ENERGY_MULTIPLIER:
        return "energy-multiplier";
    case LearningQuantity::REWARD:
        break;
    }
    return "reward";
}

std::vector<LearningBand>
BandsOf(const std::vector<TrainingCurve>& trainings,
        LearningQuantity quantity,
        LearningCentre centre,
        std::size_t window)
{
    std::vector<std::vector<const TrainingCurve*>> groups;
    for (const TrainingCurve& training : trainings)
    {
        auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& members) {
            return members.front()->label == training.label;
        });
        if (group == groups.end())
        {
            group = groups.insert(groups.end(), std::vector<const TrainingCurve*>{});
        }
        group->push_back(&training);
    }
    std::vector<LearningBand> bands;
    bands.reserve(groups.size());
    for (const auto& group : groups)
    {
        bands.push_back(BandOf(group, quantity, centre, window));
    }
    return bands;
}

std::vector<double>
MovingAverage(const std::vector<double>& values, std::size_t window)
{
    std::vector<double> average;
    for (std::size_t i = 0; i < values.size(); ++i)
    {
        const std::size_t begin = i + 1 > window ? i + 1 - window : 0;
        double sum = 0.0;
        for (std::size_t k = begin; k <= i; ++k)
        {
            sum += values[k];
        }
        average.push_back(sum / static_cast<double>(i + 1 - begin));
    }
    return average;
}

} // namespace edgeward
