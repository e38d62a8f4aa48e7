/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/learning-bands.h"

#include "base/errors.h"
#include "base/file-writer.h"
#include "results/figures.h"
#include "results/result-store.h"
#include "support/temporary-folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace edgeward
{
namespace
{

using testing::ElementsAre;
using testing::HasSubstr;

TrainingCurve
Curve(const std::string& label, std::uint64_t seed, const std::vector<double>& rewards)
{
    TrainingCurve curve{label, "file", seed, {}};
    for (std::size_t e = 0; e < rewards.size(); ++e)
    {
        TrainingRow row;
        row.policy = label;
        row.episode = e;
        row.steps = 10 * (e + seed);
        row.reward = rewards[e];
        curve.rows.push_back(row);
    }
    return curve;
}

TEST(LearningBands, AreMeansWithStudentIntervalsOverTrainings)
{
    const auto bands = BandsOf({Curve("dqn", 1, {1.0, 5.0}), Curve("dqn", 3, {3.0, 5.0})},
                               LearningQuantity::REWARD,
                               LearningCentre::MEAN,
                               1);
    ASSERT_EQ(bands.size(), 1U);
    EXPECT_EQ(bands[0].trainings, 2U);
    EXPECT_THAT(bands[0].episodes, ElementsAre(1.0, 2.0));
    EXPECT_THAT(bands[0].steps, ElementsAre(20.0, 30.0));
    EXPECT_THAT(bands[0].centre, ElementsAre(2.0, 5.0));
    // Two values at distance 2: half width t(0.975, 1) sqrt(2) / sqrt(2) = 12.706.
    EXPECT_NEAR(bands[0].ends[0].low, 2.0 - 12.7062, 1e-4);
    EXPECT_NEAR(bands[0].ends[0].high, 2.0 + 12.7062, 1e-4);
    EXPECT_EQ(bands[0].ends[1].low, 5.0);
}

TEST(LearningBands, AreMediansOrInterquartileMeansOnRequest)
{
    std::vector<TrainingCurve> trainings;
    for (const double reward : {1.0, 2.0, 3.0, 90.0})
    {
        trainings.push_back(
            Curve("dqn", static_cast<std::uint64_t>(reward), std::vector<double>(1, reward)));
    }
    const auto centre = [&](LearningCentre which) {
        return BandsOf(trainings, LearningQuantity::REWARD, which, 1).front();
    };
    EXPECT_EQ(centre(LearningCentre::MEAN).centre[0], 24.0);
    EXPECT_EQ(centre(LearningCentre::MEDIAN).centre[0], 2.5);
    EXPECT_EQ(centre(LearningCentre::IQM).centre[0], 2.5);
    EXPECT_GE(centre(LearningCentre::IQM).ends[0].low, 1.0) << "a bootstrap stays within the data";
    EXPECT_LE(centre(LearningCentre::IQM).ends[0].high, 90.0);
}

TEST(LearningBands, EndWithTheShortestTraining)
{
    const auto bands = BandsOf(
        {Curve("dqn", 1, {1, 2, 3}), Curve("a2c", 1, {7, 8, 9, 10}), Curve("dqn", 2, {1, 2})},
        LearningQuantity::REWARD,
        LearningCentre::MEAN,
        1);
    ASSERT_EQ(bands.size(), 2U);
    EXPECT_EQ(bands[0].label, "dqn");
    EXPECT_EQ(bands[0].centre.size(), 2U);
    EXPECT_EQ(bands[1].centre.size(), 4U);
    EXPECT_TRUE(std::isnan(bands[1].ends[0].low)) << "one training has no band";
}

TEST(LearningBands, SmoothEachTrainingBeforeTheyAreCompared)
{
    EXPECT_THAT(MovingAverage({1, 3, 5, 7}, 2), ElementsAre(1.0, 2.0, 4.0, 6.0));
    EXPECT_THAT(MovingAverage({1, 3}, 9), ElementsAre(1.0, 2.0));
    // Opposite swings vanish within each training: no spread remains.
    const auto bands = BandsOf({Curve("dqn", 1, {0, 2, 0}), Curve("dqn", 2, {2, 0, 2})},
                               LearningQuantity::REWARD,
                               LearningCentre::MEAN,
                               2);
    EXPECT_EQ(bands[0].ends[2].low, 1.0);
    EXPECT_EQ(bands[0].ends[2].high, 1.0);
}

TEST(LearningBands, ShowEveryQuantityOfTheLog)
{
    TrainingCurve curve = Curve("dqn", 1, {-1.0});
    curve.rows[0].loss = 2.0;
    curve.rows[0].meanQ = 3.0;
    curve.rows[0].tdError = 4.0;
    curve.rows[0].epsilon = 5.0;
    curve.rows[0].accuracyMultiplier = 6.0;
    curve.rows[0].energyMultiplier = 7.0;
    std::vector<double> values;
    for (const LearningQuantity quantity : ALL_LEARNING_QUANTITIES)
    {
        values.push_back(BandsOf({curve}, quantity, LearningCentre::MEAN, 1)[0].centre[0]);
    }
    EXPECT_THAT(values, ElementsAre(-1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0));
}

class ReadTrainingsTest : public testing::Test
{
  protected:
    /** A results file of one training of two episodes. */
    std::string
    Store(const std::string& name,
          std::uint64_t seed,
          const std::string& spec,
          const std::string& scenario) const
    {
        const std::string path = m_folder / name;
        ResultStore store = ResultStore::Create(path);
        store.WriteManifest({{"training", spec},
                             {"scenario", "quick"},
                             {"seed", std::to_string(seed)},
                             {"scenario_text", scenario}});
        TrainingRow row;
        row.policy = "dqn";
        row.seed = seed;
        row.reward = -1.0;
        store.WriteTraining({row, row});
        return path;
    }

    TemporaryFolder m_folder;
};

TEST_F(ReadTrainingsTest, JoinRepetitionsHoweverTheirSeedWasGiven)
{
    const auto trainings = ReadTrainings({Store("1", 1, "dqn", "title = \"a\"\n# as it comes\n"),
                                          Store("2", 2, "dqn", "[run]\nseed=2\n"),
                                          Store("3", 3, "dqn", "title='a'\n[run]\nseed = 3\n")});
    ASSERT_EQ(trainings.size(), 3U);
    EXPECT_EQ(trainings[0].rows.size(), 2U);
    EXPECT_EQ(trainings[0].label, trainings[2].label) << "the same but for the seed";
    EXPECT_NE(trainings[0].label, trainings[1].label) << "another scenario";
}

TEST_F(ReadTrainingsTest, NameWhatTellsTrainingsApart)
{
    const auto same =
        ReadTrainings({Store("1", 1, "dqn(tau=1)", "a=1"), Store("2", 2, "dqn(tau=1)", "a=1")});
    EXPECT_EQ(same[0].label, "dqn");
    const auto specs = ReadTrainings({m_folder / "1", Store("3", 1, "dqn(tau=0.1)", "a=1")});
    EXPECT_EQ(specs[0].label, "dqn(tau=1)");
    EXPECT_EQ(specs[1].label, "dqn(tau=0.1)");
}

TEST_F(ReadTrainingsTest, RefuseTheSameSeedTwice)
{
    const std::string first = Store("1", 4, "dqn", "a=1");
    const std::string second = Store("2", 4, "dqn", "a=1");
    try
    {
        ReadTrainings({first, second});
        FAIL() << "the same training is no repetition";
    }
    catch (const ConfigError& error)
    {
        EXPECT_THAT(error.what(), HasSubstr("the same training of dqn with seed 4"));
        EXPECT_THAT(error.what(), HasSubstr("--seed"));
    }
}

TEST_F(ReadTrainingsTest, DrawABandThatAnEditorFindsDataFor)
{
    FigureWriter writer(m_folder / "figures");
    const std::vector<LearningBand> bands =
        BandsOf({Curve("it's \"odd\"", 1, {-3, -2, -1}), Curve("it's \"odd\"", 2, {-4, -2, -1.5})},
                LearningQuantity::REWARD,
                LearningCentre::MEAN,
                1);
    EXPECT_TRUE(writer.DrawLearningBands(bands, LearningQuantity::REWARD, LearningCentre::MEAN));
    EXPECT_THAT(ReadWholeFile(m_folder / "figures/learning-reward.svg"),
                HasSubstr("mean of 2 trainings"));
    EXPECT_THAT(ReadWholeFile(m_folder / "figures/learning-reward.csv"),
                HasSubstr("\"it's \"\"odd\"\"\",2,1,15,-3.5,"));
    const std::vector<LearningBand> none =
        BandsOf({Curve("ucb", 1, {-1})}, LearningQuantity::LOSS, LearningCentre::MEAN, 1);
    EXPECT_FALSE(writer.DrawLearningBands(none, LearningQuantity::LOSS, LearningCentre::MEAN));
}

} // namespace
} // namespace edgeward
