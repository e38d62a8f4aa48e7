# SPDX-License-Identifier: GPL-2.0-only
#
# The program. It links no LibTorch: commands that need it load the plug-in.

set(sources)
foreach(file
    actor-critic-problems.cc
    best-policy.cc
    calibrate-command.cc
    device-command.cc
    device-fit-command.cc
    dnn-command.cc
    evaluate-command.cc
    export-command.cc
    flow-errors.cc
    flow-report.cc
    flow-study.cc
    latency-report.cc
    latency-study.cc
    learning-problems.cc
    learning-study.cc
    list-command.cc
    main.cc
    plot-command.cc
    profile-all.cc
    profile-command.cc
    profile-one.cc
    profile-run.cc
    progress-display.cc
    results-files.cc
    run-command.cc
    run-report.cc
    scenario-arguments.cc
    statistics-report.cc
    torch-plugin.cc
    train-command.cc
    validate-command.cc)
  list(APPEND sources ${PROJECT_SOURCE_DIR}/src/cli/${file})
endforeach()
add_executable(edgeward-program ${sources})
set_target_properties(edgeward-program PROPERTIES OUTPUT_NAME edgeward)
# The plug-in finds the registries of the library through the program.
set_target_properties(edgeward-program PROPERTIES ENABLE_EXPORTS ON)
target_compile_definitions(edgeward-program PRIVATE
  EDGEWARD_SOURCE_SCENARIOS="${PROJECT_SOURCE_DIR}/scenarios"
  EDGEWARD_INSTALLED_SCENARIOS="${CMAKE_INSTALL_FULL_DATADIR}/edgeward/scenarios")
target_link_libraries(edgeward-program PRIVATE edgeward edgeward-options CLI11::CLI11 spdlog::spdlog ${CMAKE_DL_LIBS})
