/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_SCOPED_SETTINGS_H
#define EDGEWARD_SCENARIO_SCOPED_SETTINGS_H

#include "scenario/scenario-config.h"

#include "ns3/attribute.h"
#include "ns3/type-id.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace edgeward
{

/**
 * What a run sets in ns-3 besides its objects: seed, replication and the defaults of attributes.
 * All are put back at the end, so that no run leaves a trace for the next. Defaults that the
 * program set itself hold in every run, as in any ns-3 program.
 *
 * Putting back what was set is a twentieth of the work of ns3::Config::Reset(), which goes through
 * all attributes of all types: a third of what building a small scenario for flows would take.
 */
class ScopedSettings
{
  public:
    /**
     * @param defaults names with TypeId; checked when the scenario was read
     * @param seed     any; ns-3 gets one from 1 to 2^32 - 2
     * @param run      replication number
     */
    ScopedSettings(const AttributeSettings& defaults, std::uint64_t seed, std::uint64_t run);
    ~ScopedSettings();
    ScopedSettings(const ScopedSettings&) = delete;
    ScopedSettings& operator=(const ScopedSettings&) = delete;

  private:
    struct Before
    {
        ns3::TypeId type;
        std::size_t attribute; ///< its index there
        ns3::Ptr<const ns3::AttributeValue> value;
    };

    void Remember(const std::string& name);

    std::uint32_t m_seed; ///< before
    std::uint64_t m_run;  ///< before
    std::vector<Before> m_defaults;
};

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_SCOPED_SETTINGS_H
