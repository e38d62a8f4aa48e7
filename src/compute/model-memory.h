/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_COMPUTE_MODEL_MEMORY_H
#define EDGEWARD_COMPUTE_MODEL_MEMORY_H

#include <cstdint>
#include <list>

namespace edgeward
{

/** A model that a job needs in memory before it can execute. */
struct ModelImage
{
    static constexpr std::uint32_t NONE = 0xffffffff;

    std::uint32_t key = NONE; ///< jobs with equal keys use the same model; NONE: needs none
    double fileBytes = 0.0;   ///< read from storage to load it, >= 0
    double memoryBytes = 0.0; ///< taken in memory while it is there, >= 0
};

/**
 * Which models are in a processor's memory. A model that is used is loaded if it is not there; for
 * lack of room, those that were used least recently make way. Storage reads one model at a time.
 *
 * A model that makes way while another worker still executes it serves that execution to its end
 * and is loaded again for the next.
 */
class ModelMemory
{
  public:
    double capacityBytes = 0.0; ///< 0: any amount
    double bytesPerSecond =
        0.0; ///< read rate of storage; 0: loading takes no time, nothing is kept track of

    /** Whether @p model could ever be in memory; always where loading takes no time. */
    bool CanHold(const ModelImage& model) const;

    /**
     * A job that needs @p model goes into service.
     * @param nowNs present time, never falling
     * @return how long it has to wait for the model (ns): 0 if that is in memory
     * @pre CanHold(model)
     */
    std::int64_t Use(std::int64_t nowNs, const ModelImage& model);

    /** Whether the model is in memory, or on its way. */
    bool Has(std::uint32_t key) const;

    /** Memory that models take (bytes). */
    double UsedBytes() const;

    /** Everything is lost. */
    void Clear();

  private:
    struct Resident
    {
        ModelImage model;
        std::int64_t readyNs = 0; ///< loaded from then on
    };

    void MakeRoom(double bytes);

    std::list<Resident> m_residents; ///< the one used last in front
    double m_usedBytes = 0.0;
    std::int64_t m_storageFreeNs = 0; ///< storage is busy until then
};

} // namespace edgeward

#endif // EDGEWARD_COMPUTE_MODEL_MEMORY_H
