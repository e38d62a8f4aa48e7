/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_BASE_REGISTRY_H
#define EDGEWARD_BASE_REGISTRY_H

#include "base/spec.h"
#include "base/text.h"

#include <functional>
#include <map>
#include <memory>

namespace edgeward
{

/**
 * Classes of one kind by name: policies, learners, rewards, latency models. (ns-3 Objects have
 * TypeIds instead.)
 *
 * A class registers itself in its own .cc file with a namespace-scope Registry<T>::Entry; libraries
 * are OBJECT libraries so that no registration is dropped. The map is a function-local static and
 * exists before first use. T::KIND is the word for messages, e.g. "policy".
 */
template <typename T>
class Registry
{
  public:
    using Factory = std::function<std::unique_ptr<T>(const Spec&)>;

    /** Says which parameters beyond Info::parameters @p spec may have: those of what the class passes them on to. */
    using FurtherParameters = std::function<std::vector<ParameterInfo>(const Spec& spec)>;

    /** What is known of a class without making one. */
    struct Info
    {
        std::string help;                      ///< one sentence, with the paper
        std::vector<ParameterInfo> parameters; ///< every parameter it reads
        Factory factory;
        FurtherParameters further; ///< empty: there are none
    };

    /** Registers a class for the life of the process. */
    struct Entry
    {
        Entry(const std::string& name,
              const std::string& help,
              const std::vector<ParameterInfo>& parameters,
              Factory factory,
              FurtherParameters further = nullptr)
        {
            Entries()[name] = Info{help, parameters, std::move(factory), std::move(further)};
        }
    };

    /** All registered classes, sorted by name. */
    static const std::map<std::string, Info>&
    All()
    {
        return Entries();
    }

    static std::vector<std::string>
    Names()
    {
        std::vector<std::string> names;
        for (const auto& entry : Entries())
        {
            names.push_back(entry.first);
        }
        return names;
    }

    /**
     * What is known of @p name.
     * @throws ConfigError if nothing of that name is registered; names the nearest one
     */
    static const Info&
    Find(const std::string& name, const SourceLocation& where = {})
    {
        const auto found = Entries().find(name);
        if (found == Entries().end())
        {
            throw ConfigError(where,
                              "",
                              "unknown " + std::string(T::KIND) + " '" + name + "'",
                              DidYouMean(name, Names()));
        }
        return found->second;
    }

    /**
     * Every parameter that @p spec may have.
     * @throws ConfigError if its name, or the name of what it passes parameters on to, is unknown
     */
    static std::vector<ParameterInfo> Parameters(const Spec& spec)
    {
        const Info& info = Find(spec.Name(), spec.Where());
        std::vector<ParameterInfo> parameters = info.parameters;
        if (info.further)
        {
            const std::vector<ParameterInfo> further = info.further(spec);
            parameters.insert(parameters.end(), further.begin(), further.end());
        }
        return parameters;
    }

    /**
     * Make an object.
     * @throws ConfigError if the name or a parameter is unknown or a value is bad
     */
    static std::unique_ptr<T>
    Create(const Spec& spec)
    {
        const Info& info = Find(spec.Name(), spec.Where());
        spec.CheckKeys(Parameters(spec));
        return info.factory(spec);
    }

  private:
    static std::map<std::string, Info>& Entries();
};

/** Put this into exactly one .cc file per T, so that a plug-in shares the program's map. */
#define EDGEWARD_DEFINE_REGISTRY(T)                                                                \
    template <>                                                                                    \
    std::map<std::string, Registry<T>::Info>& Registry<T>::Entries()                               \
    {                                                                                              \
        static std::map<std::string, Info> entries;                                                \
        return entries;                                                                            \
    }

} // namespace edgeward

#endif // EDGEWARD_BASE_REGISTRY_H
