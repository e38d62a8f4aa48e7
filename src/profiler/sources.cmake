# SPDX-License-Identifier: GPL-2.0-only
edgeward_module(profiler TORCH
  SOURCES
    blas-threads.cc
    environment.cc
    float-network.cc
    layer-description.cc
    layer-recorder.cc
    network-weights.cc
    quantized-network.cc
    sample-statistics.cc
    torch-profiler.cc
  LINK
    ${CMAKE_DL_LIBS}
)

# Debian's LibTorch is built with NDEBUG; RecordFunction's inline half must agree with it in every build type.
target_compile_definitions(edgeward-profiler PRIVATE NDEBUG)
