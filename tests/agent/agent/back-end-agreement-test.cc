/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * LibTorch is the reference; the back end of our own must do as it does.
 */
#include "base/random-stream.h"
#include "rl/q-trainer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace edgeward
{

namespace
{

using Network = QTrainer::Network;

constexpr std::size_t ROWS = 64;

struct Batch
{
    std::vector<float> observations;
    std::vector<std::int64_t> actions;
    std::vector<float> targets;
};

Batch
Draw(const QArchitecture& architecture, RandomStream& random)
{
    Batch batch;
    for (std::size_t row = 0; row < ROWS; ++row)
    {
        float sum = 0.0F;
        for (std::size_t i = 0; i < architecture.inputs; ++i)
        {
            batch.observations.push_back(static_cast<float>(random.Uniform(-1.0, 1.0)));
            sum += batch.observations.back();
        }
        batch.actions.push_back(static_cast<std::int64_t>(random.Index(architecture.actions)));
        batch.targets.push_back(std::sin(sum) + 0.1F * static_cast<float>(batch.actions.back()));
    }
    return batch;
}

/** Parameters after 1000 steps. */
std::vector<float>
Train(const std::string& backEnd, const QArchitecture& architecture, TdLoss loss)
{
    QTrainer trainer(architecture,
                     architecture.Initial(RandomStream(1)),
                     *Registry<NetworkBackEnd>::Create(Spec::Parse(backEnd)));
    RandomStream random(2);
    RandomStream noise(3);
    for (int step = 0; step < 1000; ++step)
    {
        const Batch drawn = Draw(architecture, random);
        trainer.DrawNoise(Network::ONLINE, noise);
        TdBatch batch;
        batch.rows = ROWS;
        batch.actions = drawn.actions.data();
        batch.targets = drawn.targets.data();
        trainer.Differentiate(loss, drawn.observations.data(), batch);
        trainer.ClipGradient(0.5);
        trainer.ApplyGradient(6.3e-4);
    }
    return trainer.Parameters(Network::ONLINE);
}

struct Case
{
    const char* name;
    bool isDueling;
    bool isNoisy;
    TdLoss loss;
};

class BackEnds : public testing::TestWithParam<Case>
{
};

TEST_P(BackEnds, AgreeAfterAThousandStepsOnTheSameBatches)
{
    QArchitecture architecture;
    architecture.inputs = 32;
    architecture.hidden = {64, 64};
    architecture.actions = 12;
    architecture.isDueling = GetParam().isDueling;
    architecture.isNoisy = GetParam().isNoisy;
    const std::vector<float> torch = Train("torch", architecture, GetParam().loss);
    const std::vector<float> eigen = Train("eigen", architecture, GetParam().loss);
    const std::vector<float> start = architecture.Initial(RandomStream(1));
    double difference = 0.0;
    double size = 0.0;
    double way = 0.0;
    for (std::size_t i = 0; i < torch.size(); ++i)
    {
        difference += std::pow(static_cast<double>(torch[i]) - eigen[i], 2.0);
        size += std::pow(static_cast<double>(torch[i]), 2.0);
        way += std::pow(static_cast<double>(torch[i]) - start[i], 2.0);
    }
    EXPECT_LE(std::sqrt(difference / size), 1e-4);
    EXPECT_GT(std::sqrt(way / size), 0.05) << "else nothing was trained";
    RecordProperty("relativeDifference",
                   std::to_string(std::sqrt(difference / size) * 1e6) + "e-6");
}

INSTANTIATE_TEST_SUITE_P(Parts,
                         BackEnds,
                         testing::Values(Case{"Huber", false, false, TdLoss::HUBER},
                                         Case{"Mse", false, false, TdLoss::MSE},
                                         Case{"Dueling", true, false, TdLoss::HUBER},
                                         Case{"Noisy", false, true, TdLoss::HUBER}),
                         [](const auto& info) { return std::string(info.param.name); });

} // namespace

} // namespace edgeward
