/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/architecture.h"

namespace edgeward
{

namespace
{

/** Channels of the convolutions, all of them 3 x 3, behind each of which a pool halves the size. */
constexpr std::uint32_t HALVED[] = {16, 32, 64, 128, 256};

/** 5 boxes per position, each of 4 coordinates, objectness and 20 classes of Pascal VOC. */
constexpr std::uint32_t DETECTION_CHANNELS = 5 * (4 + 1 + 20);

/** darknet's cfg/yolov2-tiny-voc.cfg. */
void
Describe(NetworkBuilder& net, double)
{
    const auto convolve = [&net](const std::string& name, const auto& in, std::uint32_t channels) {
        return net.Convolve(name, in, {channels, 3, 1, -1, 1, true, Activation::LEAKY_RELU});
    };
    auto x = net.Input();
    int index = 1;
    for (const std::uint32_t channels : HALVED)
    {
        const std::string number = std::to_string(index++);
        x = convolve("conv" + number, x, channels);
        x = net.MaxPool("pool" + number, x, {2, 2});
    }
    x = convolve("conv6", x, 512);
    x = net.MaxPoolSame("pool6", x, 2);
    x = convolve("conv7", x, 1024);
    x = convolve("conv8", x, 1024);
    net.Convolve("conv9", x, {DETECTION_CHANNELS, 1, 1, 0, 1, false, Activation::NONE});
}

const ArchitectureEntry ENTRY(
    "tiny-yolo-v2",
    "Redmon and Farhadi 2017 (arXiv 1612.08242), darknet's yolov2-tiny-voc.cfg",
    Describe);

} // namespace

} // namespace edgeward
