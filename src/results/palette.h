/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_PALETTE_H
#define EDGEWARD_RESULTS_PALETTE_H

#include <cstddef>
#include <cstdint>
#include <string>

namespace edgeward
{

/** A colour, 0xRRGGBB. */
using Rgb = std::uint32_t;

/** "#rrggbb" */
std::string RgbText(Rgb colour);

/**
 * Colour of the n-th line of a figure, distinguishable with any kind of colour vision: Okabe and
 * Ito, Color Universal Design, 2008, without its yellow, which is hard to see on white, and its
 * black, which is for the line that matters most; then grey and two of Tol's muted scheme
 * (SRON/EPS/TN/09-002). Repeats after 9; DashOf() then tells lines apart.
 */
Rgb LineColour(std::size_t index);

/** gnuplot's dash pattern of the n-th line of a figure; neighbours differ. */
std::string DashOf(std::size_t index);

/** Hues that Shade() has; then they repeat. */
constexpr std::size_t SHADE_HUES = 6;

/** A shade of the n-th hue of the palette: 0 is dark, 1 is light. */
Rgb Shade(std::size_t hue, double lightness);

/** Whether text on @p colour must be white. */
bool IsDark(Rgb colour);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_PALETTE_H
