# SPDX-License-Identifier: GPL-2.0-only
#
# Finds an installed ns-3 and hides how it differs between versions.

# ns-3's package accepts exactly the version asked for, so ask for none and compare.
find_package(ns3 REQUIRED)
if(ns3_VERSION VERSION_LESS 3.37)
  message(FATAL_ERROR "Edgeward needs ns-3.37 or newer; found ${ns3_VERSION}")
endif()

# C++17 is the floor: ns-3.37's headers do not compile as C++20; newer ns-3 asks for more.
if(ns3_VERSION VERSION_LESS 3.41)
  set(CMAKE_CXX_STANDARD 17)
elseif(ns3_VERSION VERSION_LESS 3.46)
  set(CMAKE_CXX_STANDARD 20)
else()
  set(CMAKE_CXX_STANDARD 23)
endif()
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

# edgeward_ns3_targets(<variable> <module>...): imported targets of ns-3 modules (ns3::libcore up to 3.42, then ns3::core).
function(edgeward_ns3_targets variable)
  set(targets)
  foreach(module ${ARGN})
    if(TARGET ns3::${module})
      list(APPEND targets ns3::${module})
    else()
      list(APPEND targets ns3::lib${module})
    endif()
  endforeach()
  set(${variable} ${targets} PARENT_SCOPE)
endfunction()
