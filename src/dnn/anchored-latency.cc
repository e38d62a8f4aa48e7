/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/anchored-latency.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

namespace
{

// Where a device has so few numbers that they do not show how they scatter: the scatter of the
// published tables, see docs/models/latency.md.
constexpr std::size_t FEWEST_ANCHORS = 4;
constexpr double USUAL_ERROR = 0.4;

} // namespace

AnchoredScale
AnchorToDevice(const HostLatency& host,
               const DeviceProfile& device,
               const std::string& precision,
               const std::function<double(const VariantKey&)>& units)
{
    std::vector<double> same;
    std::vector<double> other;
    for (const PublishedLatency& latency : device.latencies)
    {
        const VariantKey key = KeyOf(latency);
        if (latency.threads == device.threads && host.Knows(key))
        {
            (key.precision == precision ? same : other)
                .push_back(std::log(latency.seconds / units(key)));
        }
    }
    std::vector<double>& ratios = same.empty() ? other : same;
    if (ratios.empty())
    {
        throw ConfigError({},
                          "",
                          "device '" + device.name + "' has no published latency, with its " +
                              std::to_string(device.threads) +
                              " threads, of a network of the catalogue",
                          "add a [[latency]] to its file, see docs/how-to/add-a-device.md");
    }
    std::sort(ratios.begin(), ratios.end());
    const std::size_t middle = ratios.size() / 2;
    const double median =
        ratios.size() % 2 == 1 ? ratios[middle] : 0.5 * (ratios[middle - 1] + ratios[middle]);
    double squares = 0.0;
    for (const double ratio : ratios)
    {
        squares += (ratio - median) * (ratio - median);
    }
    AnchoredScale scale;
    scale.secondsPerUnit = std::exp(median);
    scale.anchors = ratios.size();
    scale.relativeError = ratios.size() < FEWEST_ANCHORS
                              ? USUAL_ERROR
                              : std::sqrt(squares / static_cast<double>(ratios.size() - 1));
    return scale;
}

} // namespace edgeward
