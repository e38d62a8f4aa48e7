/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_SAFETENSORS_H
#define EDGEWARD_RL_SAFETENSORS_H

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace edgeward
{

/** A dense array, row-major. */
template <typename T>
struct BasicTensor
{
    std::vector<std::int64_t> shape; ///< each >= 0; empty: a scalar
    std::vector<T> values;           ///< product of the shape many
};

using Tensor = BasicTensor<float>;
using DoubleTensor = BasicTensor<double>;

/** Named tensors, e.g. "layers.0.weight" (out x in). */
using TensorMap = std::map<std::string, Tensor>;

/**
 * A file of named tensors in the safetensors format (github.com/huggingface/safetensors), which
 * Python opens with safetensors.numpy.load_file(). Types F32 and F64.
 *
 * Ours carry the CRC-32 of their own bytes in the metadata entry "edgeward.crc32" (taken with the
 * eight digits themselves as zeros): no damaged byte goes unnoticed. Those of others may have none.
 */
struct SafetensorsFile
{
    TensorMap tensors;                                 ///< F32
    std::map<std::string, DoubleTensor> doubleTensors; ///< F64; names differ from those of tensors
    std::map<std::string, std::string>
        metadata; ///< the header's "__metadata__", without our checksum
};

/** The file's bytes. @throws std::logic_error if a shape does not fit its values or a name is used
 * twice. */
std::string FormatSafetensors(const SafetensorsFile& file);

/**
 * Read a file's bytes.
 * @param bytes the whole file
 * @param name  stands for the file in messages
 * @throws ConfigError naming the file if anything is damaged, of another type, or ours no longer
 */
SafetensorsFile ParseSafetensors(const std::string& bytes, const std::string& name);

/** Write @p file to @p path, atomically. @throws IoError if that fails. */
void WriteSafetensors(const std::string& path, const SafetensorsFile& file);

/** Read the file at @p path. @throws IoError if unreadable, ConfigError like ParseSafetensors(). */
SafetensorsFile ReadSafetensors(const std::string& path);

} // namespace edgeward

#endif // EDGEWARD_RL_SAFETENSORS_H
