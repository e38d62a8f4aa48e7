/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_BASE_REQUEST_H
#define EDGEWARD_BASE_REQUEST_H

#include "base/ids.h"

namespace edgeward
{

/** One inference that a device asks for. Plain data, fixed from the moment of arrival. */
struct InferenceRequest
{
    RequestId id = 0;
    NodeId device = NO_NODE;       ///< the device that asked
    DnnId dnn = 0;                 ///< the network asked for
    std::int64_t arrivalNs = 0;    ///< simulated time of arrival (ns)
    std::int64_t deadlineNs = 0;   ///< latest useful latency after arrival (ns), > 0; 0: none
    double accuracyFloor = 0.0;    ///< least acceptable accuracy of the variant (fraction 0..1)
    std::uint64_t inputBytes = 0;  ///< bytes of the input as sent (e.g. a JPEG)
    std::uint64_t resultBytes = 0; ///< bytes of the answer as sent back
    std::uint32_t sample = 0;      ///< row of the exit trace that this input stands for
};

} // namespace edgeward

#endif // EDGEWARD_BASE_REQUEST_H
