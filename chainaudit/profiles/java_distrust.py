"""Which roots JSSE trusts up to which day: jdk.security.caDistrustPolicies of each version, as data.

Days and roots are those of OpenJDK's sun.security.validator.*TLSPolicy, read out of 17.0.15 and 25.0.3; which policies
a version has stands in its java.security. Roots that a version took out of its cacerts left its policies too.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from chainaudit.model.distrust import Distrust

_SYMANTEC: Final = (
    "2399561127a57125de8cefea610ddf2fa078b5c8067f4e828290bfb860e84b3c",
    "37d51006c512eaab626421f1ec8c92013fc5f82ae98ee533eb4619b8deb4d06c",
    "3a43e220fe7f3ea9653d1e21742eac2b75c20fd8980305bc502caf8c2d9b41a1",
    "3f9f27d583204b9e09c8a3d2066c4b57d3a2479c3693650880505698105dbce9",
    "4b03f45807ad70f21bfc2cae71c9fde4604c064cf5ffb686bae5dbaad7fdd34c",
    "5edb7ac43b82a06a8761e8d7be4979ebf2611f7dd79bf91c1c6b566a219ed766",
    "69ddd7ea90bb57c93e135dc85ea6fcd5480b603239bdc454fc758b2a26cf7f79",
    "83ce3c1229688a593d485f81973c0f9195431eda37cc5e36430e79c7a888638b",
    "8d722f81a9c113c0791df136a2966db26c950a971db46b4199f4ea54b78bfb9f",
    "9acfab7e43c8d880d06b262a94deeee4b4659989c3d0caf19baf6405e41ab7df",
    "a0459b9f63b22559f5fa5d4c6db3f9f72ff19342033578f073bf1d1b46cbb912",
    "a4310d50af18a6447190372a86afaf8b951ffb431d837f1e5688b45971ed1557",
    "a4b6b3996fc2f306b3fd8681bd63413d8c5009cc4fa329c2ccf0e2fa1b140305",
    "b478b812250df878635c2aa7ec7d155eaa625ee82916e2cd294361886cd1fbd4",
    "eb04cf5eb1f39afa762f2bb120f296cba520c1b97db1589565b81cb9a17b7244",
    "ff856a2d251dcd88d36656f450126798cfabaade40799c722de4d2b5db36a73a",
)
"""GeoTrust, Thawte and VeriSign."""
_APPLE: Final = (
    "a4fe7c7f15155f3f0aef7aaa83cf6e06deb97ca3f909df920ac1490882d488ed",
    "ac2b922ecfd5e01711772fea8ed372de9d1e2245fce3f57a9cdbec77296a424b",
)
"""Apple IST CA 2 - G1 and 8 - G1, below GeoTrust's."""
_ENTRUST: Final = (
    "02ed0eb28c14da45165c566791700d6451d7fb56f0b2ab1d3b8eb070e56edff5",
    "43df5774b03e7fef5fe40d931a7bedf1bb2e6b42738c4e6d3841103d3aa7f339",
    "6dc47172e01cbcb0bf62580d895fe2b8ac9ad4f873801e0c10b9c837d21eb177",
    "73c176434f1bc6d5adf45b0e76e727287c8de57616c1e6e6141a2b2cbc7d8e4c",
    "db3517d1f6732a2d5ab97c533ec70779ee3270a62fb4ac4238372460e6f01e88",
)
_AFFIRMTRUST: Final = (
    "0376ab1d54c5f9803ce4b2e201a0ee7eef7b57b636e8a93c9b8d4860c96f5fa7",
    "0a81ec5a929777f145904af38d5d509f66b5e2c58fcdb531058b0e17f3f0b41b",
    "70a73f7f376b60074248904534b11482d5bf0e698ecc498df52577ebf2e93b9a",
    "bd71fdf6da97e4cf62d1647add2581b07d79adf8397eb4ecba9c5e8488821423",
)
_CAMERFIRMA: Final = ("063e4afac491dfd332f3089b8542e94617d893d7fe944e10a7937ee29d9693c0",)
"""Chambers of Commerce Root - 2008."""
_CAMERFIRMA_OLDER: Final = (
    "0c258a12a5674aef25f28ba7dcfaeceea348e541e6f5cc4ee63b71b361606ac3",
    "136335439334a7698016a0d324de72284e079d7b5220bb8fbd747816eebebaca",
)
"""Chambers of Commerce Root, Global Chambersign Root - 2008."""
_CHUNGHWA: Final = ("c0a6f4dc63a24bfdcf54ef2a6a082a0a72de35803e2ff5ff527ae5d87206dfd5",)
"""ePKI Root Certification Authority."""

SYMANTEC: Final = Distrust(
    "Symantec", date(2019, 4, 16), _SYMANTEC, tuple((fingerprint, date(2019, 12, 31)) for fingerprint in _APPLE)
)
ENTRUST: Final = Distrust("Entrust", date(2024, 11, 11), (*_ENTRUST, *_AFFIRMTRUST))
CAMERFIRMA: Final = Distrust("Camerfirma", date(2025, 4, 15), (*_CAMERFIRMA, *_CAMERFIRMA_OLDER))
CHUNGHWA: Final = Distrust("Chunghwa", date(2026, 3, 17), _CHUNGHWA)

_OF_17_0_15: Final = (SYMANTEC, ENTRUST, CAMERFIRMA)
"""OpenJDK 17.0.15."""
_OF_APRIL_2026: Final = (*_OF_17_0_15, CHUNGHWA)
"""OpenJDK 8, 11 and 21 since the updates of April 2026, by their java.security."""
_OF_25_0_3: Final = (
    SYMANTEC,
    Distrust(ENTRUST.owner, ENTRUST.after, _ENTRUST),
    Distrust(CAMERFIRMA.owner, CAMERFIRMA.after, _CAMERFIRMA),
    CHUNGHWA,
)
"""OpenJDK 25: the roots of AffirmTrust and the older ones of Camerfirma are gone."""

POLICIES: Final = {
    "java-8": _OF_APRIL_2026,
    "java-11": _OF_APRIL_2026,
    "java-17": _OF_17_0_15,
    "java-21": _OF_APRIL_2026,
    "java-25": _OF_25_0_3,
}
"""Profile -> what its version distrusts."""
SOURCE: Final = (
    "jdk.security.caDistrustPolicies in java.security of OpenJDK 17.0.15, 25.0.3, jdk8u-dev, jdk11u-dev and jdk21u-dev"
)
