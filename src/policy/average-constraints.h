/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_POLICY_AVERAGE_CONSTRAINTS_H
#define EDGEWARD_POLICY_AVERAGE_CONSTRAINTS_H

#include "base/record.h"
#include "base/spec.h"
#include "rl/lagrange-multiplier.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace edgeward
{

/**
 * Floors and budgets that must hold on average over requests, by Lagrangian relaxation: what a
 * learner is told is
 *
 *     reward - sum over constraints of multiplier * excess
 *
 * and each multiplier is moved by dual ascent with every request that ended. The excess of accuracy
 * is floor - accuracy, 0 being the accuracy of a request without answer; that of energy is energy /
 * budget - 1.
 */
class AverageConstraints
{
  public:
    /** @throws ConfigError if a parameter is bad */
    explicit AverageConstraints(const Spec& spec);

    static std::vector<ParameterInfo> Parameters();

    /**
     * A request has ended: move the multipliers.
     * @return @p reward less its price at the multipliers before
     */
    double Apply(const RequestRecord& record, double reward);

    /** Present multiplier (reward per unit of accuracy); nothing without that constraint. */
    std::optional<double> AccuracyMultiplier() const;

    /** Present multiplier (reward per budget); nothing without that constraint. */
    std::optional<double> EnergyMultiplier() const;

    /** Requests between two entries of a trace. */
    static constexpr std::uint64_t TRACE_STEP = 100;

    /**
     * Write constraints.safetensors into @p folder; nothing without constraints. It holds
     * "requests", how many ended, "accuracy.multiplier" and "energy.multiplier", and their values
     * after every TRACE_STEP requests, "accuracy.trace" and "energy.trace".
     * @throws IoError
     */
    void Save(const std::string& folder) const;

    /** Continue from Save(). @throws ConfigError or IoError; nothing has changed then */
    void Load(const std::string& folder);

  private:
    double m_accuracyFloor; ///< 0: none
    double m_energyBudget;  ///< J a request; 0: none
    LagrangeMultiplier m_accuracy;
    LagrangeMultiplier m_energy;
    std::uint64_t m_requests = 0;
    std::vector<double> m_accuracyTrace;
    std::vector<double> m_energyTrace;
};

} // namespace edgeward

#endif // EDGEWARD_POLICY_AVERAGE_CONSTRAINTS_H
