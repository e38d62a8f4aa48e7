/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/experiment-store.h"

#include "base/file-writer.h"
#include "scenario/manifest.h"

#include <filesystem>

namespace edgeward
{

namespace fs = std::filesystem;

ExperimentStore::ExperimentStore(const std::string& folder)
    : m_folder(folder)
{
}

std::string
ExperimentStore::Path() const
{
    return m_folder + "/results.sqlite";
}

void
ExperimentStore::Open(const ScenarioConfig& config,
                      const PolicyEnvironment& environment,
                      const std::string& command)
{
    MakeFolder(m_folder);
    m_store.emplace(ResultStore::Create(Path()));
    WriteFileAtomically(m_folder + "/scenario.toml", config.text);
    if (!config.flowCalibration.empty())
    {
        // Beside the scenario, so that it can be run again as it was.
        WriteFileAtomically(m_folder + "/scenario.flow.toml", config.flowCalibration);
    }
    m_store->WriteManifest(RunManifest(config, command));
    Names names;
    for (const NodeInfo& node : environment.nodes)
    {
        names.nodes.push_back(node.name);
    }
    for (const VariantInfo& variant : environment.variants)
    {
        names.variants.push_back(variant.name);
    }
    m_store->WriteNames(names);
}

void
ExperimentStore::AddPolicy(const std::string& name, const Spec& spec)
{
    m_store->WritePolicy(name, spec.ToString());
}

void
ExperimentStore::Put(std::size_t place, RecordBlock block)
{
    m_hasResults = true;
    m_early[place] = std::move(block);
    while (!m_early.empty() && m_early.begin()->first == m_next)
    {
        m_store->Write(m_early.begin()->second);
        m_early.erase(m_early.begin());
        ++m_next;
    }
}

void
ExperimentStore::Flush()
{
    for (const auto& [place, block] : m_early)
    {
        m_store->Write(block);
    }
    m_early.clear();
}

void
ExperimentStore::Put(const TrainingRow& row)
{
    m_hasResults = true;
    m_store->WriteTraining({row});
}

bool
ExperimentStore::IsOpen() const
{
    return m_store.has_value();
}

void
ExperimentStore::DiscardIfEmpty()
{
    if (m_hasResults || !m_store)
    {
        return;
    }
    m_store.reset();
    std::error_code ignored;
    fs::remove(Path(), ignored);
    fs::remove(m_folder + "/scenario.toml", ignored);
    fs::remove(m_folder + "/scenario.flow.toml", ignored);
    fs::remove(m_folder, ignored); // only if nothing else is in it
}

} // namespace edgeward
