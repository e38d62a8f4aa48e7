# SPDX-License-Identifier: GPL-2.0-only
#
# Finds what Edgeward stands on beside ns-3, which find-ns3.cmake looks for.

find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(SQLite3 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(GSL REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(Threads REQUIRED)

if(EDGEWARD_WITH_TORCH)
  find_package(Torch REQUIRED)
  # ns-3 is built with the new string ABI; a LibTorch with the old one links and then crashes.
  if(TORCH_CXX_FLAGS MATCHES "_GLIBCXX_USE_CXX11_ABI=0")
    message(FATAL_ERROR "This LibTorch is built with the pre-C++11 ABI; use Debian's libtorch-dev")
  endif()
endif()
