/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_BASE_FILE_WRITER_H
#define EDGEWARD_BASE_FILE_WRITER_H

#include <string>

namespace edgeward
{

/**
 * Replace @p path by @p content so that a reader, or a killed process, sees the old file or the new
 * one, never half.
 * @throws IoError if the folder is not writable or the disk is full; the old file is then
 * untouched.
 */
void WriteFileAtomically(const std::string& path, const std::string& content);

/** The whole file. @throws IoError if it cannot be read. */
std::string ReadWholeFile(const std::string& path);

/** Make @p path and its parents. @throws IoError if that fails or something else is there. */
void MakeFolder(const std::string& path);

} // namespace edgeward

#endif // EDGEWARD_BASE_FILE_WRITER_H
