/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/energy-model.h"

namespace edgeward
{

namespace
{

constexpr double PICO = 1e-12;
constexpr double LARGEST_PICOJOULE = 1e9;

/**
 * E = e x MACs, with an energy e per multiply-accumulate of each precision. Defaults are of the
 * arithmetic alone in 45 nm at 0.9 V: one multiplication and one addition (Horowitz, ISSCC 2014,
 * Fig. 1.1.9). That energy is near linear in the work has been measured by Lahmer et al. (WiOpt
 * 2022) for networks on NVIDIA boards, at board level and so with a larger e.
 */
class PerMacEnergy : public EnergyModel
{
  public:
    explicit PerMacEnergy(const Spec& spec)
        : m_fp32Joule(PICO * spec.GetDouble("fp32PicoJoule", 4.6, 0.0, LARGEST_PICOJOULE))
        , m_int8Joule(PICO * spec.GetDouble("int8PicoJoule", 0.23, 0.0, LARGEST_PICOJOULE))
    {
    }

    double
    BusyWatt(const DeviceProfile& device) const override
    {
        return device.idleWatt;
    }

    double
    JoulePerMac(const DeviceProfile&, const std::string& precision) const override
    {
        return precision == "int8" ? m_int8Joule : m_fp32Joule;
    }

  private:
    double m_fp32Joule;
    double m_int8Joule;
};

const Registry<EnergyModel>::Entry ENTRY(
    "per-mac",
    "energy per multiply-accumulate x work; defaults are of bare arithmetic (Horowitz 2014)",
    {{"fp32PicoJoule",
      "4.6",
      "of one fp32 multiply-accumulate (pJ), 0..1e9; Horowitz, ISSCC 2014: 3.7 + 0.9"},
     {"int8PicoJoule",
      "0.23",
      "of one int8 multiply-accumulate (pJ), 0..1e9; Horowitz, ISSCC 2014: 0.2 + 0.03"}},
    [](const Spec& spec) { return std::make_unique<PerMacEnergy>(spec); });

} // namespace

} // namespace edgeward
