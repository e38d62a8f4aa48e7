# SPDX-License-Identifier: GPL-2.0-only
#
# What scenarios/run and tests/run share, to be sourced: install what is missing, configure and build.
#
#   EDGEWARD_BUILD          build folder (default: build in the checkout)
#   EDGEWARD_CMAKE_ARGS     more arguments for the first configuration, e.g. -DEDGEWARD_SANITIZE=ON
#   EDGEWARD_JOBS           compilers at a time (default: as many as processors and memory allow)
#   EDGEWARD_SKIP_PACKAGES  set to 1 to leave the packages alone, e.g. with an ns-3 of your own

edgeward_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
edgeward_build=${EDGEWARD_BUILD:-$edgeward_root/build}
edgeward_bin=$edgeward_build/bin/edgeward

# Debian's ns-3 package needs ns3, libgsl-dev, libxml2-dev and libsqlite3-dev too, or its CMake files refuse.
edgeward_packages="g++ cmake ninja-build ccache
  libns3-dev ns3 libgsl-dev libxml2-dev libsqlite3-dev zlib1g-dev
  libtorch-dev libopenblas0-pthread libeigen3-dev libspdlog-dev libtomlplusplus-dev libcli11-dev
  libgtest-dev libgmock-dev libbenchmark-dev gnuplot-nox graphviz"

# Steps go to stderr, so that the standard output is the program's alone.
edgeward_say()
{
  printf '==> %s\n' "$*" >&2
}

edgeward_fail()
{
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# ns-3's headers include Boost from the release in Debian 13 on.
edgeward_needed_packages()
{
  echo $edgeward_packages
  if ! grep -qs '^VERSION_ID="\?12' "${EDGEWARD_OS_RELEASE:-/etc/os-release}"; then
    echo libboost-dev
  fi
}

edgeward_missing_packages()
{
  local needed installed package
  needed=$(edgeward_needed_packages)
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $needed 2>/dev/null | sed -n 's/^installed //p')
  for package in $needed; do
    case "
$installed
" in
      *"
$package
"*) ;;
      *) printf '%s ' "$package" ;;
    esac
  done
}

edgeward_install_packages()
{
  local missing sudo= log=$edgeward_build/packages.log
  [ "${EDGEWARD_SKIP_PACKAGES:-0}" = 1 ] && return 0
  if ! command -v dpkg-query >/dev/null; then
    edgeward_fail "this is no Debian system. Install the counterparts of these packages, then set EDGEWARD_SKIP_PACKAGES=1:" \
      $(edgeward_needed_packages)
  fi
  missing=$(edgeward_missing_packages)
  [ -z "$missing" ] && return 0
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null ||
      edgeward_fail "these packages are missing and you are not root (no sudo here either). As root: apt-get install $missing"
    sudo=sudo
  fi
  edgeward_say "installing missing packages: $missing"
  edgeward_say "(a few minutes; details in $log)"
  mkdir -p "$edgeward_build"
  {
    $sudo apt-get -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 -q update &&
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 \
      -o Dpkg::Use-Pty=0 -q -y install --no-install-recommends $missing
  } >"$log" 2>&1 </dev/null || true
  missing=$(edgeward_missing_packages)
  if [ -n "$missing" ]; then
    tail -n 15 "$log" >&2
    edgeward_fail "these packages are missing and could not be installed (no network?): $missing"
  fi
}

# Compilers at a time: a file that includes LibTorch takes 1.5 GB.
edgeward_jobs()
{
  local jobs memory limit
  if [ -n "${EDGEWARD_JOBS:-}" ]; then
    echo "$EDGEWARD_JOBS"
    return
  fi
  jobs=$(nproc)
  memory=$(awk '/^MemAvailable:/ { printf "%d", $2 / 1024 }' /proc/meminfo)
  limit=$(cat /sys/fs/cgroup/memory.max 2>/dev/null || true)
  case $limit in
    '' | *[!0-9]*) ;;
    *) [ $((limit / 1048576)) -lt "$memory" ] && memory=$((limit / 1048576)) ;;
  esac
  [ $((memory / 1500)) -lt "$jobs" ] && jobs=$((memory / 1500))
  [ "$jobs" -lt 1 ] && jobs=1
  echo "$jobs"
}

# One configuration serves both scripts, so that tests and scenarios share their objects. Later changes of CMake files
# are Ninja's business.
edgeward_configure()
{
  local fresh=
  if [ -f "$edgeward_build/build.ninja" ] &&
    grep -qsxF "CMAKE_HOME_DIRECTORY:INTERNAL=$edgeward_root" "$edgeward_build/CMakeCache.txt"; then
    return 0
  fi
  [ -f "$edgeward_build/CMakeCache.txt" ] && fresh=--fresh
  edgeward_say "configuring $edgeward_build"
  cmake $fresh -S "$edgeward_root" -B "$edgeward_build" -G Ninja -DCMAKE_BUILD_TYPE=Release \
    -DEDGEWARD_DEVELOPER_MODE=ON ${EDGEWARD_CMAKE_ARGS:-} >"$edgeward_build/configure.log" 2>&1 || {
    cat "$edgeward_build/configure.log" >&2
    rm -f "$edgeward_build/build.ninja"
    edgeward_fail "CMake could not configure $edgeward_build; the messages are above"
  }
}

# edgeward_prepare TARGET...: everything up to having built the targets.
edgeward_prepare()
{
  local jobs
  edgeward_install_packages
  mkdir -p "$edgeward_build"
  edgeward_configure
  jobs=$(edgeward_jobs)
  edgeward_say "building $* ($jobs compilers at a time)"
  ninja -C "$edgeward_build" -j "$jobs" "$@" >&2 || edgeward_fail "the build failed; the messages are above"
}
