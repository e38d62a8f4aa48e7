/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/training-rows.h"

#include "results/database.h"
#include "results/schema.h"

namespace edgeward
{

void
WriteTrainingRows(Database& database, const std::vector<TrainingRow>& rows)
{
    BringUpToDate(database);
    Statement insert(
        database,
        "INSERT INTO training (policy, episode, steps, reward, epsilon, loss, mean_q, wall_s, "
        "seed, updates, td_error, act_s, learn_s, accuracy_multiplier, energy_multiplier) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (const TrainingRow& row : rows)
    {
        insert.Run(row.policy,
                   row.episode,
                   row.steps,
                   row.reward,
                   row.epsilon,
                   row.loss,
                   row.meanQ,
                   row.seconds,
                   row.seed,
                   row.updates,
                   row.tdError,
                   row.actSeconds,
                   row.learnSeconds,
                   row.accuracyMultiplier,
                   row.energyMultiplier);
    }
}

std::vector<TrainingRow>
ReadTrainingRows(Database& database)
{
    // Version 1 knew neither the seed nor where the time went; the manifest has the seed. Version 2
    // knew no multipliers.
    const std::int64_t version = database.Query("PRAGMA user_version");
    const std::string manifestSeed =
        "(SELECT CAST(value AS INTEGER) FROM run_manifest WHERE key = 'seed')";
    const std::string added = version < 2 ? manifestSeed + ", 0, 0, 0, 0"
                                          : "coalesce(seed, " + manifestSeed +
                                                "), coalesce(updates, 0), td_error, act_s, learn_s";
    const std::string multipliers =
        version < 3 ? ", NULL, NULL" : ", accuracy_multiplier, energy_multiplier";
    Statement query(database,
                    "SELECT policy, episode, steps, reward, epsilon, loss, mean_q, wall_s, " +
                        added + multipliers + " FROM training ORDER BY id");
    std::vector<TrainingRow> rows;
    while (query.Step())
    {
        TrainingRow row;
        row.policy = query.Text();
        row.episode = static_cast<std::uint64_t>(query.Int());
        row.steps = static_cast<std::uint64_t>(query.Int());
        row.reward = query.Real();
        row.epsilon = query.Real();
        row.loss = query.Real();
        row.meanQ = query.Real();
        row.seconds = query.Real();
        row.seed = static_cast<std::uint64_t>(query.Int());
        row.updates = static_cast<std::uint64_t>(query.Int());
        row.tdError = query.Real();
        row.actSeconds = query.Real();
        row.learnSeconds = query.Real();
        row.accuracyMultiplier = query.Real();
        row.energyMultiplier = query.Real();
        rows.push_back(row);
    }
    return rows;
}

} // namespace edgeward
