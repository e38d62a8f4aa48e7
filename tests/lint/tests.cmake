# SPDX-License-Identifier: GPL-2.0-only
#
# What the compiler does not check: layering, licence lines, paths, lengths, headers that stand alone, scripts. Each lint
# is a script that takes the root of the checkout; lint.red plants violations in a copy and wants to see them found.

include(${CMAKE_CURRENT_LIST_DIR}/headers.cmake)

foreach(lint layering spdx paths length standard-headers scripts)
  add_test(NAME lint.${lint} COMMAND ${CMAKE_CURRENT_LIST_DIR}/${lint} ${PROJECT_SOURCE_DIR})
  set_tests_properties(lint.${lint} PROPERTIES LABELS lint TIMEOUT 60)
endforeach()
add_test(NAME lint.red COMMAND ${CMAKE_CURRENT_LIST_DIR}/red/run ${PROJECT_SOURCE_DIR})
set_tests_properties(lint.red PROPERTIES LABELS lint TIMEOUT 120)

# Headers of agent and profiler are private to the two, and LibTorch takes ten seconds each: their own files compile them.
set(lint_modules base dnn plan rl results policy compute net offload scenario cli)
set(lint_headers)
foreach(module ${lint_modules})
  file(GLOB headers RELATIVE ${PROJECT_SOURCE_DIR}/src CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${module}/*.h)
  list(APPEND lint_headers ${headers})
endforeach()
edgeward_header_check(lint-headers ${PROJECT_SOURCE_DIR}/src ${lint_headers})
target_link_libraries(lint-headers PRIVATE edgeward-options)
foreach(module ${lint_modules})
  if(TARGET edgeward-${module})
    target_link_libraries(lint-headers PRIVATE $<TARGET_PROPERTY:edgeward-${module},INTERFACE_LINK_LIBRARIES>)
  endif()
endforeach()
add_test(NAME lint.headers COMMAND ${CMAKE_COMMAND} --build ${CMAKE_BINARY_DIR} --target lint-headers)
set_tests_properties(lint.headers PROPERTIES LABELS lint TIMEOUT 1200 RUN_SERIAL TRUE)
