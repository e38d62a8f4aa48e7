/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SUPPORT_TEMPORARY_FOLDER_H
#define EDGEWARD_SUPPORT_TEMPORARY_FOLDER_H

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace edgeward
{

/** A folder of its own that goes away with the object. */
class TemporaryFolder
{
  public:
    TemporaryFolder()
        : m_path((std::filesystem::temp_directory_path() / "edgeward-XXXXXX").string())
    {
        if (mkdtemp(m_path.data()) == nullptr)
        {
            throw std::filesystem::filesystem_error(
                "mkdtemp", m_path, std::error_code(errno, std::generic_category()));
        }
    }

    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }

    const std::string&
    Path() const
    {
        return m_path;
    }

    /** The path of @p name in the folder. */
    std::string
    operator/(const std::string& name) const
    {
        return m_path + "/" + name;
    }

    /** Write a file. @return its path */
    std::string
    Write(const std::string& name, const std::string& content) const
    {
        std::ofstream(*this / name, std::ios::binary) << content;
        return *this / name;
    }

  private:
    std::string m_path;
};

} // namespace edgeward

#endif // EDGEWARD_SUPPORT_TEMPORARY_FOLDER_H
