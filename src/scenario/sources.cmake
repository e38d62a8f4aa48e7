# SPDX-License-Identifier: GPL-2.0-only
edgeward_module(scenario
  SOURCES
    access-maker.cc
    evaluation.cc
    event-heap.cc
    experiment-progress.cc
    experiment-store.cc
    experiment.cc
    flow-calibration.cc
    flow-calibrator.cc
    flow-fit.cc
    flow-misfit.cc
    flow-selection.cc
    huge-pages.cc
    job-pool.cc
    job-pool-interrupt.cc
    ladder-queue-scheduler.cc
    manifest.cc
    network-outcome.cc
    processor-maker.cc
    scenario-config.cc
    scenario-config-attributes.cc
    scenario-config-check-costs.cc
    scenario-config-check-networks.cc
    scenario-config-check.cc
    scenario-config-key-list.cc
    scenario-config-keys.cc
    scenario-config-section.cc
    scenario-config-types.cc
    scenario-networks.cc
    scenario-world.cc
    scoped-settings.cc
    simulation-run.cc
    simulation.cc
    source-maker.cc
    training.cc
    variable-maker.cc
  NS3 core network internet mobility wifi csma point-to-point energy
)

# What manifests say about the program; written anew with every build, inside an ns-3 tree not at all.
if(PROJECT_NAME STREQUAL "edgeward")
  set(generated ${CMAKE_BINARY_DIR}/generated)
  add_custom_target(edgeward-build-header
    COMMAND ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR} -DOUTPUT=${generated}/scenario/edgeward-build.h
      -DVERSION=${PROJECT_VERSION} -DNS3=${ns3_VERSION} -P ${PROJECT_SOURCE_DIR}/src/scenario/manifest-build.cmake
    BYPRODUCTS ${generated}/scenario/edgeward-build.h)
  add_dependencies(edgeward-scenario edgeward-build-header)
  target_include_directories(edgeward-scenario PRIVATE ${generated})
endif()
