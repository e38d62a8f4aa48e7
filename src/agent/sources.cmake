# SPDX-License-Identifier: GPL-2.0-only
# Only torch-back-end.cc includes LibTorch.
edgeward_module(agent
  TORCH
  LINK ${CMAKE_DL_LIBS}
  SOURCES
    single-thread.cc
    torch-back-end.cc
)
