/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_PROFILER_SCRIPT_LAYERS_H
#define EDGEWARD_PROFILER_SCRIPT_LAYERS_H

#include "dnn/dnn.h"

#include <string>
#include <vector>

namespace edgeward
{

/** One operator on tensors that a TorchScript program executed. */
struct ScriptEvent
{
    std::string op;                  ///< ours where we have a name, e.g. "conv2d", else LibTorch's
    std::string scope;               ///< path of the module, e.g. "layer1.0.conv1"; may be empty
    std::vector<std::size_t> inputs; ///< earlier events that it reads, each once, in order
    bool readsInput = false;         ///< reads an input of the network
    FeatureShape output;
    std::uint64_t outputBytes = 0; ///< of one inference
    double macs = 0.0;             ///< of one inference
    double parameters = 0.0;
};

/** Events grouped to layers. */
struct ScriptLayers
{
    std::vector<LayerCost> layers;
    std::vector<std::size_t> layerOfEvent; ///< by event
};

/**
 * Layers of a program as the networks of the catalogue have them: normalization, activation and
 * what only changes a shape belong to the layer whose output they alone read. Names are paths of
 * modules, with the operator where a module has several layers, and a number where that is not
 * unique. If a layer reads the network's input beside another layer, the input becomes layer 0.
 *
 * @param image      shape of the network's input
 * @param imageBytes its size
 */
ScriptLayers GroupEvents(const std::vector<ScriptEvent>& events,
                         const FeatureShape& image,
                         std::uint64_t imageBytes);

} // namespace edgeward

#endif // EDGEWARD_PROFILER_SCRIPT_LAYERS_H
