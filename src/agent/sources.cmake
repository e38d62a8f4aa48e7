# SPDX-License-Identifier: GPL-2.0-only
# Only q-trainer.cc includes LibTorch, behind a header that does not.
edgeward_module(agent
  TORCH
  LINK ${CMAKE_DL_LIBS}
  SOURCES
    divergence-guard.cc
    dqn-options.cc
    dqn-state.cc
    dqn.cc
    flat-parameters.cc
    q-trainer.cc
    single-thread.cc
    td-loss.cc
    td-target.cc
)
