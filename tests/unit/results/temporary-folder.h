/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_TESTS_RESULTS_TEMPORARY_FOLDER_H
#define EDGEWARD_TESTS_RESULTS_TEMPORARY_FOLDER_H

#include <gtest/gtest.h>

#include <filesystem>
#include <stdexcept>
#include <string>

#include <stdlib.h>

namespace edgeward
{

/** A folder of one test, removed with all that is in it. */
class TemporaryFolder
{
  public:
    TemporaryFolder()
        : m_path(testing::TempDir() + "edgeward-XXXXXX")
    {
        if (mkdtemp(m_path.data()) == nullptr)
        {
            throw std::runtime_error("cannot make " + m_path);
        }
    }

    ~TemporaryFolder()
    {
        std::error_code error;
        std::filesystem::remove_all(m_path, error);
    }

    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::string&
    Path() const
    {
        return m_path;
    }

  private:
    std::string m_path;
};

} // namespace edgeward

#endif // EDGEWARD_TESTS_RESULTS_TEMPORARY_FOLDER_H
