/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/dvfs.h"
#include "dnn/energy-model.h"

namespace edgeward
{

namespace
{

constexpr double LARGEST_KAPPA = 1e-18;
constexpr double LARGEST_CYCLES = 1e6;

/**
 * E = kappa f^2 C: dynamic energy of a CMOS processor, whose supply voltage grows with its clock f
 * (Burd and Brodersen, J. VLSI Signal Processing 13, 1996), as the literature of mobile edge
 * computing writes it (Mao, Zhang and Letaief, IEEE JSAC 34(12), 2016, Eq. 2).
 *
 * C is either the cycles that pass while all threads execute, f x threads x time, or, where
 * cyclesPerMac says so, proportional to the work.
 */
class KappaEnergy : public EnergyModel
{
  public:
    explicit KappaEnergy(const Spec& spec)
        : m_kappa(spec.GetDouble("kappa", 1e-28, 0.0, LARGEST_KAPPA))
        , m_cyclesPerMac(spec.GetDouble("cyclesPerMac", 0.0, 0.0, LARGEST_CYCLES))
    {
    }

    double
    BusyWatt(const DeviceProfile& device) const override
    {
        if (m_cyclesPerMac > 0.0)
        {
            return device.idleWatt;
        }
        const double hertz = Clock(device);
        return device.idleWatt + m_kappa * hertz * hertz * hertz * device.threads;
    }

    double
    JoulePerMac(const DeviceProfile& device, const std::string&) const override
    {
        const double hertz = Clock(device);
        return m_kappa * hertz * hertz * m_cyclesPerMac;
    }

  private:
    static double
    Clock(const DeviceProfile& device)
    {
        const double hertz = ClockHertz(device);
        if (!(hertz > 0.0))
        {
            throw ConfigError({},
                              "",
                              "energy model 'kappa-f2' needs the clock of device '" + device.name +
                                  "'",
                              "add its [[dvfs]] levels to its file, or use energy model 'power'");
        }
        return hertz;
    }

    double m_kappa;        ///< effective switched capacitance (J s^2 = W / Hz^3)
    double m_cyclesPerMac; ///< 0: cycles are clock x threads x time
};

const Registry<EnergyModel>::Entry ENTRY(
    "kappa-f2",
    "kappa x clock^2 x cycles, as in the literature of mobile edge computing (Mao et al. 2016)",
    {{"kappa",
      "1e-28",
      "effective switched capacitance (W/Hz^3), 0..1e-18; Mao, Zhang and Letaief, JSAC 2016"},
     {"cyclesPerMac",
      "0",
      "cycles of one multiply-accumulate, 0..1e6; 0: cycles are clock x threads x time; ours"}},
    [](const Spec& spec) { return std::make_unique<KappaEnergy>(spec); });

} // namespace

} // namespace edgeward
