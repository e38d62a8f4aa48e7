/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_SCENARIO_CONFIG_CHECK_H
#define EDGEWARD_SCENARIO_SCENARIO_CONFIG_CHECK_H

#include "scenario/scenario-config.h"

namespace edgeward
{

class Catalog;

/** Runs @p check; what it throws at the user goes into @p problems. @return whether nothing was
 * wrong */
template <typename Check>
bool
Collect(ProblemList& problems, Check check)
{
    try
    {
        check();
        return true;
    }
    catch (const UserError& error)
    {
        problems.Add(error);
        return false;
    }
}

/**
 * Check what the parts of a scenario say about one another and about the catalogue and the
 * registries: names of nodes, networks, devices, variants, policies, rewards, latency models and
 * their parameters.
 * @param problems takes everything that is wrong
 */
void CheckReferences(const ScenarioConfig& config, const Catalog& catalog, ProblemList& problems);

/** Check the networks that devices ask for, their variants, the devices, and whether the latency
 * model knows each pair of them. */
void CheckNetworks(const ScenarioConfig& config, const Catalog& catalog, ProblemList& problems);

/** Some variant must satisfy every accuracy floor, or no policy could answer. Networks and variants
 * that do not exist are passed over: CheckNetworks names them. */
void CheckFloors(const ScenarioConfig& config, const Catalog& catalog, ProblemList& problems);

/**
 * Check what executing costs: frequency levels, the energy model on every device, and that every
 * variant fits into every device's memory. Devices, networks and variants that do not exist are
 * passed over: CheckReferences names them.
 */
void CheckCosts(const ScenarioConfig& config, const Catalog& catalog, ProblemList& problems);

/**
 * Check the policies that a scenario compares and trains. Of a policy that is trained only the name
 * is checked here: its learner's parameters are known to the process that loads the learner, which
 * checks them before it simulates anything.
 */
void CheckPolicies(const ScenarioConfig& config, ProblemList& problems);

/** Whether the policy of that name has a parameter of that name. @throws ConfigError if there is no
 * such policy */
bool PolicyHasParameter(const Spec& policy, const std::string& parameter);

/** Check every ns-3 type, attribute, random variable and data rate, and write out short type names.
 */
void CheckNs3(ScenarioConfig& config, ProblemList& problems);

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_SCENARIO_CONFIG_CHECK_H
