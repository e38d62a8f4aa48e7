/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_DATABASE_H
#define EDGEWARD_RESULTS_DATABASE_H

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace edgeward
{

/**
 * An SQLite file, used by one thread at a time. Errors become IoError or ConfigError that name it,
 * with a remedy.
 */
class Database
{
  public:
    /** @param create make the file if absent */
    Database(const std::string& path, bool create);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    const std::string& Path() const;

    /** Run statements that answer nothing. */
    void Execute(const std::string& sql);

    /** The one number that a query answers. */
    std::int64_t Query(const std::string& sql);

    /** @throws what fits the SQLite result @p code */
    [[noreturn]] void Fail(int code) const;

    /** @throws IoError that the content is damaged */
    [[noreturn]] void FailDamaged() const;

  private:
    friend class Statement;

    struct Close
    {
        void operator()(sqlite3* handle) const;
    };

    std::string m_path;
    std::unique_ptr<sqlite3, Close> m_handle;
};

/** Bytes to store as they are; they must outlive the row. */
struct Blob
{
    std::string_view bytes;
};

/** A prepared statement; it must not outlive its database. */
class Statement
{
  public:
    Statement(Database& database, const std::string& sql);

    /** Bind all parameters in order, run, and reset: for statements that answer nothing. */
    template <typename... Values>
    void
    Run(const Values&... values)
    {
        Start(values...);
        Step();
        Reset();
    }

    /** Bind all parameters in order; Step() then gives the rows. */
    template <typename... Values>
    void
    Start(const Values&... values)
    {
        Reset();
        m_next = 1;
        (Bind(values), ...);
    }

    /** Go to the next row. @return whether there is one */
    bool Step();

    /** Let go of the rows, so that the file can be written again. */
    void Reset();

    /** The next columns of the present row, from the left. */
    std::int64_t Int();
    double Real(); ///< NaN where NULL
    std::string Text();
    std::string_view Bytes(); ///< until the next row

    /** An integer that must fit T and lie within [0, @p last]. */
    template <typename T>
    T
    Enum(T last)
    {
        const std::int64_t value = Int();
        if (value < 0 || value > static_cast<std::int64_t>(last))
        {
            m_database->FailDamaged();
        }
        return static_cast<T>(value);
    }

  private:
    struct Finalize
    {
        void operator()(sqlite3_stmt* statement) const;
    };

    void Bind(std::int64_t value);
    void Bind(double value);
    void Bind(const char* value); ///< a literal: it must outlive the row
    void Bind(const std::string& value);
    void Bind(const Blob& value);

    /** SQLite has no unsigned type: the same 64 bits are stored. */
    void
    Bind(std::uint64_t value)
    {
        Bind(static_cast<std::int64_t>(value));
    }

    void
    Bind(std::int32_t value)
    {
        Bind(std::int64_t{value});
    }

    void
    Bind(std::uint32_t value)
    {
        Bind(std::int64_t{value});
    }

    void Check(int code) const;

    Database* m_database;
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
    int m_next = 1;
    int m_column = 0;
};

/** All or nothing: what was written since is undone unless Commit() is reached. */
class Transaction
{
  public:
    explicit Transaction(Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    void Commit();

  private:
    Database& m_database;
    bool m_open = true;
};

} // namespace edgeward

#endif // EDGEWARD_RESULTS_DATABASE_H
