/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/safetensors.h"

#include "base/errors.h"
#include "base/file-writer.h"
#include "rl/checkpoint-stream.h"
#include "rl/checksum.h"
#include "rl/safetensors-header.h"

#include <stdexcept>

namespace edgeward
{

namespace
{

const char* const CHECKSUM_KEY = "edgeward.crc32";
const char* const CHECKSUM_ENTRY = "\"edgeward.crc32\":\"";
const std::string NO_CHECKSUM = "00000000";

/** Length of the header's own length at the beginning of the file. */
constexpr std::size_t PREFIX = sizeof(std::uint64_t);

/** Most numbers of a tensor that we take for real. */
constexpr std::int64_t MOST_NUMBERS = std::int64_t{1} << 32;

template <typename T>
const char* TypeName();

template <>
const char*
TypeName<float>()
{
    return "F32";
}

template <>
const char*
TypeName<double>()
{
    return "F64";
}

ConfigError
Damaged(const std::string& name, const std::string& problem)
{
    return ConfigError(
        {name}, "", problem, "the file is damaged or no safetensors file; make it again");
}

/** Damage that may have been done on purpose. */
ConfigError
Changed(const std::string& name, const std::string& problem)
{
    return ConfigError({name},
                       "",
                       problem,
                       "the file is damaged; make it again. Whoever changes one on purpose leaves "
                       "out the metadata entry 'edgeward.crc32' and all others of ours");
}

/** Numbers in a tensor of @p shape; -1 if that cannot be. */
std::int64_t
Count(const std::vector<std::int64_t>& shape)
{
    std::int64_t count = 1;
    for (const std::int64_t size : shape)
    {
        if (size < 0 || size > MOST_NUMBERS || (count > 0 && size > MOST_NUMBERS / count))
        {
            return -1;
        }
        count *= size;
    }
    return count;
}

template <typename T>
void
AddTensors(const std::map<std::string, BasicTensor<T>>& tensors,
           SafetensorsHeader& header,
           std::string& data)
{
    for (const auto& [key, tensor] : tensors)
    {
        if (Count(tensor.shape) != static_cast<std::int64_t>(tensor.values.size()))
        {
            throw std::logic_error("safetensors: the shape of '" + key +
                                   "' does not fit its values");
        }
        SafetensorsEntry entry{TypeName<T>(), tensor.shape, data.size(), 0};
        data.append(reinterpret_cast<const char*>(tensor.values.data()),
                    tensor.values.size() * sizeof(T));
        entry.end = data.size();
        if (!header.entries.emplace(key, entry).second)
        {
            throw std::logic_error("safetensors: two tensors are called '" + key + "'");
        }
    }
}

template <typename T>
BasicTensor<T>
TakeTensor(const std::string& bytes,
           std::size_t dataBegin,
           const std::string& key,
           const SafetensorsEntry& entry,
           const std::string& name)
{
    BasicTensor<T> tensor;
    tensor.shape = entry.shape;
    const std::int64_t count = Count(entry.shape);
    if (count < 0 || entry.end - entry.begin != static_cast<std::uint64_t>(count) * sizeof(T))
    {
        throw Damaged(name, "the shape of tensor '" + key + "' does not fit its bytes");
    }
    tensor.values.resize(static_cast<std::size_t>(count));
    if (count > 0)
    {
        std::memcpy(
            tensor.values.data(), bytes.data() + dataBegin + entry.begin, entry.end - entry.begin);
    }
    return tensor;
}

/** The tensors must fill the data without gap or overlap, as the format demands. */
void
CheckCoverage(const SafetensorsHeader& header, std::uint64_t dataSize, const std::string& name)
{
    std::map<std::uint64_t, std::uint64_t> ranges;
    for (const auto& [key, entry] : header.entries)
    {
        if (entry.begin > entry.end || entry.end > dataSize)
        {
            throw Damaged(name, "tensor '" + key + "' lies outside the file");
        }
        if (entry.begin < entry.end && !ranges.emplace(entry.begin, entry.end).second)
        {
            throw Damaged(name, "tensor '" + key + "' overlaps another one");
        }
    }
    std::uint64_t covered = 0;
    for (const auto& [begin, end] : ranges)
    {
        if (begin != covered)
        {
            throw Damaged(name, "the tensors do not fill the file");
        }
        covered = end;
    }
    if (covered != dataSize)
    {
        throw Damaged(name, "the tensors do not fill the file");
    }
}

/** The header's text, after its length. */
std::string
TakeHeader(const std::string& bytes, const std::string& name)
{
    if (bytes.size() < PREFIX)
    {
        throw Damaged(name, "has only " + std::to_string(bytes.size()) + " bytes");
    }
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), PREFIX);
    if (length > bytes.size() - PREFIX)
    {
        throw Damaged(name, "is cut off within its header");
    }
    return bytes.substr(PREFIX, static_cast<std::size_t>(length));
}

/** Whether another program wrote the file: no damage to one byte makes ours look like that. */
bool
IsForeign(const SafetensorsHeader& header)
{
    return header.metadata.size() == header.metadata.count("format");
}

/** @throws ConfigError unless the checksum in the header is that of the bytes around it. */
void
CheckChecksum(std::string bytes, const std::string& name)
{
    const std::size_t found = bytes.find(CHECKSUM_ENTRY);
    const std::size_t at = found + std::strlen(CHECKSUM_ENTRY);
    if (found == std::string::npos || at + NO_CHECKSUM.size() > bytes.size())
    {
        throw Changed(name, "has no checksum");
    }
    const std::string written = bytes.substr(at, NO_CHECKSUM.size());
    bytes.replace(at, NO_CHECKSUM.size(), NO_CHECKSUM);
    if (ToHex(Crc32(bytes.data(), bytes.size())) != written)
    {
        throw Changed(name, "does not match its checksum");
    }
}

} // namespace

std::string
FormatSafetensors(const SafetensorsFile& file)
{
    SafetensorsHeader header;
    header.metadata = file.metadata;
    header.metadata[CHECKSUM_KEY] = NO_CHECKSUM;
    std::string data;
    // Doubles first, so that every number is aligned to its own size.
    AddTensors(file.doubleTensors, header, data);
    AddTensors(file.tensors, header, data);
    std::string text = FormatSafetensorsHeader(header);
    text.append((PREFIX - text.size() % PREFIX) % PREFIX, ' ');
    CheckpointWriter writer;
    writer.Put(static_cast<std::uint64_t>(text.size()));
    std::string bytes = std::move(writer.Bytes()) + text + data;
    const std::string checksum = ToHex(Crc32(bytes.data(), bytes.size()));
    bytes.replace(
        bytes.find(CHECKSUM_ENTRY) + std::strlen(CHECKSUM_ENTRY), checksum.size(), checksum);
    return bytes;
}

SafetensorsFile
ParseSafetensors(const std::string& bytes, const std::string& name)
{
    const std::string text = TakeHeader(bytes, name);
    const std::size_t dataBegin = PREFIX + text.size();
    const SafetensorsHeader header = ParseSafetensorsHeader(text, name);
    CheckCoverage(header, bytes.size() - dataBegin, name);
    if (!IsForeign(header))
    {
        CheckChecksum(bytes, name);
    }
    SafetensorsFile file;
    for (const auto& [key, entry] : header.entries)
    {
        if (entry.type == TypeName<float>())
        {
            file.tensors[key] = TakeTensor<float>(bytes, dataBegin, key, entry, name);
        }
        else if (entry.type == TypeName<double>())
        {
            file.doubleTensors[key] = TakeTensor<double>(bytes, dataBegin, key, entry, name);
        }
        else
        {
            throw Damaged(
                name, "tensor '" + key + "' has type '" + entry.type + "' instead of F32 or F64");
        }
    }
    file.metadata = header.metadata;
    file.metadata.erase(CHECKSUM_KEY);
    return file;
}

void
WriteSafetensors(const std::string& path, const SafetensorsFile& file)
{
    WriteFileAtomically(path, FormatSafetensors(file));
}

SafetensorsFile
ReadSafetensors(const std::string& path)
{
    return ParseSafetensors(ReadWholeFile(path), path);
}

} // namespace edgeward
