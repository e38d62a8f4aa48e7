# SPDX-License-Identifier: GPL-2.0-only
edgeward_module(dnn
  SOURCES
    architecture.cc
    catalog-fields.cc
    catalog-files.cc
    catalog.cc
    cost-table.cc
    cost.cc
    device-file.cc
    dnn-graph.cc
    dnn-layer.cc
    dnn.cc
    energy-model.cc
    exit-trace.cc
    graph-dot.cc
    latency-model.cc
    layer-share.cc
    mobilenet-v1-architecture.cc
    network-builder.cc
    profile-csv.cc
    profile-rows.cc
    published-latency.cc
    scaled-latency.cc
)

# Where Catalog::DefaultFolder looks: beside the sources for who builds them, else where they are installed.
include(GNUInstallDirs)
set_source_files_properties(${PROJECT_SOURCE_DIR}/src/dnn/catalog.cc PROPERTIES COMPILE_DEFINITIONS
  "EDGEWARD_SOURCE_MODELS=\"${PROJECT_SOURCE_DIR}/models\";EDGEWARD_INSTALLED_MODELS=\"${CMAKE_INSTALL_FULL_DATADIR}/edgeward/models\"")
