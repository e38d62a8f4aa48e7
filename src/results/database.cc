/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/database.h"

#include "base/errors.h"

#include <sqlite3.h>

#include <cstring>
#include <limits>

namespace edgeward
{

namespace
{

// Long enough for another process to end its transaction.
constexpr int BUSY_TIMEOUT_MS = 10000;

} // namespace

void
Database::Close::operator()(sqlite3* handle) const
{
    sqlite3_close_v2(handle);
}

Database::Database(const std::string& path, bool create)
    : m_path(path)
{
    sqlite3* handle = nullptr;
    const int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (create ? SQLITE_OPEN_CREATE : 0);
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    m_handle.reset(handle);
    if (code != SQLITE_OK)
    {
        Fail(code);
    }
    sqlite3_extended_result_codes(handle, 0);
    sqlite3_busy_timeout(handle, BUSY_TIMEOUT_MS);
}

Database::~Database() = default;

const std::string&
Database::Path() const
{
    return m_path;
}

void
Database::Execute(const std::string& sql)
{
    const int code = sqlite3_exec(m_handle.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
    {
        Fail(code);
    }
}

std::int64_t
Database::Query(const std::string& sql)
{
    Statement statement(*this, sql);
    if (!statement.Step())
    {
        FailDamaged();
    }
    return statement.Int();
}

void
Database::Fail(int code) const
{
    const int systemError = m_handle ? sqlite3_system_errno(m_handle.get()) : 0;
    const std::string reason =
        systemError != 0 ? std::strerror(systemError)
                         : (m_handle ? sqlite3_errmsg(m_handle.get()) : sqlite3_errstr(code));
    switch (code)
    {
    case SQLITE_NOTADB:
        throw ConfigError(
            {m_path}, "", "is no results file of Edgeward", "give a results .sqlite file");
    case SQLITE_CORRUPT:
        FailDamaged();
    case SQLITE_FULL:
        throw IoError(m_path, "disk full", "free some space; what was stored before is kept");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        throw IoError(m_path, "is in use by another process", "wait until that has ended");
    case SQLITE_READONLY:
        throw IoError(m_path, "is not writable", "check its permissions and its folder's");
    case SQLITE_CANTOPEN:
        throw IoError(m_path, "cannot be opened: " + reason, "check the path and its permissions");
    case SQLITE_ERROR:
        // All our statements are right for our tables, so that the tables are not ours.
        throw IoError(m_path, "has unexpected content: " + reason, "run the simulation again");
    default:
        throw IoError(m_path, reason, "check the disk; what was stored before is kept");
    }
}

void
Database::FailDamaged() const
{
    throw IoError(m_path, "is damaged", "run the simulation again");
}

void
Statement::Finalize::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

Statement::Statement(Database& database, const std::string& sql)
    : m_database(&database)
{
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(database.m_handle.get(),
                                        sql.c_str(),
                                        static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT,
                                        &statement,
                                        nullptr);
    m_statement.reset(statement);
    Check(code);
}

bool
Statement::Step()
{
    const int code = sqlite3_step(m_statement.get());
    m_column = 0;
    if (code == SQLITE_ROW)
    {
        return true;
    }
    if (code != SQLITE_DONE)
    {
        m_database->Fail(code);
    }
    return false;
}

void
Statement::Reset()
{
    // Step() has already reported what went wrong, if anything did.
    sqlite3_reset(m_statement.get());
}

std::int64_t
Statement::Int()
{
    return sqlite3_column_int64(m_statement.get(), m_column++);
}

double
Statement::Real()
{
    const int column = m_column++;
    if (sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL)
    {
        return std::numeric_limits<double>::quiet_NaN();
    }
    return sqlite3_column_double(m_statement.get(), column);
}

std::string
Statement::Text()
{
    const int column = m_column++;
    const auto* text =
        reinterpret_cast<const char*>(sqlite3_column_text(m_statement.get(), column));
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    return text == nullptr ? "" : std::string(text, static_cast<std::size_t>(size));
}

std::string_view
Statement::Bytes()
{
    const int column = m_column++;
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(m_statement.get(), column));
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    return bytes == nullptr ? std::string_view()
                            : std::string_view(bytes, static_cast<std::size_t>(size));
}

void
Statement::Bind(std::int64_t value)
{
    Check(sqlite3_bind_int64(m_statement.get(), m_next++, value));
}

void
Statement::Bind(double value)
{
    Check(sqlite3_bind_double(m_statement.get(), m_next++, value));
}

void
Statement::Bind(const char* value)
{
    Check(sqlite3_bind_text(m_statement.get(), m_next++, value, -1, SQLITE_STATIC));
}

void
Statement::Bind(const std::string& value)
{
    Check(sqlite3_bind_text(m_statement.get(),
                            m_next++,
                            value.data(),
                            static_cast<int>(value.size()),
                            SQLITE_TRANSIENT));
}

void
Statement::Bind(const Blob& value)
{
    Check(sqlite3_bind_blob64(
        m_statement.get(), m_next++, value.bytes.data(), value.bytes.size(), SQLITE_STATIC));
}

void
Statement::Check(int code) const
{
    if (code != SQLITE_OK)
    {
        m_database->Fail(code);
    }
}

Transaction::Transaction(Database& database)
    : m_database(database)
{
    m_database.Execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction()
{
    if (m_open)
    {
        try
        {
            m_database.Execute("ROLLBACK");
        }
        catch (const UserError&)
        {
            // SQLite rolls back by itself after most errors, and the first error is the one to
            // report.
        }
    }
}

void
Transaction::Commit()
{
    m_database.Execute("COMMIT");
    m_open = false;
}

} // namespace edgeward
