/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_TRAINING_STATE_H
#define EDGEWARD_RL_TRAINING_STATE_H

#include "rl/divergence-guard.h"
#include "rl/network-back-end.h"
#include "rl/trained-network.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace edgeward
{

/**
 * Everything that a learner needs to go on exactly where it was, by name.
 *
 * The getters check: what is missing, of another size or not finite throws ConfigError naming the
 * file that the state was read from.
 */
class TrainingState
{
  public:
    std::map<std::string, std::string> setup; ///< sizes of the problem and every hyper-parameter
    std::map<std::string, std::vector<float>> values;
    std::map<std::string, double> numbers;
    std::map<std::string, std::uint64_t> counts;
    std::map<std::string, std::array<std::uint64_t, 4>> streams; ///< RandomStream::State()
    std::string memory;                                          ///< what is remembered, as bytes

    /** @param count as many as there must be */
    const std::vector<float>& Values(const std::string& key, std::size_t count) const;
    double Number(const std::string& key) const;
    std::uint64_t Count(const std::string& key) const;
    const std::array<std::uint64_t, 4>& Stream(const std::string& key) const;

    /** An optimizer under @p key, and back; @p count as many moments as there must be. */
    void PutOptimizer(const std::string& key, const AdamState& optimizer);
    AdamState Optimizer(const std::string& key, std::size_t count) const;

    /** What the guard remembers, and back. */
    void PutGuard(const DivergenceGuard& guard);
    DivergenceGuard::State Guard() const;

    /** Parameters and optimizer of @p network under @p key. */
    void PutNetwork(const std::string& key, const TrainedNetwork& network);

    /** Check that GetNetwork() will succeed. */
    void CheckNetwork(const std::string& key, const TrainedNetwork& network) const;

    /** The inverse of PutNetwork(). */
    void GetNetwork(const std::string& key, TrainedNetwork& network) const;

    /** The error for a state that cannot be right. */
    ConfigError Damaged(const std::string& what) const;

    /**
     * The bytes: "EDGEWARD-TRAINING-STATE 1\n", the length of a safetensors file as 20 decimal
     * digits and a line feed, that file, and the memory. Checksums cover every byte.
     */
    std::string Format() const;

    /**
     * Read a state back.
     * @param bytes    of Format()
     * @param expected the setup that it must have been made with
     * @param name     stands for the file in messages
     * @throws ConfigError naming the damage or every difference
     */
    static TrainingState Parse(const std::string& bytes,
                               const std::map<std::string, std::string>& expected,
                               const std::string& name);

  private:
    std::string m_name; ///< of the file that it was read from
};

} // namespace edgeward

#endif // EDGEWARD_RL_TRAINING_STATE_H
