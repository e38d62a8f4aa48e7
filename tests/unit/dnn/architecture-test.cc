/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/architecture.h"

#include "dnn/catalog.h"
#include "support/complaint.h"

#include <gmock/gmock.h>

#include <cctype>

namespace edgeward
{
namespace
{

using ::testing::ElementsAre;
using ::testing::HasSubstr;

DnnGraph
Build(const std::string& name, double width, std::uint32_t resolution, std::uint32_t bytes = 4)
{
    return Registry<Architecture>::Create(Spec::Parse(name))->Build(width, resolution, bytes);
}

/** Scale and shift of the normalized channels; some tables leave them out. */
double
NormParameters(const DnnGraph& graph)
{
    double parameters = 0.0;
    for (std::uint16_t k = 0; k < graph.LayerCount(); ++k)
    {
        parameters += graph.GetLayer(k).hasNorm ? 2.0 * graph.GetLayer(k).output.channels : 0.0;
    }
    return parameters;
}

// ---- Against published numbers.

/** A row of a published table. */
struct Published
{
    const char* network;
    double width;
    std::uint32_t resolution;
    double macs; ///< millions
    double parameters;
    double parameterUnit; ///< of its last digit
    bool isNormCounted;
    const char* source;
};

// Parameters of torchvision are exact. Its operations are counted in multiply-accumulates.
constexpr const char* TORCHVISION =
    "torchvision 0.14, num_params of its weights; multiply-accumulates counted from its modules";
constexpr const char* SLIM_V1 =
    "tensorflow/models research/slim/nets/mobilenet_v1.md; width 0.75: arXiv 1704.04861, Table 6";
constexpr const char* SLIM_V2 = "tensorflow/models research/slim/nets/mobilenet/README.md";

const Published TABLE[] = {
    {"alexnet", 1.0, 224, 714, 61100840, 0, true, TORCHVISION},
    {"vgg-11", 1.0, 224, 7609, 132863336, 0, true, TORCHVISION},
    {"vgg-16", 1.0, 224, 15470, 138357544, 0, true, TORCHVISION},
    {"vgg-19", 1.0, 224, 19632, 143667240, 0, true, TORCHVISION},
    {"resnet-18", 1.0, 224, 1814, 11689512, 0, true, TORCHVISION},
    {"resnet-34", 1.0, 224, 3664, 21797672, 0, true, TORCHVISION},
    {"resnet-50", 1.0, 224, 4089, 25557032, 0, true, TORCHVISION},
    {"resnet-101", 1.0, 224, 7801, 44549160, 0, true, TORCHVISION},
    {"squeezenet-1.0", 1.0, 224, 819, 1248424, 0, true, TORCHVISION},
    {"squeezenet-1.1", 1.0, 224, 349, 1235496, 0, true, TORCHVISION},
    {"googlenet", 1.0, 224, 1498, 6624904, 0, true, TORCHVISION},
    {"shufflenet-v2-x0.5", 1.0, 224, 41, 1366792, 0, true, TORCHVISION},
    {"shufflenet-v2-x1.0", 1.0, 224, 145, 2278604, 0, true, TORCHVISION},
    {"efficientnet-b0", 1.0, 224, 386, 5288548, 0, true, TORCHVISION},
    {"mobilenet-v2", 1.0, 224, 301, 3504872, 0, true, TORCHVISION},
    {"mobilenet-v3-large", 1.0, 224, 217, 5483032, 0, true, TORCHVISION},
    {"mobilenet-v3-small", 1.0, 224, 57, 2542856, 0, true, TORCHVISION},
    {"mobilenet-v1", 1.0, 224, 569, 4.24e6, 1e4, true, SLIM_V1},
    {"mobilenet-v1", 1.0, 192, 418, 4.24e6, 1e4, true, SLIM_V1},
    {"mobilenet-v1", 1.0, 160, 291, 4.24e6, 1e4, true, SLIM_V1},
    {"mobilenet-v1", 1.0, 128, 186, 4.24e6, 1e4, true, SLIM_V1},
    {"mobilenet-v1", 0.75, 224, 325, 2.59e6, 1e4, true, SLIM_V1},
    {"mobilenet-v1", 0.5, 224, 150, 1.34e6, 1e4, true, SLIM_V1},
    {"mobilenet-v1", 0.5, 192, 110, 1.34e6, 1e4, true, SLIM_V1},
    {"mobilenet-v1", 0.5, 160, 77, 1.34e6, 1e4, true, SLIM_V1},
    {"mobilenet-v1", 0.5, 128, 49, 1.34e6, 1e4, true, SLIM_V1},
    {"mobilenet-v1", 0.25, 224, 41, 0.47e6, 1e4, true, SLIM_V1},
    {"mobilenet-v1", 0.25, 160, 21, 0.47e6, 1e4, true, SLIM_V1},
    {"mobilenet-v1", 0.25, 128, 14, 0.47e6, 1e4, true, SLIM_V1},
    {"mobilenet-v2", 1.4, 224, 582, 6.06e6, 1e4, false, SLIM_V2},
    {"mobilenet-v2", 1.3, 224, 509, 5.34e6, 1e4, false, SLIM_V2},
    {"mobilenet-v2", 1.0, 224, 300, 3.47e6, 1e4, false, SLIM_V2},
    {"mobilenet-v2", 1.0, 192, 221, 3.47e6, 1e4, false, SLIM_V2},
    {"mobilenet-v2", 1.0, 160, 154, 3.47e6, 1e4, false, SLIM_V2},
    {"mobilenet-v2", 1.0, 128, 99, 3.47e6, 1e4, false, SLIM_V2},
    {"mobilenet-v2", 1.0, 96, 56, 3.47e6, 1e4, false, SLIM_V2},
    {"mobilenet-v2", 0.75, 224, 209, 2.61e6, 1e4, false, SLIM_V2},
    {"mobilenet-v2", 0.75, 192, 153, 2.61e6, 1e4, false, SLIM_V2},
    {"mobilenet-v2", 0.75, 160, 107, 2.61e6, 1e4, false, SLIM_V2},
    {"mobilenet-v2", 0.75, 128, 69, 2.61e6, 1e4, false, SLIM_V2},
    {"mobilenet-v2", 0.75, 96, 39, 2.61e6, 1e4, false, SLIM_V2},
    {"mobilenet-v2", 0.5, 224, 97, 1.95e6, 1e4, false, SLIM_V2},
    {"mobilenet-v2", 0.5, 192, 71, 1.95e6, 1e4, false, SLIM_V2},
    {"mobilenet-v2", 0.5, 160, 50, 1.95e6, 1e4, false, SLIM_V2},
    {"mobilenet-v2", 0.5, 128, 32, 1.95e6, 1e4, false, SLIM_V2},
    {"mobilenet-v2", 0.5, 96, 18, 1.95e6, 1e4, false, SLIM_V2},
    {"mobilenet-v2", 0.35, 224, 59, 1.66e6, 1e4, false, SLIM_V2},
    {"mobilenet-v2", 0.35, 160, 30, 1.66e6, 1e4, false, SLIM_V2},
    {"mobilenet-v2", 0.35, 96, 11, 1.66e6, 1e4, false, SLIM_V2},
    {"mobilenet-v3-large", 1.0, 224, 217, 5.4e6, 1e5, true, SLIM_V2},
    {"mobilenet-v3-large", 0.75, 224, 155, 4.0e6, 1e5, true, SLIM_V2},
    {"mobilenet-v3-small", 0.75, 224, 44, 2.0e6, 1e5, true, "arXiv 1905.02244, Table 3"},
    // 6.9949 GFLOP, two to a multiply-accumulate, and 15.8587 million parameters.
    {"tiny-yolo-v2",
     1.0,
     416,
     3497.45,
     15.8587e6,
     1e2,
     true,
     "OpenVINO model page of yolo-v2-tiny-ava-sparse-30-0001"},
};

class PublishedTable : public ::testing::TestWithParam<Published>
{
};

std::string
Identifier(std::string name)
{
    std::replace_if(
        name.begin(), name.end(), [](char c) { return !std::isalnum(c); }, '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Networks,
                         PublishedTable,
                         ::testing::ValuesIn(TABLE),
                         [](const ::testing::TestParamInfo<Published>& info) {
                             return std::to_string(info.index) + "_" +
                                    Identifier(info.param.network);
                         });

TEST_P(PublishedTable, IsWhatTheLayersAddUpTo)
{
    const Published& row = GetParam();
    const DnnGraph graph = Build(row.network, row.width, row.resolution);
    // 1 %, and what printing whole millions costs: some tables round, some cut.
    EXPECT_NEAR(graph.Macs(), 1e6 * row.macs, 1e4 * row.macs + 1e6) << row.source;
    const double parameters =
        graph.Parameters() - (row.isNormCounted ? 0.0 : NormParameters(graph));
    const double tolerance =
        row.parameterUnit == 0 ? 0.0 : 0.01 * row.parameters + 0.5 * row.parameterUnit;
    EXPECT_NEAR(parameters, row.parameters, tolerance) << row.source;
}

TEST(Architecture, WorkOfConvolutionsGrowsWithTheArea)
{
    // All sizes are multiples of 32, so no rounding: only the classifier does not grow. So the 325
    // million of width 0.75 (arXiv 1704.04861, Table 6) give 239, 166 and 107 at 192, 160 and 128
    // pixels, and not 233, 162 and 104 as mobilenet_v1.md says; and 41 at width 0.25 give 30 at
    // 192, not 34.
    for (const double width : {1.0, 0.75, 0.5, 0.25})
    {
        const auto work = [width](std::uint32_t resolution) {
            const DnnGraph graph = Build("mobilenet-v1", width, resolution);
            return graph.Macs() - graph.GetLayer(graph.LayerCount() - 1).macs;
        };
        for (const double resolution : {192, 160, 128})
        {
            EXPECT_DOUBLE_EQ(work(static_cast<std::uint32_t>(resolution)),
                             work(224) * resolution * resolution / (224.0 * 224.0));
        }
    }
    EXPECT_NEAR(Build("mobilenet-v1", 0.75, 192).Macs(), 239e6, 1e6);
    EXPECT_NEAR(Build("mobilenet-v1", 0.25, 192).Macs(), 30e6, 1e6);
}

TEST(Architecture, LeNet5IsItsClosedForm)
{
    const DnnGraph graph = Build("lenet-5", 1.0, 32);
    // C1 6 maps of 28 x 28, C3 16 of 10 x 10, windows of 5 x 5; C5, F6, output.
    EXPECT_EQ(graph.Macs(),
              6 * 28 * 28 * 25 + 16 * 10 * 10 * 6 * 25 + 400 * 120 + 120 * 84 + 84 * 10);
    EXPECT_EQ(graph.Parameters(), 6 * 26 + 16 * (6 * 25 + 1) + 401 * 120 + 121 * 84 + 85 * 10);
    EXPECT_EQ(graph.CutBytes(0), 32u * 32); // one channel
}

TEST(Architecture, RefusesAWidthThatANetworkDoesNotHave)
{
    EXPECT_THAT(Complaint([] { Build("resnet-18", 0.5, 224); }), HasSubstr("0.5"));
    EXPECT_THAT(Complaint([] { Build("alexnet", 1.0, 32); }), HasSubstr("resolution"));
}

// ---- Exits.

std::vector<std::uint64_t>
InputsOfLinearLayers(const DnnGraph& graph)
{
    std::vector<std::uint64_t> inputs;
    for (std::uint16_t k = 0; k < graph.LayerCount(); ++k)
    {
        if (graph.GetLayer(k).kind == LayerKind::LINEAR)
        {
            inputs.push_back(graph.GetLayer(k).InputElements());
        }
    }
    return inputs;
}

TEST(Architecture, FullyConnectedLayersOfBranchyNetsAreAsLargeAsTheAuthors)
{
    // The authors' code states them; they come out right only if every shape before them does.
    EXPECT_THAT(InputsOfLinearLayers(Build("b-lenet", 1.0, 28)), ElementsAre(640, 720, 84));
    EXPECT_THAT(InputsOfLinearLayers(Build("b-alexnet", 1.0, 32)),
                ElementsAre(512, 128, 1024, 256, 128));
    EXPECT_THAT(InputsOfLinearLayers(Build("b-resnet", 1.0, 32)),
                ElementsAre(7200, 3600, 14400, 576));
}

/** Names of the layers that an exit needs. */
std::vector<std::string>
NamesOfExit(const DnnGraph& graph, std::size_t exit)
{
    std::vector<std::string> names;
    for (const std::uint16_t layer : graph.LayersOfExit(exit))
    {
        names.push_back(graph.GetLayer(layer).name);
    }
    return names;
}

TEST(Architecture, ExitsOfBLeNetRunTheirLayersOnly)
{
    const DnnGraph graph = Build("b-lenet", 1.0, 28);
    ASSERT_EQ(graph.Exits().size(), 2u);
    EXPECT_EQ(graph.Exits()[0].name, "exit1");
    EXPECT_EQ(graph.Exits()[1].name, "final");
    EXPECT_THAT(NamesOfExit(graph, 0),
                ElementsAre("conv1", "pool1", "exit1.conv", "exit1.pool", "exit1.fc"));
    EXPECT_THAT(NamesOfExit(graph, 1),
                ElementsAre("conv1", "pool1", "conv2", "pool2", "conv3", "pool3", "fc4", "fc5"));
    const double shared = 5.0 * 25 * 30 * 30;
    EXPECT_EQ(graph.MacsOfExit(0), shared + 10.0 * 45 * 15 * 15 + 6400);
    EXPECT_EQ(graph.MacsOfExit(1),
              shared + 10.0 * 125 * 17 * 17 + 20.0 * 250 * 11 * 11 + 720 * 84 + 840);
    EXPECT_EQ(graph.Macs(), graph.MacsOfExit(0) + graph.MacsOfExit(1) - shared);
}

TEST(Architecture, LaterExitsOfBranchyNetsNeedMore)
{
    for (const char* const name : {"b-alexnet", "b-resnet"})
    {
        const DnnGraph graph = Build(name, 1.0, 32);
        ASSERT_EQ(graph.Exits().size(), 3u) << name;
        EXPECT_LT(graph.MacsOfExit(0), graph.MacsOfExit(1)) << name;
        EXPECT_LT(graph.MacsOfExit(1), graph.MacsOfExit(2)) << name;
        for (const std::string& layer : NamesOfExit(graph, 2))
        {
            EXPECT_THAT(layer, ::testing::Not(HasSubstr("exit"))) << name;
        }
    }
    // He et al. 2016, Table 6: ResNet-110 has 1.7 million parameters. The authors of BranchyNet put
    // one block more in front of the first exit: 55 blocks, which is 111 convolutions and two
    // projections, and one fully connected layer.
    const DnnGraph graph = Build("b-resnet", 1.0, 32);
    double parameters = 0.0;
    int convolutions = 0;
    for (const std::uint16_t layer : graph.LayersOfExit(2))
    {
        parameters += graph.GetLayer(layer).parameters;
        convolutions += graph.GetLayer(layer).kind == LayerKind::CONVOLUTION ? 1 : 0;
    }
    EXPECT_EQ(convolutions, 111 + 2);
    EXPECT_NEAR(parameters, 1.7e6, 0.05e6);
}

// ---- The catalogue.

class EveryNetwork : public ::testing::TestWithParam<std::string>
{
  protected:
    const Catalog m_catalog{EDGEWARD_SOURCE_DIR "/models"};
    const Dnn& m_dnn = m_catalog.GetDnn(GetParam());
};

INSTANTIATE_TEST_SUITE_P(Models,
                         EveryNetwork,
                         ::testing::ValuesIn(Catalog(EDGEWARD_SOURCE_DIR "/models").DnnNames()),
                         [](const ::testing::TestParamInfo<std::string>& info) {
                             return Identifier(info.param);
                         });

TEST_P(EveryNetwork, SaysTheWorkAndSizeOfItsLayers)
{
    for (const DnnVariant& variant : m_dnn.variants)
    {
        const DnnGraph& graph = m_catalog.GetGraph(m_dnn.name, variant.name);
        EXPECT_GT(graph.LayerCount(), 1) << "no architecture and no profile of " << variant.name;
        EXPECT_NEAR(graph.Macs(), variant.macs, 0.01 * variant.macs) << variant.name;
        // Published tables count normalization or leave it out; either is right.
        const double all = graph.Parameters();
        const double without = all - NormParameters(graph);
        EXPECT_TRUE(std::abs(all - variant.parameters) <= 0.01 * all ||
                    std::abs(without - variant.parameters) <= 0.01 * without)
            << variant.name << ": " << variant.parameters << " against " << all << " or "
            << without;
    }
}

TEST_P(EveryNetwork, MovesAQuarterOfTheBytesInInt8)
{
    if (Registry<Architecture>::All().count(GetParam()) == 0)
    {
        GTEST_SKIP() << "known from its profile only";
    }
    const DnnVariant& variant = m_dnn.variants.front();
    const DnnGraph full = Build(GetParam(), variant.width, variant.resolution, 4);
    const DnnGraph small = Build(GetParam(), variant.width, variant.resolution, 1);
    EXPECT_EQ(full.CutBytes(0), small.CutBytes(0)) << "the image is the same";
    for (std::uint16_t cut = 1; cut <= full.LayerCount(); ++cut)
    {
        const std::uint64_t input = full.InputCrosses(cut) ? full.CutBytes(0) : 0;
        EXPECT_EQ(full.CutBytes(cut) - input, 4 * (small.CutBytes(cut) - input)) << cut;
        EXPECT_GT(small.CutBytes(cut), 0u) << cut;
    }
    EXPECT_EQ(full.Macs(), small.Macs());
}

TEST(Architecture, EveryOneIsInTheCatalogue)
{
    EXPECT_THAT(Catalog(EDGEWARD_SOURCE_DIR "/models").DnnNames(),
                ::testing::IsSupersetOf(Registry<Architecture>::Names()));
}

} // namespace
} // namespace edgeward
