# SPDX-License-Identifier: GPL-2.0-only
edgeward_module(profiler TORCH
  SOURCES
    blas-threads.cc
    environment.cc
    float-network.cc
    graph-runner.cc
    graph-subject.cc
    measurement.cc
    peak-memory.cc
    plain-layer.cc
    quantization-engine.cc
    quantized-network.cc
    sample-statistics.cc
    script-layers.cc
    script-program.cc
    script-subject.cc
    script-trace.cc
    thread-count.cc
    torch-profiler.cc
  LINK
    ${CMAKE_DL_LIBS}
)
