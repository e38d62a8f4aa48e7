/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_CATALOG_H
#define EDGEWARD_DNN_CATALOG_H

#include "dnn/device-profile.h"
#include "dnn/dnn-graph.h"
#include "dnn/dnn.h"

#include <map>
#include <memory>
#include <string>
#include <typeindex>
#include <typeinfo>
#include <vector>

namespace edgeward
{

/**
 * The networks, devices and profiles of a models folder: models/dnn/NAME.toml,
 * models/devices/NAME.toml, models/profiles/HOST/DNN-VARIANT.csv; and what is known by a number of
 * instructions only, models/tasks/NAME.toml and models/machines/NAME.toml, which a scenario names
 * like a network and a device. Files are read when first asked for.
 */
class Catalog
{
  public:
    /** @param folder the models folder. @throws IoError if it is not there. */
    explicit Catalog(const std::string& folder);

    /** The models folder that belongs to this program: $EDGEWARD_MODELS, the source tree, or the
     * installed one. */
    static std::string DefaultFolder();

    /** The folder it reads. */
    const std::string& Folder() const;

    /** Names of all networks, without tasks, sorted. */
    std::vector<std::string> DnnNames() const;

    /** Names of all devices, without machines, sorted. */
    std::vector<std::string> DeviceNames() const;

    /** @throws ConfigError if unknown (names the nearest) or damaged (file:line:column). */
    const Dnn& GetDnn(const std::string& name, const SourceLocation& where = {}) const;

    /** @throws ConfigError like GetDnn. */
    const DeviceProfile& GetDevice(const std::string& name, const SourceLocation& where = {}) const;

    /** Layer-by-layer measurements of a network's variant on the reference host. @throws
     * ConfigError if there are none. */
    const LayerProfile& GetHostProfile(const std::string& dnn, const std::string& variant) const;

    /**
     * The layers of a variant: of its architecture if one is registered under the network's name,
     * else of its profile on the reference host, else one opaque layer.
     * @throws ConfigError if the profile is damaged or the architecture has no such variant
     */
    const DnnGraph& GetGraph(const std::string& dnn, const std::string& variant) const;

    /** Whether GetHostProfile has something to read. */
    bool HasHostProfile(const std::string& dnn, const std::string& variant) const;

    /**
     * What somebody works out from the whole catalogue: made by T(const Catalog&) at the first
     * call, kept as long as the catalogue. A catalogue belongs to one thread.
     */
    template <typename T>
    const T&
    Derived() const
    {
        std::shared_ptr<const void>& part = m_derived.parts[typeid(T)];
        if (!part)
        {
            part = std::make_shared<const T>(*this);
        }
        return *static_cast<const T*>(part.get());
    }

  private:
    /** Parts that refer to their catalogue: a copy of it makes its own. */
    struct DerivedParts
    {
        DerivedParts() = default;

        DerivedParts(const DerivedParts&)
        {
        }

        DerivedParts&
        operator=(const DerivedParts&)
        {
            parts.clear();
            return *this;
        }

        std::map<std::type_index, std::shared_ptr<const void>> parts;
    };

    std::string ProfilePath(const std::string& dnn, const std::string& variant) const;

    std::string m_folder;
    mutable std::string m_referenceHost; ///< models/profiles/reference.toml; empty: not read yet
    mutable std::map<std::string, Dnn> m_dnns;
    mutable std::map<std::string, DeviceProfile> m_devices;
    mutable std::map<std::string, LayerProfile> m_profiles;
    mutable std::map<std::string, DnnGraph> m_graphs;
    mutable DerivedParts m_derived;
};

} // namespace edgeward

#endif // EDGEWARD_DNN_CATALOG_H
