/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/architecture.h"

#include "base/errors.h"
#include "base/text.h"

#include <algorithm>

namespace edgeward
{

EDGEWARD_DEFINE_REGISTRY(Architecture)

namespace
{

class DescribedArchitecture : public Architecture
{
  public:
    DescribedArchitecture(std::string name,
                          ArchitectureEntry::Describe describe,
                          std::uint32_t channels,
                          bool hasWidth)
        : m_name(std::move(name))
        , m_describe(std::move(describe))
        , m_channels(channels)
        , m_hasWidth(hasWidth)
    {
    }

    std::uint32_t
    InputChannels() const override
    {
        return m_channels;
    }

    DnnGraph
    Build(double width, std::uint32_t resolution, std::uint32_t elementBytes) const override
    {
        if (!m_hasWidth && width != 1.0)
        {
            throw ConfigError({},
                              "width",
                              m_name + " has no width multiplier, but " + FormatDouble(width) +
                                  " is asked for",
                              "leave width out or set it to 1");
        }
        NetworkBuilder builder({m_channels, resolution, resolution}, elementBytes);
        m_describe(builder, width);
        return builder.Build();
    }

  private:
    std::string m_name;
    ArchitectureEntry::Describe m_describe;
    std::uint32_t m_channels;
    bool m_hasWidth;
};

} // namespace

ArchitectureEntry::ArchitectureEntry(const std::string& name,
                                     const std::string& paper,
                                     Describe describe,
                                     std::uint32_t channels,
                                     bool hasWidth)
{
    Registry<Architecture>::Entry(name, paper, {}, [=](const Spec&) {
        return std::make_unique<DescribedArchitecture>(name, describe, channels, hasWidth);
    });
}

std::uint32_t
ScaleChannels(std::uint32_t channels, double width, std::uint32_t divisor)
{
    const double wanted = channels * width;
    auto scaled =
        std::max(divisor, static_cast<std::uint32_t>(wanted + divisor / 2.0) / divisor * divisor);
    if (scaled < 0.9 * wanted)
    {
        scaled += divisor;
    }
    return scaled;
}

} // namespace edgeward
