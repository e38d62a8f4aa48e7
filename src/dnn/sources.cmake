# SPDX-License-Identifier: GPL-2.0-only
edgeward_module(dnn
  SOURCES
    alexnet-architecture.cc
    architecture.cc
    b-alexnet-architecture.cc
    b-lenet-architecture.cc
    b-resnet-architecture.cc
    catalog-fields.cc
    catalog-files.cc
    catalog.cc
    cost-table.cc
    cost.cc
    device-file.cc
    dnn-graph.cc
    dnn-layer.cc
    dnn.cc
    efficientnet-architecture.cc
    energy-model.cc
    exit-trace.cc
    googlenet-architecture.cc
    graph-dot.cc
    inverted-residual.cc
    latency-model.cc
    layer-share.cc
    lenet-5-architecture.cc
    mobilenet-v1-architecture.cc
    mobilenet-v2-architecture.cc
    mobilenet-v3-architecture.cc
    network-builder.cc
    profile-csv.cc
    profile-rows.cc
    published-latency.cc
    resnet-architecture.cc
    scaled-latency.cc
    shufflenet-v2-architecture.cc
    squeezenet-architecture.cc
    tiny-yolo-v2-architecture.cc
    vgg-architecture.cc
)

# Where Catalog::DefaultFolder looks: beside the sources for who builds them, else where they are installed.
include(GNUInstallDirs)
set_source_files_properties(${PROJECT_SOURCE_DIR}/src/dnn/catalog.cc PROPERTIES COMPILE_DEFINITIONS
  "EDGEWARD_SOURCE_MODELS=\"${PROJECT_SOURCE_DIR}/models\";EDGEWARD_INSTALLED_MODELS=\"${CMAKE_INSTALL_FULL_DATADIR}/edgeward/models\"")
