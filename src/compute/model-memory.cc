/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "compute/model-memory.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

bool
ModelMemory::CanHold(const ModelImage& model) const
{
    return bytesPerSecond == 0.0 || capacityBytes == 0.0 || model.memoryBytes <= capacityBytes;
}

std::int64_t
ModelMemory::Use(std::int64_t nowNs, const ModelImage& model)
{
    if (bytesPerSecond == 0.0 || model.key == ModelImage::NONE)
    {
        return 0;
    }
    const auto found =
        std::find_if(m_residents.begin(), m_residents.end(), [&](const Resident& resident) {
            return resident.model.key == model.key;
        });
    if (found != m_residents.end())
    {
        m_residents.splice(m_residents.begin(), m_residents, found);
        return std::max<std::int64_t>(0, found->readyNs - nowNs);
    }
    MakeRoom(model.memoryBytes);
    const std::int64_t loadNs = std::llround(1e9 * model.fileBytes / bytesPerSecond);
    m_storageFreeNs = std::max(m_storageFreeNs, nowNs) + loadNs;
    m_residents.push_front({model, m_storageFreeNs});
    m_usedBytes += model.memoryBytes;
    return m_storageFreeNs - nowNs;
}

void
ModelMemory::MakeRoom(double bytes)
{
    while (capacityBytes > 0.0 && !m_residents.empty() && m_usedBytes + bytes > capacityBytes)
    {
        m_usedBytes -= m_residents.back().model.memoryBytes;
        m_residents.pop_back();
    }
    // Without rests of rounding once nothing is left.
    m_usedBytes = m_residents.empty() ? 0.0 : m_usedBytes;
}

bool
ModelMemory::Has(std::uint32_t key) const
{
    return std::any_of(m_residents.begin(), m_residents.end(), [key](const Resident& resident) {
        return resident.model.key == key;
    });
}

double
ModelMemory::UsedBytes() const
{
    return m_usedBytes;
}

void
ModelMemory::Clear()
{
    m_residents.clear();
    m_usedBytes = 0.0;
    m_storageFreeNs = 0;
}

} // namespace edgeward
