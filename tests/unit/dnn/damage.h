/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_UNIT_DNN_DAMAGE_H
#define EDGEWARD_UNIT_DNN_DAMAGE_H

#include "unit/dnn/small-models.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace edgeward
{

/** One damage to a sound file and what the user must be told. */
struct Damage
{
    std::string test; ///< name of the test
    std::string from;
    std::string to;
    std::string message; ///< part of the message: the key or the problem
    std::string line;    ///< ":line" that the message names; empty: the key is missing and has none
};

inline void
PrintTo(const Damage& damage, std::ostream* out)
{
    *out << damage.test;
}

inline std::string
DamageName(const ::testing::TestParamInfo<Damage>& info)
{
    return info.param.test;
}

} // namespace edgeward

#endif // EDGEWARD_UNIT_DNN_DAMAGE_H
