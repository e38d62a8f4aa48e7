/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "profiler/layer-description.h"

#include <algorithm>

namespace edgeward
{

std::string
LayerDescription::Op() const
{
    if (kind == Kind::POOL)
    {
        return "avg_pool";
    }
    if (kind == Kind::LINEAR)
    {
        return "linear";
    }
    if (groups > 1)
    {
        return "depthwise_conv2d";
    }
    return kernel == 1 ? "pointwise_conv2d" : "conv2d";
}

double
LayerDescription::Macs() const
{
    if (kind == Kind::POOL)
    {
        return 0.0;
    }
    return static_cast<double>(outSize * outSize * outChannels * (inChannels / groups) * kernel *
                               kernel);
}

double
LayerDescription::Parameters() const
{
    if (kind == Kind::POOL)
    {
        return 0.0;
    }
    const std::int64_t weights = outChannels * (inChannels / groups) * kernel * kernel;
    return static_cast<double>(weights + (kind == Kind::LINEAR ? 1 : 2) * outChannels);
}

namespace
{

constexpr std::int64_t CLASSES = 1000; // ImageNet
constexpr std::int64_t LEAST_CHANNELS = 8;

/** A depthwise separable block: stride of its depthwise convolution, channels at width 1. */
struct Block
{
    std::int64_t stride;
    std::int64_t channels;
};

const std::vector<Block> BLOCKS{{1, 64},
                                {2, 128},
                                {1, 128},
                                {2, 256},
                                {1, 256},
                                {2, 512},
                                {1, 512},
                                {1, 512},
                                {1, 512},
                                {1, 512},
                                {1, 512},
                                {2, 1024},
                                {1, 1024}};

/** Appends layers, each reading the one before it. */
class ChainBuilder
{
  public:
    ChainBuilder(double width, std::int64_t resolution)
        : m_width(width)
        , m_size(resolution)
    {
    }

    std::int64_t
    Scaled(std::int64_t channels) const
    {
        return std::max(static_cast<std::int64_t>(static_cast<double>(channels) * m_width),
                        LEAST_CHANNELS);
    }

    void
    Add(const std::string& name,
        LayerDescription::Kind kind,
        std::int64_t channels,
        std::int64_t kernel,
        std::int64_t stride,
        std::int64_t groups)
    {
        const std::int64_t outSize = kind == LayerDescription::Kind::POOL ? 1 : m_size / stride;
        m_layers.push_back(
            {name, kind, m_channels, channels, kernel, stride, groups, m_size, outSize});
        m_channels = channels;
        m_size = outSize;
    }

    std::int64_t
    Channels() const
    {
        return m_channels;
    }

    std::vector<LayerDescription>
    Take()
    {
        return std::move(m_layers);
    }

  private:
    double m_width;
    std::int64_t m_size;
    std::int64_t m_channels = 3;
    std::vector<LayerDescription> m_layers;
};

} // namespace

std::vector<LayerDescription>
DescribeMobileNetV1(double width, std::int64_t resolution)
{
    using Kind = LayerDescription::Kind;
    ChainBuilder chain(width, resolution);
    chain.Add("conv0", Kind::CONVOLUTION, chain.Scaled(32), 3, 2, 1);
    for (std::size_t i = 0; i < BLOCKS.size(); ++i)
    {
        const std::string name = "conv" + std::to_string(i + 1);
        chain.Add(name + "_dw",
                  Kind::CONVOLUTION,
                  chain.Channels(),
                  3,
                  BLOCKS[i].stride,
                  chain.Channels());
        chain.Add(name + "_pw", Kind::CONVOLUTION, chain.Scaled(BLOCKS[i].channels), 1, 1, 1);
    }
    chain.Add("pool", Kind::POOL, chain.Channels(), 1, 1, 1);
    chain.Add("fc", Kind::LINEAR, CLASSES, 1, 1, 1);
    return chain.Take();
}

} // namespace edgeward
