/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/result-store.h"

#include "base/errors.h"
#include "results/database.h"
#include "results/record-chunks.h"
#include "results/schema.h"
#include "results/statistics-rows.h"
#include "results/training-rows.h"

#include <filesystem>

namespace edgeward
{

namespace
{

/** A batch of some ten thousand records fits into the cache: else SQLite waits for the disk in the
 * middle of it. */
void
Tune(Database& database)
{
    database.Execute("PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000");
}

} // namespace

struct ResultStore::Parts
{
    explicit Parts(const std::string& path, bool create)
        : database(path, create)
        , records(database)
    {
    }

    /** The policy's number; it becomes known if it was not. */
    std::int64_t PolicyId(const std::string& name);

    /** The replication's number; it becomes known if it was not. */
    std::int64_t ReplicationId(const RecordBlock& block);

    Database database;
    RecordChunks records;
};

std::int64_t
ResultStore::Parts::PolicyId(const std::string& name)
{
    Statement(database, "INSERT OR IGNORE INTO policies (name, spec) VALUES (?, ?)")
        .Run(name, name);
    Statement find(database, "SELECT id FROM policies WHERE name = ?");
    find.Start(name);
    find.Step();
    return find.Int();
}

std::int64_t
ResultStore::Parts::ReplicationId(const RecordBlock& block)
{
    const std::int64_t policy = PolicyId(block.policy);
    // A run's totals come with its last block; earlier ones carry zeros.
    Statement(database,
              "INSERT INTO replications (policy_id, seed, run, simulated_s, events) VALUES (?, ?, "
              "?, ?, ?) "
              "ON CONFLICT (policy_id, seed, run) DO UPDATE SET "
              "simulated_s = max(simulated_s, excluded.simulated_s), events = max(events, "
              "excluded.events)")
        .Run(policy, block.seed, block.run, block.simulatedSeconds, block.events);
    Statement find(database,
                   "SELECT id FROM replications WHERE policy_id = ? AND seed = ? AND run = ?");
    find.Start(policy, block.seed, block.run);
    find.Step();
    return find.Int();
}

ResultStore::ResultStore(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

ResultStore::ResultStore(ResultStore&&) noexcept = default;
ResultStore& ResultStore::operator=(ResultStore&&) noexcept = default;
ResultStore::~ResultStore() = default;

ResultStore
ResultStore::Create(const std::string& path)
{
    std::error_code error;
    if (std::filesystem::exists(path, error))
    {
        throw IoError(
            path, "exists already", "remove it, or choose another folder for the results");
    }
    auto parts = std::make_unique<Parts>(path, true);
    Database& database = parts->database;
    // A rollback journal keeps the results one file; a killed writer's journal is undone by the
    // next reader.
    database.Execute("PRAGMA page_size = 8192; PRAGMA journal_mode = DELETE");
    Tune(database);
    Transaction transaction(database);
    database.Execute("PRAGMA application_id = " + std::to_string(RESULTS_APPLICATION_ID));
    database.Execute("PRAGMA user_version = " + std::to_string(RESULTS_SCHEMA_VERSION));
    database.Execute(RESULTS_SCHEMA);
    transaction.Commit();
    return ResultStore(std::move(parts));
}

ResultStore
ResultStore::Open(const std::string& path)
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
    {
        const bool exists = std::filesystem::exists(path, error);
        throw IoError(path, exists ? "is no file" : "no such file", "give a results .sqlite file");
    }
    auto parts = std::make_unique<Parts>(path, false);
    Database& database = parts->database;
    if (database.Query("PRAGMA application_id") != RESULTS_APPLICATION_ID)
    {
        throw ConfigError(
            {path}, "", "is no results file of Edgeward", "give a results .sqlite file");
    }
    const std::int64_t version = database.Query("PRAGMA user_version");
    if (version < OLDEST_RESULTS_SCHEMA_VERSION || version > RESULTS_SCHEMA_VERSION)
    {
        throw ConfigError({path},
                          "",
                          "has results of version " + std::to_string(version) +
                              ", this program reads versions " +
                              std::to_string(OLDEST_RESULTS_SCHEMA_VERSION) + " to " +
                              std::to_string(RESULTS_SCHEMA_VERSION),
                          "use the version of Edgeward that wrote it");
    }
    Tune(database);
    return ResultStore(std::move(parts));
}

const std::string&
ResultStore::Path() const
{
    return m_parts->database.Path();
}

void
ResultStore::WriteManifest(const std::map<std::string, std::string>& facts)
{
    Transaction transaction(m_parts->database);
    Statement insert(m_parts->database, "INSERT OR REPLACE INTO run_manifest VALUES (?, ?)");
    for (const auto& [key, value] : facts)
    {
        insert.Run(key, value);
    }
    transaction.Commit();
}

void
ResultStore::WriteNames(const Names& names)
{
    Database& database = m_parts->database;
    Transaction transaction(database);
    const auto replace = [&](const std::string& table, const std::vector<std::string>& texts) {
        database.Execute("DELETE FROM " + table);
        Statement insert(database, "INSERT INTO " + table + " VALUES (?, ?)");
        for (std::size_t i = 0; i < texts.size(); ++i)
        {
            insert.Run(static_cast<std::int64_t>(i), texts[i]);
        }
    };
    replace("nodes", names.nodes);
    replace("variants", names.variants);
    transaction.Commit();
}

void
ResultStore::WritePolicy(const std::string& name, const std::string& spec)
{
    Statement(m_parts->database,
              "INSERT INTO policies (name, spec) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET "
              "spec = excluded.spec")
        .Run(name, spec);
}

void
ResultStore::Write(const RecordBlock& block)
{
    Database& database = m_parts->database;
    Transaction transaction(database);
    const std::int64_t replication = m_parts->ReplicationId(block);
    m_parts->records.Write(replication, block.records);
    if (block.statistics)
    {
        WriteStatisticsRows(database, replication, *block.statistics);
    }
    Statement insert(database,
                     "INSERT OR REPLACE INTO node_energy VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    for (const NodeEnergy& energy : block.nodeEnergy)
    {
        insert.Run(replication,
                   energy.node,
                   energy.name,
                   static_cast<std::int64_t>(energy.role),
                   energy.computeBusyJoule,
                   energy.computeIdleJoule,
                   energy.radioActiveJoule,
                   energy.radioIdleJoule);
    }
    transaction.Commit();
}

void
ResultStore::MakeRows()
{
    Transaction transaction(m_parts->database);
    m_parts->records.MakeRows();
    transaction.Commit();
}

void
ResultStore::WriteTraining(const std::vector<TrainingRow>& rows)
{
    Transaction transaction(m_parts->database);
    WriteTrainingRows(m_parts->database, rows);
    transaction.Commit();
}

std::map<std::string, std::string>
ResultStore::Manifest() const
{
    Statement query(m_parts->database, "SELECT key, value FROM run_manifest");
    std::map<std::string, std::string> facts;
    while (query.Step())
    {
        const std::string key = query.Text();
        facts[key] = query.Text();
    }
    return facts;
}

Names
ResultStore::ReadNames() const
{
    const auto read = [&](const std::string& table) {
        Statement query(m_parts->database, "SELECT name FROM " + table + " ORDER BY id");
        std::vector<std::string> names;
        while (query.Step())
        {
            names.push_back(query.Text());
        }
        return names;
    };
    return {read("nodes"), read("variants")};
}

std::vector<std::string>
ResultStore::Policies() const
{
    Statement query(m_parts->database, "SELECT name FROM policies ORDER BY id");
    std::vector<std::string> names;
    while (query.Step())
    {
        names.push_back(query.Text());
    }
    return names;
}

std::map<std::string, std::string>
ResultStore::PolicySpecs() const
{
    Statement query(m_parts->database, "SELECT name, spec FROM policies");
    std::map<std::string, std::string> specs;
    while (query.Step())
    {
        const std::string name = query.Text();
        specs[name] = query.Text();
    }
    return specs;
}

std::vector<Replication>
ResultStore::Replications() const
{
    Statement query(
        m_parts->database,
        "SELECT name, seed, run, simulated_s, events, replications.id FROM replications JOIN "
        "policies ON policies.id = policy_id ORDER BY replications.id");
    std::vector<Replication> replications;
    while (query.Step())
    {
        Replication replication;
        replication.policy = query.Text();
        replication.seed = static_cast<std::uint64_t>(query.Int());
        replication.run = static_cast<std::uint64_t>(query.Int());
        replication.simulatedSeconds = query.Real();
        replication.events = static_cast<std::uint64_t>(query.Int());
        replication.records = m_parts->records.Count(query.Int());
        replications.push_back(replication);
    }
    return replications;
}

void
ResultStore::ForEachRecord(const std::function<void(const StoredRecord&)>& visit) const
{
    m_parts->records.ForEachRecord(visit);
}

void
ResultStore::ForEachSample(const std::string& policy,
                           const std::function<void(const Sample&)>& visit) const
{
    m_parts->records.ForEachSample(policy, visit);
}

void
ResultStore::ForEachStatistics(
    const std::string& policy,
    const std::function<void(std::uint64_t seed, std::uint64_t run, const RunStatistics&)>& visit)
    const
{
    ReadStatisticsRows(m_parts->database, policy, visit);
}

std::vector<TrainingRow>
ResultStore::Training() const
{
    return ReadTrainingRows(m_parts->database);
}

std::vector<NodeEnergy>
ResultStore::ReadNodeEnergy(const std::string& policy, std::uint64_t seed, std::uint64_t run) const
{
    Statement query(
        m_parts->database,
        "SELECT node, node_energy.name, role, compute_busy_j, compute_idle_j, radio_active_j, "
        "radio_idle_j FROM node_energy JOIN replications ON replications.id = replication_id "
        "JOIN policies ON policies.id = policy_id "
        "WHERE policies.name = ? AND seed = ? AND run = ? ORDER BY node");
    query.Start(policy, seed, run);
    std::vector<NodeEnergy> nodes;
    while (query.Step())
    {
        NodeEnergy energy;
        energy.node = static_cast<NodeId>(query.Int());
        energy.name = query.Text();
        energy.role = query.Enum(NodeRole::CLOUD);
        energy.computeBusyJoule = query.Real();
        energy.computeIdleJoule = query.Real();
        energy.radioActiveJoule = query.Real();
        energy.radioIdleJoule = query.Real();
        nodes.push_back(energy);
    }
    return nodes;
}

} // namespace edgeward
