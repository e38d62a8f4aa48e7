/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SUPPORT_COMPLAINT_H
#define EDGEWARD_SUPPORT_COMPLAINT_H

#include "base/errors.h"

#include <string>

namespace edgeward
{

/** What the user is told when @p call throws a UserError; empty if it throws nothing. */
template <typename Call>
std::string
Complaint(Call call)
{
    try
    {
        call();
    }
    catch (const UserError& error)
    {
        return error.what();
    }
    return "";
}

} // namespace edgeward

#endif // EDGEWARD_SUPPORT_COMPLAINT_H
