/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/figures.h"

#include "base/errors.h"
#include "base/file-writer.h"
#include "results/gnuplot.h"
#include "results/label-layout.h"
#include "results/palette.h"
#include "results/result-store.h"
#include "results/summary.h"
#include "support/temporary-folder.h"
#include "unit/results/example-records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>

namespace edgeward
{
namespace
{

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class FiguresTest : public testing::Test
{
  protected:
    static bool
    HasGnuplot()
    {
        return std::system("command -v gnuplot >/dev/null 2>&1") == 0;
    }

    void
    ExpectFigure(const std::string& name) const
    {
        const std::string base = m_figures + "/" + name;
        EXPECT_THAT(ReadWholeFile(base + ".png"), StartsWith("\x89PNG"));
        EXPECT_THAT(ReadWholeFile(base + ".svg"), HasSubstr("</svg>"));
        EXPECT_TRUE(std::filesystem::exists(base + ".csv"));
        EXPECT_TRUE(std::filesystem::exists(base + ".gp"));
    }

    static std::vector<TrainingRow>
    Training()
    {
        std::vector<TrainingRow> rows;
        for (std::uint64_t e = 0; e < 40; ++e)
        {
            rows.push_back(
                {"dqn", e, e * 100, -1.0 / static_cast<double>(e + 1), 0.5, 0.1, -1.0, 1.0});
        }
        return rows;
    }

    TemporaryFolder m_folder;
    std::string m_figures = m_folder.Path() + "/figures";
};

TEST_F(FiguresTest, AreAllDrawnFromAStoreAlone)
{
    ASSERT_TRUE(HasGnuplot()) << "install the package gnuplot-nox";
    ResultStore store = ResultStore::Create(m_folder.Path() + "/r.sqlite");
    store.WriteNames({{"c0", "c1", "c2", "c3", "c4", "edge", "cloud"}, {"d0", "d1", "d2"}});
    store.Write(ExampleBlock("dqn", 9, 1, 200));
    store.Write(ExampleBlock("dqn", 9, 2, 200));
    store.Write(ExampleBlock("it's \"odd\", {really} $_^", 9, 1, 200));
    store.WritePolicy("never-run", "never-run");
    store.WriteTraining(Training());
    EXPECT_THAT(
        DrawFigures(store, m_figures, 1.0),
        ElementsAre(
            "learning-curve", "latency-cdf", "energy-latency", "performance-profile", "placement"));
    for (const char* name :
         {"learning-curve", "latency-cdf", "energy-latency", "performance-profile", "placement"})
    {
        ExpectFigure(name);
    }
}

TEST_F(FiguresTest, AreNotDrawnFromNothing)
{
    const ResultStore store = ResultStore::Create(m_folder.Path() + "/r.sqlite");
    EXPECT_TRUE(DrawFigures(store, m_figures, 0.0).empty());
}

TEST_F(FiguresTest, SmoothALearningCurveThatIsLongEnough)
{
    ASSERT_TRUE(HasGnuplot()) << "install the package gnuplot-nox";
    FigureWriter writer(m_figures);
    std::vector<TrainingRow> rows = Training();
    writer.DrawLearningCurve(rows);
    EXPECT_THAT(ReadWholeFile(m_figures + "/learning-curve.gp"), HasSubstr("mean of 5 episodes"));
    rows.resize(19);
    writer.DrawLearningCurve(rows);
    const std::string few = ReadWholeFile(m_figures + "/learning-curve.gp");
    EXPECT_THAT(few, HasSubstr("each episode"));
    EXPECT_THAT(few, testing::Not(HasSubstr("mean of")));
}

TEST_F(FiguresTest, SurviveDegenerateData)
{
    ASSERT_TRUE(HasGnuplot()) << "install the package gnuplot-nox";
    FigureWriter writer(m_figures);
    EXPECT_TRUE(writer.DrawLearningCurve({{"dqn", 0, 10, -1.0, 1.0, 0.0, 0.0, 0.0}}));
    EXPECT_TRUE(writer.DrawLatencyCdf({{"a", 1, {5000000}}, {"none", 7, {}}}));
    EXPECT_TRUE(writer.DrawLatencyCdf({{"a", 2, {0, 0}}}));
    const double nan = std::nan("");
    EXPECT_TRUE(writer.DrawEnergyLatency({{"a", {0.1, nan, 1}, {0.0, nan, 1}, 0.7}}));
    EXPECT_FALSE(writer.DrawEnergyLatency({{"a", {nan, nan, 0}, {nan, nan, 0}, nan}}));
    PolicySummary summary;
    summary.policy = "a";
    EXPECT_FALSE(writer.DrawPerformanceProfile({summary}));
    summary.means[Metric::REWARD] = {{{1, 1}, -1.0}};
    EXPECT_FALSE(writer.DrawPerformanceProfile({summary})) << "one run has no distribution";
    summary.means[Metric::REWARD] = {{{1, 1}, 0.0}, {{1, 2}, 0.0}, {{1, 3}, nan}};
    EXPECT_TRUE(writer.DrawPerformanceProfile({summary}));
    EXPECT_TRUE(writer.DrawPlacement({{"a", {}, 1.0}}, {{"device"}, {}}));
    EXPECT_TRUE(writer.DrawPlacement({{"a", {{{0, 0}, 1.0}}, 0.0}}, {{"device"}, {"only"}}));
}

TEST_F(FiguresTest, KeepDataAndScriptAndNameTheRemedyWithoutGnuplot)
{
    ResultStore store = ResultStore::Create(m_folder.Path() + "/r.sqlite");
    store.Write(ExampleBlock("dqn", 9, 1, 20));
    store.WriteTraining(Training());
    const std::string path = std::getenv("PATH");
    setenv("PATH", m_folder.Path().c_str(), 1);
    std::string message;
    try
    {
        DrawFigures(store, m_figures, 0.0);
    }
    catch (const IoError& error)
    {
        message = error.what();
    }
    setenv("PATH", path.c_str(), 1);
    EXPECT_THAT(message, HasSubstr("gnuplot-nox"));
    for (const char* name : {"learning-curve", "latency-cdf", "energy-latency", "placement"})
    {
        EXPECT_TRUE(std::filesystem::exists(m_figures + "/" + name + ".csv")) << name;
        EXPECT_TRUE(std::filesystem::exists(m_figures + "/" + name + ".gp")) << name;
    }
}

TEST_F(FiguresTest, SayWhatGnuplotSaysWhenItFails)
{
    ASSERT_TRUE(HasGnuplot()) << "install the package gnuplot-nox";
    MakeFolder(m_figures);
    try
    {
        DrawWithGnuplot(m_figures, "broken", {}, "plot no_such_variable\n");
        FAIL() << "the script is wrong";
    }
    catch (const IoError& error)
    {
        EXPECT_THAT(error.what(), HasSubstr("broken.gp"));
        EXPECT_THAT(error.what(), HasSubstr("no_such_variable"));
    }
}

TEST(LabelLayout, KeepsLabelsOffEachOtherAndOffMarkers)
{
    // Nine points in a heap: the hardest a comparison of policies gives.
    const Box frame{0, 0, 800, 500};
    RandomStream random(3);
    for (int trial = 0; trial < 50; ++trial)
    {
        std::vector<LabelRequest> requests;
        for (int i = 0; i < 9; ++i)
        {
            const double x = 350 + random.Uniform(0, 100);
            const double y = 200 + random.Uniform(0, 100);
            requests.push_back({x, y, 60, 16, {{x - 7, y - 7, x + 7, y + 7}}});
        }
        const std::vector<LabelPlace> places = PlaceLabels(requests, frame, 11);
        for (std::size_t i = 0; i < 9; ++i)
        {
            EXPECT_NEAR(Overlap(places[i].box, frame), 60 * 16, 1e-6);
            for (std::size_t k = 0; k < 9; ++k)
            {
                EXPECT_NEAR(Overlap(places[i].box, requests[k].obstacles[0]), 0.0, 1e-6);
                Box spaced = places[k].box; // half a line of space, to be read as two
                spaced.left -= 8;
                spaced.right += 8;
                EXPECT_TRUE(k == i || Overlap(places[i].box, spaced) < 1e-6) << trial;
            }
        }
    }
}

TEST(LabelLayout, PutsALonelyLabelToTheRight)
{
    const std::vector<LabelPlace> places =
        PlaceLabels({{100, 100, 40, 16, {}}}, {0, 0, 800, 500}, 10);
    EXPECT_EQ(places[0].box.left, 110);
    EXPECT_EQ(places[0].box.bottom, 92);
    EXPECT_EQ(places[0].distance, 10);
    const std::vector<LabelPlace> atEdge =
        PlaceLabels({{790, 100, 40, 16, {}}}, {0, 0, 800, 500}, 10);
    EXPECT_EQ(atEdge[0].box.right, 780);
}

TEST(Palette, ShadesGoFromDarkToLight)
{
    for (std::size_t hue = 0; hue < 6; ++hue)
    {
        EXPECT_TRUE(IsDark(Shade(hue, 0.0)));
        EXPECT_FALSE(IsDark(Shade(hue, 1.0)));
        EXPECT_NE(Shade(hue, 0.0), Shade(hue + 1, 0.0));
    }
    EXPECT_EQ(RgbText(0x0072b2), "#0072b2");
}

} // namespace
} // namespace edgeward
