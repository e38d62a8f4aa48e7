/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/architecture.h"
#include "dnn/inverted-residual.h"

namespace edgeward
{

namespace
{

constexpr Activation RE = Activation::RELU;
constexpr Activation HS = Activation::HARD_SWISH;

/** A row of Howard et al. 2019, Tables 1 and 2. */
struct Row
{
    std::uint32_t kernel;
    std::uint32_t expanded;
    std::uint32_t channels;
    bool hasSqueeze;
    Activation activation;
    std::uint32_t stride;
};

const std::vector<Row> LARGE{{3, 16, 16, false, RE, 1},
                             {3, 64, 24, false, RE, 2},
                             {3, 72, 24, false, RE, 1},
                             {5, 72, 40, true, RE, 2},
                             {5, 120, 40, true, RE, 1},
                             {5, 120, 40, true, RE, 1},
                             {3, 240, 80, false, HS, 2},
                             {3, 200, 80, false, HS, 1},
                             {3, 184, 80, false, HS, 1},
                             {3, 184, 80, false, HS, 1},
                             {3, 480, 112, true, HS, 1},
                             {3, 672, 112, true, HS, 1},
                             {5, 672, 160, true, HS, 2},
                             {5, 960, 160, true, HS, 1},
                             {5, 960, 160, true, HS, 1}};

const std::vector<Row> SMALL{{3, 16, 16, true, RE, 2},
                             {3, 72, 24, false, RE, 2},
                             {3, 88, 24, false, RE, 1},
                             {5, 96, 40, true, HS, 2},
                             {5, 240, 40, true, HS, 1},
                             {5, 240, 40, true, HS, 1},
                             {5, 120, 48, true, HS, 1},
                             {5, 144, 48, true, HS, 1},
                             {5, 288, 96, true, HS, 2},
                             {5, 576, 96, true, HS, 1},
                             {5, 576, 96, true, HS, 1}};

/** The last convolution has six times the channels in front of it. */
constexpr std::uint32_t LAST_EXPANSION = 6;

void
Describe(NetworkBuilder& net, const std::vector<Row>& rows, std::uint32_t hidden, double width)
{
    int index = 0;
    const auto next = [&index] { return "features." + std::to_string(index++); };
    auto x = net.Convolve(next(), net.Input(), {ScaleChannels(16, width), 3, 2, -1, 1, true, HS});
    std::uint32_t in = 16; // channels at width 1
    for (const Row& row : rows)
    {
        InvertedResidual block;
        // What is widened is the rounded width, as in the authors' slim/nets/mobilenet: that gives
        // their published operations. torchvision rounds the product instead.
        block.expanded = ScaleChannels(x.shape.channels, static_cast<double>(row.expanded) / in);
        block.channels = ScaleChannels(row.channels, width);
        block.kernel = row.kernel;
        block.stride = row.stride;
        block.activation = row.activation;
        // Squeezed to a quarter (section 5.3), rounded as channels are.
        block.squeezed = row.hasSqueeze ? ScaleChannels(block.expanded, 0.25) : 0;
        block.gate = Activation::HARD_SIGMOID;
        x = AppendInvertedResidual(net, next(), x, block);
        in = row.channels;
    }
    x = net.Pointwise(next(), x, x.shape.channels * LAST_EXPANSION, HS);
    x = net.GlobalAveragePool("avgpool", x);
    x = net.Linear("classifier.0", x, hidden, HS);
    net.Linear("classifier.3", x, 1000);
}

ArchitectureEntry
MobileNetV3(const std::string& size,
            const std::string& table,
            const std::vector<Row>& rows,
            std::uint32_t hidden)
{
    return ArchitectureEntry(
        "mobilenet-v3-" + size,
        "Howard et al. 2019 (arXiv 1905.02244), " + table,
        [&rows, hidden](NetworkBuilder& net, double width) { Describe(net, rows, hidden, width); },
        3,
        true);
}

const ArchitectureEntry ENTRIES[] = {MobileNetV3("large", "Table 1", LARGE, 1280),
                                     MobileNetV3("small", "Table 2", SMALL, 1024)};

} // namespace

} // namespace edgeward
