/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_ARCHITECTURE_H
#define EDGEWARD_DNN_ARCHITECTURE_H

#include "base/registry.h"
#include "dnn/network-builder.h"

#include <functional>
#include <string>

namespace edgeward
{

/**
 * The structure of a network by name: which layers it has at a given width and resolution. One file
 * per family, registered by ArchitectureEntry.
 */
class Architecture
{
  public:
    static constexpr const char* KIND = "architecture";

    virtual ~Architecture() = default;

    /** Channels of the input: 3 for colour. */
    virtual std::uint32_t InputChannels() const = 0;

    /**
     * @param width        width multiplier, > 0; 1 for networks that have none
     * @param resolution   height and width of the input (pixels)
     * @param elementBytes bytes per element of the outputs: 4 in fp32, 1 in int8
     * @throws ConfigError if the network has no such width or the resolution is too small
     */
    virtual DnnGraph Build(double width,
                           std::uint32_t resolution,
                           std::uint32_t elementBytes = 4) const = 0;
};

/** Registers a function that writes a network down. */
class ArchitectureEntry
{
  public:
    /** Appends the layers to @p builder. @param width the multiplier */
    using Describe = std::function<void(NetworkBuilder& builder, double width)>;

    /**
     * @param name     the network's name in the catalogue
     * @param paper    one line: authors, year, table
     * @param describe what writes it down
     * @param channels of the input
     * @param hasWidth whether it has a width multiplier; else any but 1 is refused
     */
    ArchitectureEntry(const std::string& name,
                      const std::string& paper,
                      Describe describe,
                      std::uint32_t channels = 3,
                      bool hasWidth = false);
};

/**
 * Channels of a width multiplier, as the MobileNets round them: to a multiple of @p divisor, at
 * least that, and never below 90 % of @p channels x @p width.
 */
std::uint32_t ScaleChannels(std::uint32_t channels, double width, std::uint32_t divisor = 8);

} // namespace edgeward

#endif // EDGEWARD_DNN_ARCHITECTURE_H
