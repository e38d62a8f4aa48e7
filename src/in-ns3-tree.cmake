# SPDX-License-Identifier: GPL-2.0-only
#
# Edgeward as contrib/edgeward of an ns-3 source tree, from the same lists of files as standalone. The functions that those
# lists call are given here a meaning that ns-3's build_lib understands (docs/how-to/build-inside-ns-3.md).
#
# Lessons that this file remembers:
# - Imported targets (GTest, LibTorch) live in one directory; ns-3 links LIBRARIES_TO_LINK again from utils/. They are
#   linked after build_lib, not through it.
# - build_lib compiles through an extra target (<library>-obj), which sees only what the directory includes.
# - Include directories within the source tree break ns-3's export unless they are wrapped in BUILD_INTERFACE.
# - build_lib would copy headers flat to ns3/<name>.h, where names like sample.h clash; ours keep their module in front.
# - Only directories whose path lacks "src" are contrib modules to ns-3, so build_lib runs in the root's scope.

option(EDGEWARD_WITH_TORCH "Build the agents and the profiler, which need LibTorch" OFF)

set(edgeward_folder ${CMAKE_CURRENT_LIST_DIR}/..)
get_filename_component(edgeward_folder ${edgeward_folder} ABSOLUTE)
include(GNUInstallDirs)
include(${edgeward_folder}/src/dependencies.cmake)

add_library(edgeward-options INTERFACE)
include_directories($<BUILD_INTERFACE:${edgeward_folder}/src>)

set_property(GLOBAL PROPERTY EDGEWARD_SOURCES)
set_property(GLOBAL PROPERTY EDGEWARD_LINK)
set_property(GLOBAL PROPERTY EDGEWARD_TORCH_MODULES)
set_property(GLOBAL PROPERTY EDGEWARD_TESTS)

# As in module.cmake, but the sources of all modules become one ns-3 library.
function(edgeward_module name)
  cmake_parse_arguments(ARG "TORCH" "" "SOURCES;NS3;LINK" ${ARGN})
  list(TRANSFORM ARG_SOURCES PREPEND ${PROJECT_SOURCE_DIR}/src/${name}/)
  if(ARG_TORCH)
    add_library(edgeward-${name} OBJECT ${ARG_SOURCES})
    set_target_properties(edgeward-${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    target_link_libraries(edgeward-${name} PRIVATE ${ARG_LINK} ${TORCH_LIBRARIES})
    set_property(GLOBAL APPEND PROPERTY EDGEWARD_TORCH_MODULES edgeward-${name})
  else()
    set_property(GLOBAL APPEND PROPERTY EDGEWARD_SOURCES ${ARG_SOURCES})
    set_property(GLOBAL APPEND PROPERTY EDGEWARD_LINK ${ARG_LINK})
  endif()
endfunction()

# As in tests/CMakeLists.txt, but linked with the one library; the bridge runs the programs.
function(edgeward_test name)
  cmake_parse_arguments(ARG "LIBRARY" "LABEL" "SOURCES;MODULES;LINK" ${ARGN})
  add_executable(edgeward-${name} ${ARG_SOURCES})
  target_include_directories(edgeward-${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(edgeward-${name} PRIVATE EDGEWARD_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(edgeward-${name} PRIVATE edgeward ${ARG_LINK} GTest::gmock_main GTest::gtest)
  set_target_properties(edgeward-${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/tests)
  set_property(GLOBAL APPEND PROPERTY EDGEWARD_TESTS ${name})
endfunction()

# A function, so that our lists see our folder as the project's without ns-3 noticing.
function(edgeward_read_lists)
  set(PROJECT_SOURCE_DIR ${edgeward_folder})
  foreach(list ${ARGN})
    include(${list})
  endforeach()
endfunction()

foreach(module base dnn rl results policy compute net offload scenario)
  edgeward_read_lists(${edgeward_folder}/src/${module}/sources.cmake)
endforeach()
get_property(edgeward_sources GLOBAL PROPERTY EDGEWARD_SOURCES)
get_property(edgeward_link GLOBAL PROPERTY EDGEWARD_LINK)

build_lib(
  LIBNAME edgeward
  IGNORE_PCH
  SOURCE_FILES ${edgeward_sources}
  LIBRARIES_TO_LINK ${EDGEWARD_NS3_LIBRARIES}
  TEST_SOURCES ${edgeward_folder}/tests/in-ns3/edgeward-test-suite.cc
)

set(edgeward_library ${libedgeward})
if(NOT TARGET edgeward)
  add_library(edgeward ALIAS ${edgeward_library})
endif()
# Our headers show Eigen, whose imported target ns-3 could not export.
get_target_property(eigen_folders Eigen3::Eigen INTERFACE_INCLUDE_DIRECTORIES)
target_include_directories(${edgeward_library} INTERFACE
  $<BUILD_INTERFACE:${edgeward_folder}/src> $<BUILD_INTERFACE:${eigen_folders}>)
foreach(target ${edgeward_library} ${edgeward_library}-obj)
  if(TARGET ${target})
    target_link_libraries(${target} PRIVATE ${edgeward_link})
  endif()
endforeach()

if(EDGEWARD_WITH_TORCH)
  edgeward_read_lists(${edgeward_folder}/src/profiler/sources.cmake ${edgeward_folder}/src/agent/sources.cmake)
  get_property(torch_modules GLOBAL PROPERTY EDGEWARD_TORCH_MODULES)
  add_library(edgeward-torch MODULE)
  target_link_libraries(edgeward-torch PRIVATE edgeward ${TORCH_LIBRARIES})
  foreach(module ${torch_modules})
    target_sources(edgeward-torch PRIVATE $<TARGET_OBJECTS:${module}>)
  endforeach()
endif()

if(TARGET ${edgeward_library}-test)
  find_package(GTest REQUIRED)
  file(GLOB edgeward_tests CONFIGURE_DEPENDS
    ${edgeward_folder}/tests/unit/*/tests.cmake
    ${edgeward_folder}/tests/system/*/tests.cmake
    ${edgeward_folder}/tests/validation/*/tests.cmake
    ${edgeward_folder}/tests/property/*/tests.cmake)
  # The program's tests need the program, which is built standalone only.
  list(FILTER edgeward_tests EXCLUDE REGEX "/cli/")
  edgeward_read_lists(${edgeward_tests})
  get_property(edgeward_tests GLOBAL PROPERTY EDGEWARD_TESTS)
  foreach(test ${edgeward_tests})
    add_dependencies(${edgeward_library}-test edgeward-${test})
  endforeach()
  string(REPLACE ";" " " edgeward_tests "${edgeward_tests}")
  target_compile_definitions(${edgeward_library}-test PRIVATE
    EDGEWARD_TESTS="${edgeward_tests}" EDGEWARD_TEST_FOLDER="${CMAKE_CURRENT_BINARY_DIR}/tests")
endif()
