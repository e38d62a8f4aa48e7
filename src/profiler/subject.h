/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_PROFILER_SUBJECT_H
#define EDGEWARD_PROFILER_SUBJECT_H

#include "dnn/profiling.h"

#include <memory>
#include <string>
#include <vector>

namespace edgeward
{

/** What is measured: an inference that can be run as a whole and layer by layer. */
class Subject
{
  public:
    virtual ~Subject() = default;

    /** The layers in order of execution, without times. */
    virtual const std::vector<LayerCost>& Layers() const = 0;

    /** One inference, as a user of LibTorch would run it. */
    virtual void Run() = 0;

    /** One inference layer by layer. @param seconds by layer: its processor time is added */
    virtual void RunByLayer(std::vector<double>& seconds) = 0;

    /** Bytes of all weights as stored. */
    virtual double WeightBytes() const = 0;

    /** Whether it computes in int8. */
    virtual bool IsQuantized() const = 0;

    /** What else must be said about the measurement, for its source; may be empty. */
    virtual std::string Note() const = 0;
};

/** A network of the catalogue. @throws ConfigError if the request does not describe one */
std::unique_ptr<Subject> MakeGraphSubject(const ProfileRequest& request);

/** A TorchScript file. @throws ConfigError, IoError if it cannot be executed */
std::unique_ptr<Subject> MakeScriptSubject(const ProfileRequest& request);

/** Measures time and memory; source and versions are left to the caller. */
LayerProfile Measure(Subject& subject,
                     const ProfileRequest& request,
                     const NetworkProfiler::Progress& progress);

} // namespace edgeward

#endif // EDGEWARD_PROFILER_SUBJECT_H
