/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_HYPER_PARAMETERS_H
#define EDGEWARD_RL_HYPER_PARAMETERS_H

#include "base/spec.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace edgeward
{

/**
 * Goes over the hyper-parameters of a learner, each named once with its bounds and its meaning: to
 * read them from a spec, and to list them.
 *
 * A struct of options has one function Visit(HyperParameters&), and its default values are the
 * defaults.
 */
class HyperParameters
{
  public:
    virtual ~HyperParameters() = default;

    /** Smallest positive number that a user may mean; 0 would do nothing. */
    static constexpr double LEAST = 1e-12;

    /** A number in [low, high]. */
    virtual void Number(const std::string& name,
                        double& value,
                        double low,
                        double high,
                        const std::string& help) = 0;

    /** An integer from @p low to 10^8. */
    virtual void Count(const std::string& name,
                       std::size_t& value,
                       std::int64_t low,
                       const std::string& help) = 0;

    virtual void Flag(const std::string& name, bool& value, const std::string& help) = 0;

    /** Widths of hidden layers, 1 to 4096 each. */
    virtual void Layers(const std::string& name,
                        std::vector<std::size_t>& value,
                        const std::string& help) = 0;

    /** One of @p choices. */
    virtual void Choice(const std::string& name,
                        std::string& value,
                        const std::vector<std::string>& choices,
                        const std::string& help) = 0;

    /** A registered NetworkBackEnd; its name is "backend". */
    virtual void BackEnd(std::string& value) = 0;
};

/** Reads them from a spec. */
class HyperParameterReader : public HyperParameters
{
  public:
    /** @param spec must outlive this */
    explicit HyperParameterReader(const Spec& spec);

    void Number(const std::string& name,
                double& value,
                double low,
                double high,
                const std::string& help) override;
    void Count(const std::string& name,
               std::size_t& value,
               std::int64_t low,
               const std::string& help) override;
    void Flag(const std::string& name, bool& value, const std::string& help) override;
    void Layers(const std::string& name,
                std::vector<std::size_t>& value,
                const std::string& help) override;
    void Choice(const std::string& name,
                std::string& value,
                const std::vector<std::string>& choices,
                const std::string& help) override;
    void BackEnd(std::string& value) override;

    /** Note that @p name does not fit the others. */
    void Complain(const std::string& name, const std::string& problem, const std::string& remedy);

    /** @throws ConfigError naming every value that is bad */
    void ThrowIfAny() const;

  private:
    const Spec& m_spec;
    ProblemList m_problems;
};

/** Lists them with the values they have. */
class HyperParameterLister : public HyperParameters
{
  public:
    void Number(const std::string& name,
                double& value,
                double low,
                double high,
                const std::string& help) override;
    void Count(const std::string& name,
               std::size_t& value,
               std::int64_t low,
               const std::string& help) override;
    void Flag(const std::string& name, bool& value, const std::string& help) override;
    void Layers(const std::string& name,
                std::vector<std::size_t>& value,
                const std::string& help) override;
    void Choice(const std::string& name,
                std::string& value,
                const std::vector<std::string>& choices,
                const std::string& help) override;
    void BackEnd(std::string& value) override;

    const std::vector<ParameterInfo>& Listed() const;

  private:
    std::vector<ParameterInfo> m_listed;
};

/** Every hyper-parameter of @p options with its present value. */
template <typename Options>
std::vector<ParameterInfo>
ListHyperParameters(Options options)
{
    HyperParameterLister lister;
    options.Visit(lister);
    return lister.Listed();
}

/** Every hyper-parameter by name in a normal form: equal texts mean equal values. */
template <typename Options>
std::map<std::string, std::string>
HyperParameterTexts(const Options& options)
{
    std::map<std::string, std::string> texts;
    for (const ParameterInfo& parameter : ListHyperParameters(options))
    {
        texts[parameter.name] = parameter.defaultValue;
    }
    return texts;
}

} // namespace edgeward

#endif // EDGEWARD_RL_HYPER_PARAMETERS_H
