/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_RECORD_SINK_H
#define EDGEWARD_RESULTS_RECORD_SINK_H

#include "base/record.h"

namespace edgeward
{

/** Takes every request's record at its end. The library itself never opens a file; sinks do. */
class RecordSink
{
  public:
    virtual ~RecordSink() = default;
    virtual void Write(const RequestRecord& record) = 0;
};

} // namespace edgeward

#endif // EDGEWARD_RESULTS_RECORD_SINK_H
