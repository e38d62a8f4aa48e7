/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "agent/single-thread.h"

#include <dlfcn.h>

namespace edgeward
{

void
UseOneThread()
{
    // Asked for by name because Debian's LibTorch runs on whichever BLAS the machine has chosen.
    using SetThreads = void (*)(int);
    if (void* const found = dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))
    {
        reinterpret_cast<SetThreads>(found)(1);
    }
}

} // namespace edgeward
