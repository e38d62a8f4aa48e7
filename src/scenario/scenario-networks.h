/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_SCENARIO_NETWORKS_H
#define EDGEWARD_SCENARIO_SCENARIO_NETWORKS_H

#include "dnn/cost-table.h"
#include "policy/decision-context.h"
#include "scenario/scenario-config.h"

#include <vector>

namespace edgeward
{

class Catalog;

/** What the device groups ask for, each network with its variants once, in order of the groups. */
std::vector<NetworkConfig> NetworksAskedFor(const ScenarioConfig& config);

/**
 * The networks that a scenario's requests ask for, and all their variants under one numbering.
 *
 * A variant that two groups may choose has one number, so a node holds it in memory once and may
 * execute requests of both groups in one batch.
 */
class ScenarioNetworks
{
  public:
    /**
     * @param catalog outlives this
     * @throws ConfigError if a network or variant is missing, or the accuracy of one is not known
     */
    ScenarioNetworks(const ScenarioConfig& config, const Catalog& catalog);

    /** What a VariantId stands for. */
    const std::vector<TableVariant>& Variants() const;

    /** The same for policies. With several networks the name of a variant has its network's in
     * front: "mobilenet-v1/d0". */
    std::vector<VariantInfo> DescribeVariants() const;

    /** What requests may ask for, index = DnnId. */
    const std::vector<DnnInfo>& Dnns() const;

    /** What the requests of a device group ask for. @param group index in the scenario */
    DnnId Of(std::size_t group) const;

  private:
    DnnId Add(const Dnn& dnn, const NetworkConfig& network);
    VariantId Number(const Dnn& dnn, VariantId variant);
    /** Give names to what is the same network with other variants. */
    void TellApart();

    std::vector<TableVariant> m_variants; ///< by VariantId
    std::vector<DnnInfo> m_dnns;          ///< by DnnId
    std::vector<DnnId> m_ofGroup;
};

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_SCENARIO_NETWORKS_H
