/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_BASE_ERRORS_H
#define EDGEWARD_BASE_ERRORS_H

#include <stdexcept>
#include <string>
#include <vector>

namespace edgeward
{

/** Where in a user's file something stands; line and column count from 1, 0: unknown. */
struct SourceLocation
{
    std::string file; ///< path as the user gave it; empty: not from a file
    int line = 0;     ///< 1-based line, 0: unknown
    int column = 0;   ///< 1-based column, 0: unknown

    /** "file:line:column", leaving out what is unknown; empty without a file. */
    std::string ToString() const;
};

/**
 * The user's fault: bad input of any kind. The program prints what() on one line and exits with 2.
 *
 * Programming errors are asserts or std::logic_error instead; they are never reachable from input.
 */
class UserError : public std::runtime_error
{
  public:
    using std::runtime_error::runtime_error;
};

/** A scenario, catalogue, checkpoint or command line that cannot be used as written. */
class ConfigError : public UserError
{
  public:
    /** @param message the whole sentence, with the remedy. */
    explicit ConfigError(const std::string& message);

    /**
     * @param where   file and position, as far as known
     * @param key     the offending key or option, dotted ("access.rate"); may be empty
     * @param problem what is wrong, with the offending value
     * @param remedy  what the user can do about it; may be empty
     */
    ConfigError(const SourceLocation& where,
                const std::string& key,
                const std::string& problem,
                const std::string& remedy);
};

/** A file that cannot be read or written: missing, not permitted, disk full, truncated. */
class IoError : public UserError
{
  public:
    /**
     * @param path    the file or folder
     * @param problem what failed, usually std::strerror(errno)
     * @param remedy  what the user can do about it; may be empty
     */
    IoError(const std::string& path, const std::string& problem, const std::string& remedy);
};

/** Collects problems so that a user sees all of them at once instead of one per run. */
class ProblemList
{
  public:
    /** Remember one problem; the text must be a whole sentence, as of ConfigError::what(). */
    void Add(const std::string& problem);

    /** Remember what @p error says. */
    void Add(const UserError& error);

    bool IsEmpty() const;

    /** @throws ConfigError with every problem on a line of its own, if there is any. */
    void ThrowIfAny() const;

  private:
    std::vector<std::string> m_problems;
};

} // namespace edgeward

#endif // EDGEWARD_BASE_ERRORS_H
