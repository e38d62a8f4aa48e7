# SPDX-License-Identifier: GPL-2.0-only
edgeward_module(compute
  SOURCES
    background-load.cc
    batch-curve.cc
    energy-meter.cc
    execution-noise.cc
    job-queue.cc
    measured-noise.cc
    model-memory.cc
    processor-attributes.cc
    processor-energy-model.cc
    processor.cc
    queueing-executor.cc
    sharing-executor.cc
  NS3 core network energy
)
