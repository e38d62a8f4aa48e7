/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_VARIABLE_MAKER_H
#define EDGEWARD_SCENARIO_VARIABLE_MAKER_H

#include "ns3/object-factory.h"
#include "ns3/random-variable-stream.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace edgeward
{

/**
 * Makes the random variables that a text of the scenario describes, one for each device.
 *
 * Reading an ns-3 object's defaults takes twice as long as placing its generator, so variables that
 * a run has left serve the next, with generators of its own. They draw the same numbers as new
 * ones: only exponential and uniform variables are used again, which remember nothing between two
 * draws, and only those that nobody holds or has changed.
 */
class VariableMaker
{
  public:
    /** @param text "ns3::UniformRandomVariable[Min=0|Max=1]" */
    explicit VariableMaker(const std::string& text);

    /** Read the defaults of ns-3 anew: what is made from here on is for another run. */
    void BeginRun();

    /**
     * One that draws from @p stream; of a constant, which draws nothing, the same for all.
     * @pre BeginRun()
     */
    ns3::Ptr<ns3::RandomVariableStream> Make(std::int64_t stream);

  private:
    ns3::Ptr<ns3::RandomVariableStream> TakeSpare();

    ns3::ObjectFactory m_factory;
    ns3::Ptr<ns3::RandomVariableStream> m_model;             ///< null: every variable is made anew
    std::vector<ns3::Ptr<ns3::RandomVariableStream>> m_made; ///< for all runs
    std::size_t m_next = 0;                                  ///< in m_made, to look at
};

/** The makers of a scenario's random variables, by text. They outlive its runs. */
class VariableMakers
{
  public:
    /** What is made from here on is for another run. */
    void BeginRun();

    /** The maker of what @p text describes, ready for this run. */
    VariableMaker& Of(const std::string& text);

  private:
    std::map<std::string, VariableMaker> m_makers;
};

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_VARIABLE_MAKER_H
