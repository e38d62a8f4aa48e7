/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_CLI_PROFILE_RUN_H
#define EDGEWARD_CLI_PROFILE_RUN_H

#include "dnn/profiling.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace edgeward
{

/** What is measured beside the network itself. */
struct ProfileOptions
{
    std::vector<std::uint32_t> threads{1};
    std::vector<std::uint32_t> batches{1};
    std::uint32_t passes = 1; ///< with --all: how often each is measured; the quietest one stays
    bool isQuiet = false;
};

/** Measures and writes files for the command profile. */
class ProfileRun
{
  public:
    /** Loads LibTorch and warns of what is wrong with this machine.
     * @throws ConfigError if it cannot be loaded */
    ProfileRun();

    /**
     * Measure batches one after the other; the profile of the first one gets the times of all.
     * @param progress share of the work that is done, 0..1
     * @return by batch, as given
     * @throws InterruptedError after Ctrl-C if an InterruptGuard lives
     */
    std::vector<LayerProfile> Measure(ProfileRequest request,
                                      const std::vector<std::uint32_t>& batches,
                                      const std::function<void(double share)>& progress);

    /** Write a profile with where it comes from, and warn if it should be taken with care. */
    void Write(const std::string& path,
               const ProfileRequest& request,
               const LayerProfile& profile) const;

    /** What measurements on this machine depend on. */
    const std::map<std::string, std::string>& Environment() const;

  private:
    std::unique_ptr<NetworkProfiler> m_profiler;
    std::map<std::string, std::string> m_environment;
};

/** A network of the catalogue, or a TorchScript file, in every number of threads and batch size:
 * one file each. @param out the file; empty: named after what is measured */
void ProfileOne(const ProfileRequest& request,
                const ProfileOptions& options,
                const std::string& out);

/**
 * Every variant of every network of the catalogue into models/profiles/HOST/. What is there and
 * whole stays, so that a run that was ended goes on. Of several passes the one with the smallest mean
 * times, end to end plus layer by layer, stays: what else a machine does only adds to them.
 *
 * @param host     empty: the catalogue's reference host
 * @param isForced measure again what is there
 */
void ProfileAll(const ProfileRequest& request,
                const ProfileOptions& options,
                const std::string& host,
                bool isForced);

} // namespace edgeward

#endif // EDGEWARD_CLI_PROFILE_RUN_H
