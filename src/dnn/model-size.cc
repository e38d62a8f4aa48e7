/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/model-size.h"

#include "base/errors.h"
#include "base/text.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

namespace
{

constexpr double FP32_BYTES = 4.0;
constexpr double INT8_BYTES = 1.0;

std::string
Megabytes(double bytes)
{
    return FormatDouble(std::round(bytes / 1e4) / 1e2) + " MB";
}

} // namespace

double
ModelSize::MemoryBytes() const
{
    return fileBytes + activationBytes;
}

ModelSize
SizeOf(const DnnVariant& variant, const DnnGraph& graph)
{
    ModelSize size;
    size.fileBytes =
        variant.fileBytes > 0.0
            ? variant.fileBytes
            : variant.parameters * (variant.precision == "int8" ? INT8_BYTES : FP32_BYTES);
    for (std::uint16_t layer = 0; layer < graph.LayerCount(); ++layer)
    {
        const double alive = static_cast<double>(graph.CutBytes(layer)) +
                             static_cast<double>(graph.GetLayer(layer).outputBytes);
        size.activationBytes = std::max(size.activationBytes, alive);
    }
    return size;
}

void
CheckFits(const DeviceProfile& device, const DnnVariant& variant, const ModelSize& size)
{
    if (device.memoryBytes > 0.0 && size.MemoryBytes() > device.memoryBytes)
    {
        throw ConfigError({},
                          "",
                          "variant '" + variant.name + "' needs " + Megabytes(size.MemoryBytes()) +
                              " of memory (" + Megabytes(size.fileBytes) + " of parameters, " +
                              Megabytes(size.activationBytes) + " of activations), but device '" +
                              device.name + "' has " + Megabytes(device.memoryBytes),
                          "leave the variant out of network.variants, or choose another device");
    }
}

} // namespace edgeward
