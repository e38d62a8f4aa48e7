/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_PROFILER_ENVIRONMENT_H
#define EDGEWARD_PROFILER_ENVIRONMENT_H

#include <map>
#include <string>
#include <vector>

namespace edgeward
{

/** Speed of a 256 x 256 x 256 matrix product through LibTorch (GFLOP/s), best of several, on the
 * calling thread. */
double MeasureSgemmGflops();

/** What measurements on this machine depend on: cpu, blas, torch, engine, threads, sgemm_gflops. */
std::map<std::string, std::string> DescribeEnvironment();

/** Warnings, given the speed of the matrix product: below 5 GFLOP/s the BLAS is the slow reference
 * one. */
std::vector<std::string> CheckSgemm(double gflops, const std::string& blas);

/** File name of the BLAS library that this process has loaded, e.g. "libopenblasp-r0.3.21.so";
 * "unknown" if none is seen. */
std::string LoadedBlas();

} // namespace edgeward

#endif // EDGEWARD_PROFILER_ENVIRONMENT_H
