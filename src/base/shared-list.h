/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_BASE_SHARED_LIST_H
#define EDGEWARD_BASE_SHARED_LIST_H

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

namespace edgeward
{

/** A list that does not change; its copies are one in memory. For what thousands of nodes have
 * alike: it stays in the cache, where a copy each would not. */
template <typename T>
class SharedList
{
  public:
    SharedList() = default;

    SharedList(std::vector<T> values)
        : m_values(std::make_shared<const std::vector<T>>(std::move(values)))
    {
    }

    SharedList(std::initializer_list<T> values)
        : SharedList(std::vector<T>(values))
    {
    }

    std::size_t
    size() const
    {
        return m_values ? m_values->size() : 0;
    }

    const T&
    operator[](std::size_t index) const
    {
        return (*m_values)[index];
    }

    /** @throws std::out_of_range */
    const T&
    at(std::size_t index) const
    {
        static const std::vector<T> NONE;
        return (m_values ? *m_values : NONE).at(index);
    }

  private:
    std::shared_ptr<const std::vector<T>> m_values;
};

} // namespace edgeward

#endif // EDGEWARD_BASE_SHARED_LIST_H
