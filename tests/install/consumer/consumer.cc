/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/catalog.h"
#include "policy/policy.h"
#include "scenario/simulation.h"

#include "ns3/type-id.h"

#include <iostream>

int
main(int argc, char* argv[])
{
    using namespace edgeward;
    // Policies register themselves: a list without them means that the linker dropped the registrations.
    for (const std::string& name : Registry<Policy>::Names())
    {
        std::cout << "policy " << name << '\n';
    }
    const Catalog catalog(argc > 1 ? argv[1] : Catalog::DefaultFolder());
    for (const std::string& name : catalog.DeviceNames())
    {
        std::cout << "device " << catalog.GetDevice(name).name << '\n';
    }
    std::cout << ns3::TypeId::LookupByName("edgeward::Processor").GetName() << '\n';
    return Plan::Whole(0, 0).Problem(1, 1).empty() ? 0 : 1;
}
