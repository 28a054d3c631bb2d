"""Eastings and northings of the British National Grid as latitude and longitude.

The formulas and figures are those of Ordnance Survey's "A guide to coordinate systems in Great Britain", annexes B and
C, and section 6.6: within 5 metres, where a postcode stands for a whole street. The libraries that take off the rest
(pyproj, convertbng) weigh 9 and 13 MB.
"""

import math

from places.distance import Point

AIRY = (6377563.396, 6356256.909)  # the grid's ellipsoid: half axes in metres
WGS84 = (6378137.0, 6356752.3142)
SCALE = 0.9996012717
ORIGIN = (math.radians(49), math.radians(-2))
EASTING_OF_ORIGIN, NORTHING_OF_ORIGIN = 400_000, -100_000
SHIFT = (446.448, -125.157, 542.060)  # metres, from Airy to WGS84
TURN = tuple(math.radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
GROWTH = 1 - 20.4894e-6


def point_of(easting: float, northing: float) -> Point:
    """Metres on the grid as degrees on WGS84, to 5 decimals (a metre)."""
    latitude, longitude = _degrees_on_wgs84(*_turned(*_cartesian(*_on_airy(easting, northing))))
    return Point(round(latitude, 5), round(longitude, 5))


def _on_airy(easting: float, northing: float) -> tuple[float, float]:
    """Undo the projection: radians on the grid's own ellipsoid."""
    a, b = AIRY
    squared = 1 - (b / a) ** 2
    latitude = _foot(northing)
    sine, tangent, secant = math.sin(latitude), math.tan(latitude), 1 / math.cos(latitude)
    nu = a * SCALE / math.sqrt(1 - squared * sine**2)
    rho = nu * (1 - squared) / (1 - squared * sine**2)
    eta = nu / rho - 1
    t2, t4 = tangent**2, tangent**4
    east = easting - EASTING_OF_ORIGIN
    north_terms = (
        tangent / (2 * rho * nu),
        tangent / (24 * rho * nu**3) * (5 + 3 * t2 + eta - 9 * t2 * eta),
        tangent / (720 * rho * nu**5) * (61 + 90 * t2 + 45 * t4),
    )
    east_terms = (
        secant / nu,
        secant / (6 * nu**3) * (nu / rho + 2 * t2),
        secant / (120 * nu**5) * (5 + 28 * t2 + 24 * t4),
        secant / (5040 * nu**7) * (61 + 662 * t2 + 1320 * t4 + 720 * tangent**6),
    )
    vii, viii, ix = north_terms
    x, xi, xii, xiia = east_terms
    return (
        latitude - vii * east**2 + viii * east**4 - ix * east**6,
        ORIGIN[1] + x * east - xi * east**3 + xii * east**5 - xiia * east**7,
    )


def _foot(northing: float) -> float:
    """The latitude whose arc of the meridian, from the origin, is as long as the northing."""
    latitude = ORIGIN[0]
    missing = northing - NORTHING_OF_ORIGIN
    while abs(missing) >= 0.0001:  # metres
        latitude += missing / (AIRY[0] * SCALE)
        missing = northing - NORTHING_OF_ORIGIN - _arc(latitude)
    return latitude


def _arc(latitude: float) -> float:
    a, b = AIRY
    n = (a - b) / (a + b)
    less, more = latitude - ORIGIN[0], latitude + ORIGIN[0]
    return (
        b
        * SCALE
        * (
            (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * math.sin(less) * math.cos(more)
            + 15 / 8 * (n**2 + n**3) * math.sin(2 * less) * math.cos(2 * more)
            - 35 / 24 * n**3 * math.sin(3 * less) * math.cos(3 * more)
        )
    )


def _cartesian(latitude: float, longitude: float) -> tuple[float, float, float]:
    """Metres from the middle of the earth, at height 0."""
    a, b = AIRY
    squared = 1 - (b / a) ** 2
    nu = a / math.sqrt(1 - squared * math.sin(latitude) ** 2)
    out = nu * math.cos(latitude)
    return out * math.cos(longitude), out * math.sin(longitude), nu * (1 - squared) * math.sin(latitude)


def _turned(x: float, y: float, z: float) -> tuple[float, float, float]:
    """Helmert's shift, turn and growth, from the grid's ellipsoid to WGS84."""
    turn_x, turn_y, turn_z = TURN
    return (
        SHIFT[0] + x * GROWTH - y * turn_z + z * turn_y,
        SHIFT[1] + x * turn_z + y * GROWTH - z * turn_x,
        SHIFT[2] - x * turn_y + y * turn_x + z * GROWTH,
    )


def _degrees_on_wgs84(x: float, y: float, z: float) -> tuple[float, float]:
    a, b = WGS84
    squared = 1 - (b / a) ** 2
    out = math.hypot(x, y)
    latitude = math.atan2(z, out * (1 - squared))
    for _ in range(3):  # each round gains four decimals
        nu = a / math.sqrt(1 - squared * math.sin(latitude) ** 2)
        latitude = math.atan2(z + squared * nu * math.sin(latitude), out)
    return math.degrees(latitude), math.degrees(math.atan2(y, x))
