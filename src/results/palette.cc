/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/palette.h"

#include <cmath>
#include <cstdio>
#include <iterator>

namespace edgeward
{

namespace
{

constexpr Rgb LINES[] = {
    0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0x56b4e9, 0xe69f00, 0x8c8c8c, 0x882255, 0x999933};

/** Hues for families of shades: the three first are furthest apart for every kind of colour vision.
 */
constexpr Rgb HUES[SHADE_HUES] = {0xd55e00, 0x0072b2, 0x009e73, 0xcc79a7, 0xb8860b, 0x6a51a3};

double
Channel(Rgb colour, int shift)
{
    return static_cast<double>((colour >> shift) & 0xff);
}

/** @p share of @p a, the rest of @p b. */
Rgb
Mix(Rgb a, Rgb b, double share)
{
    Rgb mixed = 0;
    for (const int shift : {0, 8, 16})
    {
        const double value = share * Channel(a, shift) + (1.0 - share) * Channel(b, shift);
        mixed |= static_cast<Rgb>(std::lround(value)) << shift;
    }
    return mixed;
}

} // namespace

std::string
RgbText(Rgb colour)
{
    char text[16];
    std::snprintf(text, sizeof text, "#%06x", colour & 0xffffff);
    return text;
}

Rgb
LineColour(std::size_t index)
{
    return LINES[index % std::size(LINES)];
}

std::string
DashOf(std::size_t index)
{
    // Written out, because the numbered dash types of the terminals differ.
    static const char* const DASHES[] = {"solid", "(12,4)", "(3,3)", "(12,4,3,4)", "(20,5)"};
    return DASHES[index % std::size(DASHES)];
}

Rgb
Shade(std::size_t hue, double lightness)
{
    const Rgb base = HUES[hue % std::size(HUES)];
    constexpr double DARKEST = 0.55;  // of the hue, the rest black
    constexpr double LIGHTEST = 0.18; // of the hue, the rest white
    if (lightness < 0.4)
    {
        return Mix(base, 0x000000, DARKEST + (1.0 - DARKEST) * lightness / 0.4);
    }
    return Mix(base, 0xffffff, 1.0 - (1.0 - LIGHTEST) * (lightness - 0.4) / 0.6);
}

bool
IsDark(Rgb colour)
{
    // Perceived brightness, ITU-R BT.601.
    return 0.299 * Channel(colour, 16) + 0.587 * Channel(colour, 8) + 0.114 * Channel(colour, 0) <
           140.0;
}

} // namespace edgeward
