/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/file-writer.h"

#include "support/complaint.h"
#include "support/temporary-folder.h"

#include <csignal>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace edgeward;
using testing::HasSubstr;

namespace
{

std::size_t
FileCount(const std::string& folder)
{
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
    {
        count += entry.exists() ? 1 : 0;
    }
    return count;
}

} // namespace

TEST(FileWriter, WhatIsWrittenReadsBack)
{
    const TemporaryFolder folder;
    const std::string content = std::string("a\0b\n", 4) + std::string(200000, 'x');
    WriteFileAtomically(folder / "f", content);
    EXPECT_EQ(ReadWholeFile(folder / "f"), content);
    WriteFileAtomically(folder / "f", "");
    EXPECT_EQ(ReadWholeFile(folder / "f"), "");
    EXPECT_EQ(FileCount(folder.Path()), 1U);
}

TEST(FileWriter, AFileThatDoesNotFitLeavesTheOldOne)
{
    // A limit on the size of files fails a write half-way, as a full disk does.
    const TemporaryFolder folder;
    WriteFileAtomically(folder / "f", "old");
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before = {};
    getrlimit(RLIMIT_FSIZE, &before);
    rlimit tight = before;
    tight.rlim_cur = 4096;
    setrlimit(RLIMIT_FSIZE, &tight);
    const std::string complaint =
        Complaint([&folder] { WriteFileAtomically(folder / "f", std::string(100000, 'x')); });
    setrlimit(RLIMIT_FSIZE, &before);
    EXPECT_THAT(complaint, HasSubstr("free some space"));
    EXPECT_EQ(ReadWholeFile(folder / "f"), "old");
    EXPECT_EQ(FileCount(folder.Path()), 1U);
}

TEST(FileWriter, AFullDeviceIsReportedAndNotReplaced)
{
    EXPECT_THAT(
        Complaint([] { WriteFileAtomically("/dev/full", "x"); }),
        HasSubstr("/dev/full: cannot be written: No space left on device; free some space"));
    EXPECT_TRUE(std::filesystem::is_character_file("/dev/full"));
}

TEST(FileWriter, AReplacedFileKeepsItsPermissionsAndItsLink)
{
    const TemporaryFolder folder;
    folder.Write("f", "old");
    chmod((folder / "f").c_str(), 0640);
    std::filesystem::create_symlink("f", folder / "link");
    WriteFileAtomically(folder / "link", "new");
    EXPECT_TRUE(std::filesystem::is_symlink(folder / "link"));
    EXPECT_EQ(ReadWholeFile(folder / "f"), "new");
    struct stat status = {};
    ASSERT_EQ(stat((folder / "f").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0640U);
}

TEST(FileWriter, PathsThatCannotBeWrittenAreNamed)
{
    const TemporaryFolder folder;
    EXPECT_THAT(Complaint([&folder] { WriteFileAtomically(folder / "none/f", "x"); }),
                HasSubstr("none/f: "));
    EXPECT_THAT(Complaint([&folder] { WriteFileAtomically(folder.Path(), "x"); }),
                HasSubstr("directory"));
    EXPECT_NE(Complaint([] { WriteFileAtomically("/proc/edgeward", "x"); }), "");
}

TEST(FileWriter, PathsThatCannotBeReadAreNamed)
{
    const TemporaryFolder folder;
    EXPECT_THAT(Complaint([&folder] { ReadWholeFile(folder / "none"); }),
                HasSubstr("none: cannot be read: No such file or directory"));
    EXPECT_NE(Complaint([&folder] { ReadWholeFile(folder.Path()); }), "");
}

TEST(FileWriter, AFolderIsMadeWithItsParentsAndMayExist)
{
    const TemporaryFolder folder;
    MakeFolder(folder / "a/b/c");
    MakeFolder(folder / "a/b/c/");
    EXPECT_TRUE(std::filesystem::is_directory(folder / "a/b/c"));
    folder.Write("file", "");
    EXPECT_THAT(Complaint([&folder] { MakeFolder(folder / "file"); }),
                HasSubstr("file: cannot be made a folder"));
    EXPECT_NE(Complaint([&folder] { MakeFolder(folder / "file/x"); }), "");
    EXPECT_NE(Complaint([] { MakeFolder("/proc/edgeward"); }), "");
    EXPECT_NE(Complaint([] { MakeFolder(""); }), "");
}
