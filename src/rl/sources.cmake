# SPDX-License-Identifier: GPL-2.0-only
edgeward_module(rl
  SOURCES
    checksum.cc
    learner.cc
    lin-ucb.cc
    mlp.cc
    observation-spec.cc
    replay-buffer.cc
    safetensors-header.cc
    safetensors.cc
    schedule.cc
    toml-text.cc
    transition-assembler.cc
  LINK
    Eigen3::Eigen)
