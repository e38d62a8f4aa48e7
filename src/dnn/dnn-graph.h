/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_DNN_GRAPH_H
#define EDGEWARD_DNN_DNN_GRAPH_H

#include "dnn/dnn.h"

#include <cstdint>
#include <string>
#include <vector>

namespace edgeward
{

/** The layers of one variant in order of execution, and which of them reads whose output. */
class DnnGraph
{
  public:
    /** A layer. */
    struct Layer
    {
        std::string name;
        std::string op;
        double macs = 0.0;
        double parameters = 0.0;
        std::uint64_t outputBytes = 0;
        std::vector<std::uint16_t>
            inputs; ///< earlier layers that it reads; none: the network's input
    };

    /** A network of one opaque layer that cannot be cut. */
    explicit DnnGraph(const DnnVariant& variant);

    /** The layers of a measured variant; each reads the one before it. */
    DnnGraph(const DnnVariant& variant, const LayerProfile& profile);

    /**
     * @param layers     at least one, in order of execution
     * @param inputBytes size of the network's input
     * @throws ConfigError if a layer reads itself, a later one, or one that is not there
     */
    DnnGraph(std::vector<Layer> layers, std::uint64_t inputBytes);

    std::uint16_t LayerCount() const;
    const Layer& GetLayer(std::uint16_t layer) const;

    /**
     * Bytes that cross the cut in front of @p layer: outputs of layers before it that it or a later
     * one reads, each counted once.
     *
     * @param layer 0 .. LayerCount(). 0: the network's input. LayerCount(): the result.
     */
    std::uint64_t CutBytes(std::uint16_t layer) const;

    /** Bytes of the input: an RGB image of 8 bits per channel, whatever the precision of the
     * network. */
    static std::uint64_t InputBytes(const DnnVariant& variant);

  private:
    void ComputeCuts(std::uint64_t inputBytes);

    std::vector<Layer> m_layers;
    std::vector<std::uint64_t> m_cutBytes; ///< by layer, size layers + 1
};

} // namespace edgeward

#endif // EDGEWARD_DNN_DNN_GRAPH_H
