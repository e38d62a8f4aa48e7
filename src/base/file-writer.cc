/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/file-writer.h"

#include "base/errors.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace edgeward
{

namespace
{

/** What to do about errno after writing failed. */
std::string
Remedy(int error)
{
    switch (error)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return "free some space or write elsewhere";
    case EACCES:
    case EPERM:
    case EROFS:
        return "choose a folder that you may write to";
    case ENOENT:
    case ENOTDIR:
        return "check the path";
    default:
        return "";
    }
}

IoError
SystemError(const std::string& path, const std::string& what, int error)
{
    return IoError(path, what + ": " + std::strerror(error), Remedy(error));
}

/** A file descriptor that is closed at the end of its scope. */
class Descriptor
{
  public:
    explicit Descriptor(int descriptor)
        : m_descriptor(descriptor)
    {
    }

    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    ~Descriptor()
    {
        if (m_descriptor >= 0)
        {
            close(m_descriptor);
        }
    }

    int
    Get() const
    {
        return m_descriptor;
    }

    /** Close now; some file systems report a full disk only here. @return errno, or 0. */
    int
    Close()
    {
        const int result = close(m_descriptor);
        m_descriptor = -1;
        return result == 0 ? 0 : errno;
    }

  private:
    int m_descriptor;
};

/** @return errno, or 0. */
int
WriteAll(int descriptor, const std::string& content)
{
    std::size_t done = 0;
    while (done < content.size())
    {
        const ssize_t written = write(descriptor, content.data() + done, content.size() - done);
        if (written < 0 && errno != EINTR)
        {
            return errno;
        }
        done += written > 0 ? static_cast<std::size_t>(written) : 0;
    }
    return 0;
}

/** Write into @p path, which @p flags create or open. @return errno, or 0. */
int
WriteTo(const std::string& path, int flags, mode_t mode, const std::string& content)
{
    Descriptor file(open(path.c_str(), flags | O_WRONLY | O_CLOEXEC, mode));
    if (file.Get() < 0)
    {
        return errno;
    }
    int error = WriteAll(file.Get(), content);
    // Before the rename the bytes must be on the disk, or a crash could leave the new name with no
    // content.
    if (error == 0 && (flags & O_CREAT) != 0 && fsync(file.Get()) != 0)
    {
        error = errno;
    }
    const int closeError = file.Close();
    return error != 0 ? error : closeError;
}

} // namespace

void
WriteFileAtomically(const std::string& path, const std::string& content)
{
    struct stat status = {};
    const bool exists = stat(path.c_str(), &status) == 0;
    if (exists && S_ISDIR(status.st_mode))
    {
        throw SystemError(path, "cannot be written", EISDIR);
    }
    if (exists && !S_ISREG(status.st_mode))
    {
        // A pipe or a device (/dev/stdout) has no old content to protect and must not be replaced
        // by a file.
        const int error = WriteTo(path, 0, 0, content);
        if (error != 0)
        {
            throw SystemError(path, "cannot be written", error);
        }
        return;
    }
    // Through a symbolic link the file is replaced, not the link.
    std::error_code ignored;
    const std::string target = exists ? std::filesystem::canonical(path, ignored).string() : path;
    const std::string temporary = target + ".tmp-" + std::to_string(getpid());
    unlink(temporary.c_str()); // left by a killed process of the same number
    int error =
        WriteTo(temporary, O_CREAT | O_EXCL, exists ? status.st_mode & 0777 : 0666, content);
    if (error == 0 && rename(temporary.c_str(), target.c_str()) != 0)
    {
        error = errno;
    }
    if (error != 0)
    {
        unlink(temporary.c_str());
        throw SystemError(path, "cannot be written", error);
    }
}

std::string
ReadWholeFile(const std::string& path)
{
    Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.Get() < 0)
    {
        throw SystemError(path, "cannot be read", errno);
    }
    std::string content;
    char buffer[1 << 16];
    while (true)
    {
        const ssize_t count = read(file.Get(), buffer, sizeof buffer);
        if (count < 0 && errno != EINTR)
        {
            throw SystemError(path, "cannot be read", errno);
        }
        if (count == 0)
        {
            return content;
        }
        content.append(buffer, count > 0 ? static_cast<std::size_t>(count) : 0);
    }
}

void
MakeFolder(const std::string& path)
{
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (!error && !std::filesystem::is_directory(path, error))
    {
        error = std::make_error_code(std::errc::not_a_directory);
    }
    if (error)
    {
        throw SystemError(path, "cannot be made a folder", error.value());
    }
}

} // namespace edgeward
