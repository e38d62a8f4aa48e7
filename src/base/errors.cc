/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/errors.h"

namespace edgeward
{

namespace
{

/** "where: key: problem; remedy", leaving out what is empty. */
std::string
Compose(const std::string& where,
        const std::string& key,
        const std::string& problem,
        const std::string& remedy)
{
    std::string text;
    if (!where.empty())
    {
        text += where + ": ";
    }
    if (!key.empty())
    {
        text += key + ": ";
    }
    text += problem;
    if (!remedy.empty())
    {
        text += "; " + remedy;
    }
    return text;
}

} // namespace

std::string
SourceLocation::ToString() const
{
    std::string text = file;
    if (line > 0)
    {
        text += ":" + std::to_string(line);
        if (column > 0)
        {
            text += ":" + std::to_string(column);
        }
    }
    return text;
}

ConfigError::ConfigError(const std::string& message)
    : UserError(message)
{
}

ConfigError::ConfigError(const SourceLocation& where,
                         const std::string& key,
                         const std::string& problem,
                         const std::string& remedy)
    : UserError(Compose(where.ToString(), key, problem, remedy))
{
}

IoError::IoError(const std::string& path, const std::string& problem, const std::string& remedy)
    : UserError(Compose(path, "", problem, remedy))
{
}

void
ProblemList::Add(const std::string& problem)
{
    m_problems.push_back(problem);
}

void
ProblemList::Add(const UserError& error)
{
    m_problems.emplace_back(error.what());
}

bool
ProblemList::IsEmpty() const
{
    return m_problems.empty();
}

void
ProblemList::ThrowIfAny() const
{
    if (m_problems.empty())
    {
        return;
    }
    std::string all;
    for (const std::string& problem : m_problems)
    {
        all += (all.empty() ? "" : "\n") + problem;
    }
    throw ConfigError(all);
}

} // namespace edgeward
