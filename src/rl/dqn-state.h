/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_DQN_STATE_H
#define EDGEWARD_RL_DQN_STATE_H

#include "rl/divergence-guard.h"
#include "rl/network-back-end.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace edgeward
{

/** Everything that a DQN needs to go on exactly where it was. */
struct DqnState
{
    std::map<std::string, std::string>
        setup; ///< sizes of the problem and every hyper-parameter, by name
    std::vector<float> online;
    std::vector<float> target;
    std::vector<float> averaged; ///< empty without averaging
    AdamState optimizer;
    std::array<std::uint64_t, 4> exploring{}; ///< RandomStream::State()
    std::array<std::uint64_t, 4> sampling{};  ///< RandomStream::State()
    std::array<std::uint64_t, 4> noise{};     ///< RandomStream::State()
    std::uint64_t steps = 0;
    std::uint64_t transitions = 0;
    std::uint64_t updates = 0;
    double loss = 0.0;
    double meanQ = 0.0;
    double tdError = 0.0;
    DivergenceGuard::State guard;
    std::string memory; ///< TransitionMemory::Save()
};

/**
 * The bytes of a training state: "EDGEWARD-DQN-STATE 1\n", the length of a safetensors file as 20
 * decimal digits and a line feed, that file, and what is remembered. All parts carry their own
 * checksum.
 */
std::string FormatDqnState(const DqnState& state);

/**
 * Read a training state back.
 * @param bytes    the whole file
 * @param expected the setup that it must have been written with
 * @param name     stands for the file in messages
 * @throws ConfigError if it is damaged, truncated, of another format or setup; names every
 * difference of the setup
 */
DqnState ParseDqnState(const std::string& bytes,
                       const std::map<std::string, std::string>& expected,
                       const std::string& name);

} // namespace edgeward

#endif // EDGEWARD_RL_DQN_STATE_H
