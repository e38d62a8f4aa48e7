/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/catalog.h"

#include "base/text.h"
#include "base/toml-reader.h"
#include "dnn/architecture.h"
#include "dnn/device-file.h"
#include "dnn/dnn-file.h"
#include "dnn/profiling.h"
#include "dnn/task-file.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace edgeward
{

namespace fs = std::filesystem;

namespace
{

/** Names of the files with @p extension in a folder, without it, sorted; none if the folder is not
 * there. */
std::vector<std::string>
Stems(const fs::path& folder, const std::string& extension)
{
    std::vector<std::string> names;
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored))
    {
        if (entry.path().extension() == extension)
        {
            names.push_back(entry.path().stem().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

/** A folder of the catalogue and what reads its files. */
template <typename T>
struct Shelf
{
    fs::path folder;
    T (*read)(const std::string& path);
};

/** The entry of @p name on one of @p shelves, read when first asked for. */
template <typename T>
const T&
FindOrRead(std::map<std::string, T>& known,
           const std::vector<Shelf<T>>& shelves,
           const std::string& what,
           const std::string& name,
           const SourceLocation& where)
{
    const auto found = known.find(name);
    if (found != known.end())
    {
        return found->second;
    }
    std::vector<std::string> all;
    for (const Shelf<T>& shelf : shelves)
    {
        const std::vector<std::string> names = Stems(shelf.folder, ".toml");
        if (std::binary_search(names.begin(), names.end(), name))
        {
            const fs::path file = shelf.folder / (name + ".toml");
            return known.emplace(name, shelf.read(file.string())).first->second;
        }
        all.insert(all.end(), names.begin(), names.end());
    }
    throw ConfigError(where,
                      "",
                      "unknown " + what + " '" + name + "'",
                      DidYouMean(name, all) + "; or add " +
                          (shelves.front().folder / (name + ".toml")).string());
}

DnnGraph
MakeGraph(const Catalog& catalog, const Dnn& dnn, const DnnVariant& variant)
{
    if (Registry<Architecture>::All().count(dnn.name) != 0)
    {
        const std::uint32_t elementBytes = variant.precision == "int8" ? 1 : 4;
        return Registry<Architecture>::Create(Spec::Parse(dnn.name))
            ->Build(variant.width, variant.resolution, elementBytes);
    }
    if (catalog.HasHostProfile(dnn.name, variant.name))
    {
        return DnnGraph(variant, catalog.GetHostProfile(dnn.name, variant.name));
    }
    return DnnGraph(variant);
}

} // namespace

Catalog::Catalog(const std::string& folder)
    : m_folder(folder)
{
    if (!fs::is_directory(fs::path(folder) / "dnn") ||
        !fs::is_directory(fs::path(folder) / "devices"))
    {
        throw IoError(folder,
                      "is no models folder (it has no dnn/ and devices/)",
                      "set EDGEWARD_MODELS to the folder models of Edgeward");
    }
}

std::string
Catalog::DefaultFolder()
{
    const char* const chosen = std::getenv("EDGEWARD_MODELS");
    if (chosen && *chosen)
    {
        return chosen;
    }
    return fs::is_directory(EDGEWARD_SOURCE_MODELS) ? EDGEWARD_SOURCE_MODELS
                                                    : EDGEWARD_INSTALLED_MODELS;
}

const std::string&
Catalog::Folder() const
{
    return m_folder;
}

std::vector<std::string>
Catalog::DnnNames() const
{
    return Stems(fs::path(m_folder) / "dnn", ".toml");
}

std::vector<std::string>
Catalog::DeviceNames() const
{
    return Stems(fs::path(m_folder) / "devices", ".toml");
}

const Dnn&
Catalog::GetDnn(const std::string& name, const SourceLocation& where) const
{
    const fs::path folder(m_folder);
    return FindOrRead<Dnn>(m_dnns,
                           {{folder / "dnn", ReadDnnFile}, {folder / "tasks", ReadTaskFile}},
                           "network",
                           name,
                           where);
}

const DeviceProfile&
Catalog::GetDevice(const std::string& name, const SourceLocation& where) const
{
    const fs::path folder(m_folder);
    return FindOrRead<DeviceProfile>(
        m_devices,
        {{folder / "devices", ReadDeviceFile}, {folder / "machines", ReadDeviceFile}},
        "device",
        name,
        where);
}

std::string
Catalog::ProfilePath(const std::string& dnn, const std::string& variant) const
{
    if (m_referenceHost.empty())
    {
        const TomlTable table =
            TomlTable::ParseFile((fs::path(m_folder) / "profiles" / "reference.toml").string());
        m_referenceHost = table.GetString("host");
        table.CheckUnknownKeys();
    }
    return (fs::path(m_folder) / "profiles" / m_referenceHost / (dnn + "-" + variant + ".csv"))
        .string();
}

bool
Catalog::HasHostProfile(const std::string& dnn, const std::string& variant) const
{
    return m_profiles.count(dnn + "-" + variant) != 0 || fs::exists(ProfilePath(dnn, variant));
}

const LayerProfile&
Catalog::GetHostProfile(const std::string& dnn, const std::string& variant) const
{
    const std::string key = dnn + "-" + variant;
    const auto found = m_profiles.find(key);
    if (found != m_profiles.end())
    {
        return found->second;
    }
    const std::string path = ProfilePath(dnn, variant);
    if (!fs::exists(path))
    {
        throw ConfigError({},
                          "",
                          "there is no layer profile of " + dnn + " " + variant + " (" + path + ")",
                          "make it with 'edgeward profile'");
    }
    // A profile that was measured before the network's layers changed must not pass for it.
    const bool hasLayers = Registry<Architecture>::All().count(dnn) != 0;
    const DnnGraph* const graph = hasLayers ? &GetGraph(dnn, variant) : nullptr;
    return m_profiles.emplace(key, ReadProfileCsv(path, graph)).first->second;
}

const DnnGraph&
Catalog::GetGraph(const std::string& dnnName, const std::string& variantName) const
{
    const std::string key = dnnName + "-" + variantName;
    const auto found = m_graphs.find(key);
    if (found != m_graphs.end())
    {
        return found->second;
    }
    const Dnn& dnn = GetDnn(dnnName);
    const DnnVariant& variant = dnn.variants[dnn.FindVariant(variantName)];
    return m_graphs.emplace(key, MakeGraph(*this, dnn, variant)).first->second;
}

} // namespace edgeward
