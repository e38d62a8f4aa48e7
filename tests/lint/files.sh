# SPDX-License-Identifier: GPL-2.0-only
#
# edgeward_files: the project's own files below the current folder, without what is built or ignored.
edgeward_files()
{
  find . \( -name .git -o -path './build*' -o -path ./results -o -path ./.cache \) -prune -o -type f -print |
    LC_ALL=C sort
}
