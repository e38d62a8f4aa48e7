# SPDX-License-Identifier: GPL-2.0-only
edgeward_module(offload
  SOURCES
    decision-host.cc
    device-client.cc
    inference-node.cc
    load-profile.cc
    offload-system.cc
    plan-check.cc
    radio-ledger.cc
    request-source.cc
    request-table.cc
    request-tracker.cc
    stage-executor.cc
    state-view.cc
    wire.cc
  NS3 core network
)
