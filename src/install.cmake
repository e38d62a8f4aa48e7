# SPDX-License-Identifier: GPL-2.0-only
#
# cmake --install build: library, program, plug-in, headers under include/edgeward, data under share/edgeward, and a CMake
# package, so that find_package(edgeward) gives edgeward::edgeward. tests/install proves it from a foreign project.

include(CMakePackageConfigHelpers)

install(TARGETS edgeward EXPORT edgeward-targets LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
if(TARGET edgeward-program)
  install(TARGETS edgeward-program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
if(TARGET edgeward-torch)
  install(TARGETS edgeward-torch LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
endif()

# Headers keep their module in front. Those of agent and profiler are private, cli is a program, and toml++ is nobody
# else's business.
foreach(module base dnn plan rl results policy compute net offload scenario)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/src/${module}
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/edgeward
    FILES_MATCHING PATTERN "*.h"
    PATTERN "toml-document.h" EXCLUDE)
endforeach()

install(DIRECTORY ${PROJECT_SOURCE_DIR}/models DESTINATION ${CMAKE_INSTALL_DATADIR}/edgeward)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/scenarios
  DESTINATION ${CMAKE_INSTALL_DATADIR}/edgeward
  FILES_MATCHING PATTERN "*.toml" PATTERN "*.csv" PATTERN "*.cc")

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/edgeward)
install(EXPORT edgeward-targets NAMESPACE edgeward:: DESTINATION ${package_folder})
configure_package_config_file(${PROJECT_SOURCE_DIR}/src/edgeward-config.cmake.in
  ${CMAKE_BINARY_DIR}/edgeward-config.cmake
  INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/edgeward-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/edgeward-config.cmake ${CMAKE_BINARY_DIR}/edgeward-config-version.cmake
  DESTINATION ${package_folder})
