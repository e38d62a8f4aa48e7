/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/cost.h"

namespace edgeward
{

const char*
ToString(Provenance provenance)
{
    switch (provenance)
    {
    case Provenance::MEASURED:
        return "measured";
    case Provenance::PUBLISHED:
        return "published";
    case Provenance::PREDICTED:
        break;
    }
    return "predicted";
}

} // namespace edgeward
