# SPDX-License-Identifier: GPL-2.0-only
edgeward_test(system-net LABEL system MODULES base net
  SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/cells-access-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/flow-answers-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/flow-overflow-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/flow-radio-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/flow-segment-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/flow-start-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/flow-transport-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/flow-tuning-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/frame-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/net-rig.cc
    ${CMAKE_CURRENT_LIST_DIR}/object-spec-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/quiet-flow-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/tcp-transport-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/throughput-radio-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/topology-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/udp-transport-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/wifi-access-test.cc
)

# A window that is not filled does not grow there (RFC 7661); of versions between 3.37 and 3.43 nothing is known.
if(ns3_VERSION VERSION_GREATER_EQUAL 3.43)
  set_source_files_properties(${CMAKE_CURRENT_LIST_DIR}/flow-overflow-test.cc PROPERTIES
    COMPILE_DEFINITIONS EDGEWARD_ONLY_FILLED_WINDOWS_GROW)
endif()
