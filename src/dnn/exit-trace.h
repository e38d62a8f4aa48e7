/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_EXIT_TRACE_H
#define EDGEWARD_DNN_EXIT_TRACE_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace edgeward
{

/** What one exit of a network said about one sample. */
struct ExitOutcome
{
    double confidence = 0.0; ///< largest softmax output, 0..1
    double entropy = 0.0;    ///< entropy of the softmax output (nats), >= 0
    bool isCorrect = false;  ///< whether the exit's answer is the label
};

/**
 * Recorded behaviour of a network with several exits (early-exit branches, or a cascade of
 * networks) on a data set, so that a simulated request can be "this sample" and every exit rule
 * gets the answer the real network gave.
 */
class ExitTrace
{
  public:
    /**
     * Read a CSV with the columns sample, exit, confidence, entropy, correct (0 or 1), and a "#
     * source:" line. Samples and exits count from 0; every sample has every exit exactly once, in
     * any order.
     *
     * @throws IoError if unreadable; ConfigError naming the line if damaged, incomplete or without
     * source
     */
    static ExitTrace ReadFile(const std::string& path);

    std::size_t SampleCount() const;
    std::uint16_t ExitCount() const;

    /** @param sample below SampleCount(). @param exit below ExitCount(). */
    const ExitOutcome& Get(std::size_t sample, std::uint16_t exit) const;

    /** Share of samples that an exit gets right, 0..1. */
    double Accuracy(std::uint16_t exit) const;

    /** Where the trace comes from. */
    const std::string& Source() const;

  private:
    std::uint16_t m_exits = 0;
    std::vector<ExitOutcome> m_outcomes; ///< [sample * m_exits + exit]
    std::string m_source;
};

} // namespace edgeward

#endif // EDGEWARD_DNN_EXIT_TRACE_H
