/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "cli/torch-plugin.h"

#include "base/errors.h"
#include "scenario/manifest.h"

#include <dlfcn.h>
#include <filesystem>

namespace edgeward
{

namespace
{

namespace fs = std::filesystem;

/** It stands beside the library, in a build as where it is installed. */
fs::path
PluginPath()
{
    Dl_info info = {};
    dladdr(reinterpret_cast<void*>(&EdgewardVersion), &info);
    const fs::path library = info.dli_fname ? info.dli_fname : "";
    return fs::absolute(library).parent_path() / "libedgeward-torch.so";
}

} // namespace

void
LoadTorchPlugin()
{
    const fs::path path = PluginPath();
    if (!fs::exists(path))
    {
        throw ConfigError({path.string()},
                          "",
                          "is not there: this Edgeward was built without LibTorch, which training "
                          "and profiling need",
                          "install libtorch-dev and build with -DEDGEWARD_WITH_TORCH=ON");
    }
    if (!dlopen(path.c_str(), RTLD_NOW | RTLD_GLOBAL))
    {
        throw ConfigError({path.string()},
                          "",
                          std::string("cannot be loaded: ") + dlerror(),
                          "install LibTorch as it was when Edgeward was built, or build again");
    }
}

bool
HasTorchPlugin()
{
    return fs::exists(PluginPath());
}

} // namespace edgeward
