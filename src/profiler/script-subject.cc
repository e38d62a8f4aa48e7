/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/errors.h"
#include "profiler/subject.h"

namespace edgeward
{

std::unique_ptr<Subject>
MakeScriptSubject(const ProfileRequest& request)
{
    throw ConfigError({request.file}, "", "TorchScript files cannot be profiled yet", "");
}

} // namespace edgeward
