/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_MODEL_SIZE_H
#define EDGEWARD_DNN_MODEL_SIZE_H

#include "dnn/device-profile.h"
#include "dnn/dnn-graph.h"
#include "dnn/dnn.h"

namespace edgeward
{

/** What a variant takes in storage and in memory. */
struct ModelSize
{
    double fileBytes = 0.0;       ///< read from storage when it is loaded
    double activationBytes = 0.0; ///< most that lives at a time while it executes

    /** Memory it needs to execute: parameters and activations. */
    double MemoryBytes() const;
};

/**
 * Size of a variant: its file if known, else 4 bytes per parameter in fp32 and 1 in int8; and for
 * activations the largest sum, over its layers, of what crosses the cut in front of the layer and
 * what the layer writes.
 */
ModelSize SizeOf(const DnnVariant& variant, const DnnGraph& graph);

/** @throws ConfigError if the variant does not fit into the device's memory; never where that is
 * unknown. */
void CheckFits(const DeviceProfile& device, const DnnVariant& variant, const ModelSize& size);

} // namespace edgeward

#endif // EDGEWARD_DNN_MODEL_SIZE_H
