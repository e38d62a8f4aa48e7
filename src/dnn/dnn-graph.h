/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_DNN_GRAPH_H
#define EDGEWARD_DNN_DNN_GRAPH_H

#include "base/plan.h"
#include "dnn/dnn-layer.h"
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
    using Layer = DnnLayer;

    /** A layer whose output answers the request if the inference ends there. */
    struct Exit
    {
        std::uint16_t layer = 0;
        std::string name; ///< e.g. "exit1"; the last layer is "final"
    };

    /** A network of one opaque layer that cannot be cut. */
    explicit DnnGraph(const DnnVariant& variant);

    /** The layers of a measured variant, with the inputs and shapes that the profile gives. */
    DnnGraph(const DnnVariant& variant, const LayerProfile& profile);

    /**
     * @param layers     at least one, in order of execution
     * @param inputBytes size of the network's input
     * @param exits      side exits in order of layers; the last layer is an exit anyhow
     * @throws ConfigError if a layer reads itself, a later one, or one that is not there, if an
     * exit is no layer, or if two layers have the same name
     */
    DnnGraph(std::vector<Layer> layers, std::uint64_t inputBytes, std::vector<Exit> exits = {});

    std::uint16_t LayerCount() const;
    const Layer& GetLayer(std::uint16_t layer) const;

    /** All exits, the last layer included, in order of layers. */
    const std::vector<Exit>& Exits() const;

    /**
     * Layers that an answer at an exit depends on, in order: what runs if the exit is chosen
     * beforehand. Where a rule decides at each exit on the way, their side branches run as well.
     *
     * @param exit its place in Exits()
     */
    std::vector<std::uint16_t> LayersOfExit(std::size_t exit) const;

    /** Multiply-accumulates of LayersOfExit. */
    double MacsOfExit(std::size_t exit) const;

    /** Multiply-accumulates of all layers, side branches included. */
    double Macs() const;

    /** Trainable parameters of all layers, side branches included. */
    double Parameters() const;

    /**
     * Bytes that cross the cut in front of @p layer: outputs of layers before it that it or a later
     * one reads, each counted once.
     *
     * @param layer 0 .. LayerCount(). 0: the network's input. LayerCount(): the result.
     */
    std::uint64_t CutBytes(std::uint16_t layer) const;

    /** Layers whose outputs cross the cut in front of @p layer, in order. The network's input is
     * not among them, see InputCrosses. */
    std::vector<std::uint16_t> CutTensors(std::uint16_t layer) const;

    /** Whether the network's input crosses the cut in front of @p layer. */
    bool InputCrosses(std::uint16_t layer) const;

    /**
     * The layers grouped at the cuts that one tensor alone crosses: a residual block is one group.
     * Planners that want few candidates cut between groups. In order; together all layers.
     */
    std::vector<LayerRange> Groups() const;

    /** Bytes of the input: an RGB image of 8 bits per channel, whatever the precision of the
     * network. */
    static std::uint64_t InputBytes(const DnnVariant& variant);

  private:
    void CheckLayers() const;
    void CheckExits() const;
    void FindLastReaders();
    std::uint64_t SumCut(std::uint16_t layer) const;

    std::vector<Layer> m_layers;
    std::vector<Exit> m_exits;
    std::uint64_t m_inputBytes = 0;
    std::vector<std::size_t> m_lastReader; ///< by layer; the layer itself: nobody reads it
    std::size_t m_lastReaderOfInput = 0;
    std::vector<std::uint64_t> m_cutBytes; ///< by layer, size layers + 1
};

} // namespace edgeward

#endif // EDGEWARD_DNN_DNN_GRAPH_H
