# SPDX-License-Identifier: GPL-2.0-only
edgeward_module(scenario
  SOURCES
    scenario-config.cc
    scenario-config-attributes.cc
    scenario-config-check.cc
    scenario-config-keys.cc
    scenario-config-section.cc
    scenario-config-types.cc
    scenario-world.cc
    simulation-run.cc
    simulation.cc
  NS3 core network internet mobility wifi csma point-to-point energy
)
