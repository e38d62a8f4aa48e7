/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/variable-maker.h"

#include "ns3/integer.h"

#include <sstream>

namespace edgeward
{

using namespace ns3;

namespace
{

bool
IsConstant(const ObjectFactory& factory)
{
    return factory.GetTypeId() == ConstantRandomVariable::GetTypeId();
}

/** Whether a used variable can stand for a new one. Normal variables for one cannot: they keep the
 * second number of a pair. */
bool
IsReusable(const ObjectFactory& factory)
{
    return factory.GetTypeId() == ExponentialRandomVariable::GetTypeId() ||
           factory.GetTypeId() == UniformRandomVariable::GetTypeId();
}

/** Whether two variables of one reusable type have the same parameters. */
bool
AreAlike(const RandomVariableStream& a, const RandomVariableStream& b)
{
    if (a.IsAntithetic() != b.IsAntithetic())
    {
        return false;
    }
    if (const auto* exponential = dynamic_cast<const ExponentialRandomVariable*>(&a))
    {
        const auto& other = dynamic_cast<const ExponentialRandomVariable&>(b);
        return exponential->GetMean() == other.GetMean() &&
               exponential->GetBound() == other.GetBound();
    }
    const auto& uniform = dynamic_cast<const UniformRandomVariable&>(a);
    const auto& other = dynamic_cast<const UniformRandomVariable&>(b);
    return uniform.GetMin() == other.GetMin() && uniform.GetMax() == other.GetMax();
}

} // namespace

VariableMaker::VariableMaker(const std::string& text)
{
    std::istringstream stream(text);
    stream >> m_factory;
}

void
VariableMaker::BeginRun()
{
    m_next = 0;
    if (IsConstant(m_factory) || IsReusable(m_factory))
    {
        m_model = m_factory.Create<RandomVariableStream>();
    }
}

Ptr<RandomVariableStream>
VariableMaker::Make(std::int64_t stream)
{
    if (IsConstant(m_factory))
    {
        return m_model;
    }
    if (const Ptr<RandomVariableStream> spare = TakeSpare())
    {
        spare->SetStream(stream);
        return spare;
    }
    // As an attribute, because a generator that is replaced by SetStream() has been made in vain.
    ObjectFactory factory = m_factory;
    factory.Set("Stream", IntegerValue(stream));
    const auto variable = factory.Create<RandomVariableStream>();
    if (IsReusable(m_factory))
    {
        m_made.push_back(variable);
        m_next = m_made.size();
    }
    return variable;
}

Ptr<RandomVariableStream>
VariableMaker::TakeSpare()
{
    while (m_next < m_made.size())
    {
        const Ptr<RandomVariableStream>& made = m_made[m_next++];
        const bool isHeld = made->GetReferenceCount() > 1;
        if (!isHeld && AreAlike(*made, *m_model))
        {
            return made;
        }
    }
    return nullptr;
}

void
VariableMakers::BeginRun()
{
    for (auto& [text, maker] : m_makers)
    {
        maker.BeginRun();
    }
}

VariableMaker&
VariableMakers::Of(const std::string& text)
{
    const auto [entry, isNew] = m_makers.try_emplace(text, text);
    if (isNew)
    {
        entry->second.BeginRun();
    }
    return entry->second;
}

} // namespace edgeward
