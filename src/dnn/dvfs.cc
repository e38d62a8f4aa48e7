/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/dvfs.h"

#include "base/text.h"

#include <vector>

namespace edgeward
{

const DvfsLevel&
FindLevel(const DeviceProfile& device,
          const std::string& name,
          const SourceLocation& where,
          const std::string& key)
{
    std::vector<std::string> known;
    for (const DvfsLevel& level : device.dvfsLevels)
    {
        if (level.name == name)
        {
            return level;
        }
        known.push_back(level.name);
    }
    throw ConfigError(where,
                      key,
                      "device '" + device.name + "' has no frequency level '" + name + "'",
                      known.empty() ? "it has none: leave the key out, or add [[dvfs]] to its file"
                                    : DidYouMean(name, known));
}

DeviceProfile
AtLevel(const DeviceProfile& device, const DvfsLevel& level)
{
    DeviceProfile running = device;
    running.hertz = level.hertz;
    running.idleWatt = level.idleWatt;
    running.busyWatt = level.busyWatt;
    return running;
}

double
ClockHertz(const DeviceProfile& device)
{
    if (device.hertz > 0.0)
    {
        return device.hertz;
    }
    for (const DvfsLevel& level : device.dvfsLevels)
    {
        if (level.latencyFactor == 1.0)
        {
            return level.hertz;
        }
    }
    return 0.0;
}

} // namespace edgeward
