# SPDX-License-Identifier: GPL-2.0-only
#
# edgeward_module(<name> SOURCES <file>... [NS3 <module>...] [LINK <target>...] [TORCH])
#
# Declares src/<name> as the OBJECT library edgeward-<name>. Object libraries, because policies and access networks
# register themselves and a static archive would drop them. Which module may include which is not said here but in
# docs/explanation/architecture.md, and tested by tests/lint/layering.

set(EDGEWARD_MODULES)
set(EDGEWARD_TORCH_MODULES)

# Flags that every target of ours is compiled with.
add_library(edgeward-options INTERFACE)
if(EDGEWARD_DEVELOPER_MODE)
  target_compile_options(edgeward-options INTERFACE -Wall -Wextra -Werror)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 13)
    # GCC suspects every reference from a function that was also given a temporary: Find(map, "key").
    target_compile_options(edgeward-options INTERFACE -Wno-dangling-reference)
  endif()
endif()
if(EDGEWARD_SANITIZE)
  # GCC's -Wmaybe-uninitialized is unreliable under sanitizers (its manual says so): std::regex alone trips it.
  target_compile_options(edgeward-options INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=undefined
    -Wno-maybe-uninitialized)
  target_link_options(edgeward-options INTERFACE -fsanitize=address,undefined)
endif()

# Flags of what goes into a shared library. Nobody replaces single functions of ours, so calls within it need not provide for
# that, and calls out of it jump once instead of twice: about 4 % fewer instructions a request.
include(CheckCXXCompilerFlag)
set(EDGEWARD_LIBRARY_FLAGS)
foreach(flag -fno-plt -fno-semantic-interposition)
  string(MAKE_C_IDENTIFIER "EDGEWARD_HAS${flag}" has)
  check_cxx_compiler_flag(${flag} ${has})
  if(${has})
    list(APPEND EDGEWARD_LIBRARY_FLAGS ${flag})
  endif()
endforeach()

function(edgeward_module name)
  cmake_parse_arguments(ARG "TORCH" "" "SOURCES;NS3;LINK" ${ARGN})
  set(sources)
  foreach(file ${ARG_SOURCES})
    list(APPEND sources ${PROJECT_SOURCE_DIR}/src/${name}/${file})
  endforeach()
  edgeward_ns3_targets(ns3 ${ARG_NS3})
  add_library(edgeward-${name} OBJECT ${sources})
  target_include_directories(edgeward-${name} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/src>)
  target_link_libraries(edgeward-${name} PUBLIC ${ns3} ${ARG_LINK} PRIVATE edgeward-options)
  target_compile_options(edgeward-${name} PRIVATE ${EDGEWARD_LIBRARY_FLAGS})
  if(ARG_TORCH)
    set_property(GLOBAL APPEND PROPERTY EDGEWARD_TORCH_MODULES edgeward-${name})
    target_link_libraries(edgeward-${name} PUBLIC ${TORCH_LIBRARIES})
  else()
    set_property(GLOBAL APPEND PROPERTY EDGEWARD_MODULES edgeward-${name})
  endif()
endfunction()

# The library that users link: every module that needs no LibTorch.
function(edgeward_library)
  get_property(modules GLOBAL PROPERTY EDGEWARD_MODULES)
  add_library(edgeward SHARED)
  add_library(edgeward::edgeward ALIAS edgeward)
  target_include_directories(edgeward PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/src> $<INSTALL_INTERFACE:include/edgeward>)
  target_link_libraries(edgeward PRIVATE edgeward-options)
  # Calls within the library go straight, not through the table that lets programs replace functions (a request makes about
  # a thousand of them).
  include(CheckLinkerFlag)
  check_linker_flag(CXX -Wl,-Bsymbolic-functions EDGEWARD_HAS_BSYMBOLIC)
  if(EDGEWARD_HAS_BSYMBOLIC AND NOT EDGEWARD_SANITIZE)
    target_link_options(edgeward PRIVATE -Wl,-Bsymbolic-functions)
  endif()
  foreach(module ${modules})
    target_sources(edgeward PRIVATE $<TARGET_OBJECTS:${module}>)
    get_target_property(libraries ${module} INTERFACE_LINK_LIBRARIES)
    foreach(library ${libraries})
      # Our headers show ns-3 and Eigen; everything else stays inside.
      if(library MATCHES "^(ns3|Eigen3)::")
        target_link_libraries(edgeward PUBLIC ${library})
      elseif(NOT library MATCHES "edgeward-options")
        target_link_libraries(edgeward PRIVATE ${library})
      endif()
    endforeach()
  endforeach()
  target_compile_features(edgeward PUBLIC cxx_std_${CMAKE_CXX_STANDARD})
endfunction()

# The half that needs LibTorch: loaded by the program when a command trains or profiles, never linked.
function(edgeward_torch_plugin)
  get_property(modules GLOBAL PROPERTY EDGEWARD_TORCH_MODULES)
  add_library(edgeward-torch MODULE)
  target_link_libraries(edgeward-torch PRIVATE edgeward edgeward-options ${TORCH_LIBRARIES})
  foreach(module ${modules})
    target_sources(edgeward-torch PRIVATE $<TARGET_OBJECTS:${module}>)
  endforeach()
endfunction()
