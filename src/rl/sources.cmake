# SPDX-License-Identifier: GPL-2.0-only
edgeward_module(rl
  SOURCES
    checksum.cc
    learner.cc
    mlp.cc
    replay-buffer.cc
    schedule.cc
  LINK
    Eigen3::Eigen)
