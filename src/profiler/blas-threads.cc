/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "profiler/blas-threads.h"

#include <dlfcn.h>

namespace edgeward
{

namespace
{

/**
 * A function of the OpenBLAS that this process has loaded; null if there is none. Looked up at run
 * time, because which BLAS stands behind LibTorch is a setting of the machine.
 */
template <typename Function>
Function*
FindInOpenBlas(const char* name)
{
    void* const library = dlopen("libopenblas.so.0", RTLD_LAZY | RTLD_NOLOAD);
    return library ? reinterpret_cast<Function*>(dlsym(library, name)) : nullptr;
}

} // namespace

int
BlasThreads()
{
    auto* const get = FindInOpenBlas<int()>("openblas_get_num_threads");
    return get ? get() : 0;
}

void
SetBlasThreads(int threads)
{
    if (auto* const set = FindInOpenBlas<void(int)>("openblas_set_num_threads"))
    {
        set(threads);
    }
}

} // namespace edgeward
