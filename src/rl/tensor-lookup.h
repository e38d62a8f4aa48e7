/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_TENSOR_LOOKUP_H
#define EDGEWARD_RL_TENSOR_LOOKUP_H

#include "base/random-stream.h"
#include "rl/safetensors.h"

#include <string>
#include <vector>

namespace edgeward
{

/**
 * The numbers of the F64 tensor @p key.
 * @param file  what was read
 * @param key   the tensor's name
 * @param shape that it must have
 * @param name  stands for the file in messages
 * @throws ConfigError if it is missing or of another shape, or a number is not finite
 */
const std::vector<double>& FindTensor(const SafetensorsFile& file,
                                      const std::string& key,
                                      const std::vector<std::int64_t>& shape,
                                      const std::string& name);

/** The count in the F64 scalar @p key. @throws ConfigError like FindTensor(), or if it is no count
 */
std::uint64_t FindCount(const SafetensorsFile& file,
                        const std::string& key,
                        const std::string& name);

/** The @p size counts in the F64 vector @p key. @throws ConfigError like FindCount() */
std::vector<std::uint64_t> FindCounts(const SafetensorsFile& file,
                                      const std::string& key,
                                      std::size_t size,
                                      const std::string& name);

/** A count as a scalar. @param count < 2^53 */
DoubleTensor CountTensor(std::uint64_t count);

/** A generator's state as eight numbers of 32 bits, which a double holds exactly. */
DoubleTensor RandomTensor(const RandomStream& random);

/** Continue from RandomTensor() under @p key. @throws ConfigError like FindTensor(), or if it is no
 * state */
void RestoreRandom(const SafetensorsFile& file,
                   const std::string& key,
                   const std::string& name,
                   RandomStream& random);

} // namespace edgeward

#endif // EDGEWARD_RL_TENSOR_LOOKUP_H
