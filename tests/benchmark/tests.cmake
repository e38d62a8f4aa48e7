# SPDX-License-Identifier: GPL-2.0-only
#
# Google Benchmark programs: built with the tests, run by tests/benchmark/run and never by ctest.

find_package(benchmark REQUIRED)

# Everything that tests/benchmark/run runs.
add_custom_target(edgeward-benchmarks)

# edgeward_benchmark(<name> SOURCES <file>... MODULES <module>...)
function(edgeward_benchmark name)
  cmake_parse_arguments(ARG "" "" "SOURCES;MODULES" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/tests)
  foreach(module ${ARG_MODULES})
    target_link_libraries(${name} PRIVATE edgeward-${module})
  endforeach()
  target_link_libraries(${name} PRIVATE edgeward-options benchmark::benchmark_main)
  add_dependencies(edgeward-benchmarks ${name})
endfunction()

edgeward_benchmark(benchmark-build SOURCES ${CMAKE_CURRENT_LIST_DIR}/build-benchmark.cc)
target_link_libraries(benchmark-build PRIVATE edgeward)
edgeward_benchmark(benchmark-cost MODULES dnn base SOURCES ${CMAKE_CURRENT_LIST_DIR}/cost-benchmark.cc)
target_compile_definitions(benchmark-cost PRIVATE EDGEWARD_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
edgeward_benchmark(benchmark-decision MODULES policy rl base SOURCES ${CMAKE_CURRENT_LIST_DIR}/decision-benchmark.cc)
edgeward_benchmark(benchmark-event-loop MODULES policy rl base SOURCES ${CMAKE_CURRENT_LIST_DIR}/event-loop-benchmark.cc)
edgeward_ns3_targets(event_loop_ns3 core)
target_link_libraries(benchmark-event-loop PRIVATE ${event_loop_ns3})
edgeward_benchmark(benchmark-event-queue SOURCES ${CMAKE_CURRENT_LIST_DIR}/event-queue-benchmark.cc)
target_link_libraries(benchmark-event-queue PRIVATE edgeward)
edgeward_benchmark(benchmark-replay MODULES rl base SOURCES ${CMAKE_CURRENT_LIST_DIR}/replay-benchmark.cc)
if(TARGET edgeward-agent)
  edgeward_benchmark(benchmark-learner MODULES agent rl base SOURCES ${CMAKE_CURRENT_LIST_DIR}/learner-benchmark.cc)
  target_compile_definitions(benchmark-learner PRIVATE EDGEWARD_HAS_TORCH)
else()
  edgeward_benchmark(benchmark-learner MODULES rl base SOURCES ${CMAKE_CURRENT_LIST_DIR}/learner-benchmark.cc)
endif()

# The overhead of our layer over ns-3 alone: two programs, compared by measures/overhead.
edgeward_ns3_targets(overhead_ns3 core network internet point-to-point wifi mobility propagation)
# The event queue is the same, so that what it saves does not count for our layer.
add_executable(overhead-bare ${CMAKE_CURRENT_LIST_DIR}/overhead-bare.cc
  ${PROJECT_SOURCE_DIR}/src/scenario/event-heap.cc ${PROJECT_SOURCE_DIR}/src/scenario/ladder-queue-scheduler.cc)
target_include_directories(overhead-bare PRIVATE ${PROJECT_SOURCE_DIR}/src)
target_link_libraries(overhead-bare PRIVATE ${overhead_ns3} edgeward-options)
add_executable(overhead-edgeward ${CMAKE_CURRENT_LIST_DIR}/overhead-edgeward.cc)
target_link_libraries(overhead-edgeward PRIVATE edgeward edgeward-options)

# Requests a second with many devices: measures/scale.
add_executable(scale-requests ${CMAKE_CURRENT_LIST_DIR}/scale-requests.cc)
target_link_libraries(scale-requests PRIVATE edgeward edgeward-options)
target_include_directories(scale-requests PRIVATE ${PROJECT_SOURCE_DIR}/tests)

# What a command costs: time, memory, instructions.
add_executable(process-cost ${CMAKE_CURRENT_LIST_DIR}/process-cost.cc)
target_link_libraries(process-cost PRIVATE edgeward-options)
add_dependencies(edgeward-benchmarks overhead-bare overhead-edgeward process-cost scale-requests)
