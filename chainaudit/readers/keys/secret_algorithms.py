"""What secret keys are for, by object identifier, in the names that Java gives them (JDK, KnownOIDs)."""

from __future__ import annotations

from typing import Final

SECRET_ALGORITHMS: Final = {
    "2.16.840.1.101.3.4.1": "AES",
    "1.2.840.113549.3.2": "RC2",
    "1.2.840.113549.3.4": "ARCFOUR",
    "1.2.840.113549.3.7": "DESede",
    "1.3.14.3.2.7": "DES",
    "1.3.14.3.2.17": "DESede",
    "1.3.6.1.4.1.3029.1.1.2": "Blowfish",
    "1.2.392.200011.61.1.1.1.2": "Camellia",
    "1.2.392.200011.61.1.1.1.3": "Camellia",
    "1.2.392.200011.61.1.1.1.4": "Camellia",
    "1.2.410.200004.1.4": "SEED",
    "1.2.410.200046.1.1.1": "ARIA",
    "1.2.410.200046.1.1.6": "ARIA",
    "1.2.410.200046.1.1.11": "ARIA",
    "1.2.410.200046.1.1.2": "ARIA",
    "1.2.410.200046.1.1.7": "ARIA",
    "1.2.410.200046.1.1.12": "ARIA",
    "1.3.6.1.5.5.8.1.1": "HmacMD5",
    "1.2.840.113549.2.7": "HmacSHA1",
    "1.2.840.113549.2.8": "HmacSHA224",
    "1.2.840.113549.2.9": "HmacSHA256",
    "1.2.840.113549.2.10": "HmacSHA384",
    "1.2.840.113549.2.11": "HmacSHA512",
    "1.2.840.113549.2.12": "HmacSHA512/224",
    "1.2.840.113549.2.13": "HmacSHA512/256",
    "2.16.840.1.101.3.4.2.13": "HmacSHA3-224",
    "2.16.840.1.101.3.4.2.14": "HmacSHA3-256",
    "2.16.840.1.101.3.4.2.15": "HmacSHA3-384",
    "2.16.840.1.101.3.4.2.16": "HmacSHA3-512",
    "1.2.840.113549.1.5.3": "PBEWithMD5AndDES",
    "1.2.840.113549.1.5.6": "PBEWithMD5AndRC2",
    "1.2.840.113549.1.5.10": "PBEWithSHA1AndDES",
    "1.2.840.113549.1.5.11": "PBEWithSHA1AndRC2",
    "1.2.840.113549.1.5.12": "PBKDF2WithHmacSHA1",
    "1.2.840.113549.1.5.13": "PBES2",
    "1.2.840.113549.1.12.1.1": "PBEWithSHA1AndRC4_128",
    "1.2.840.113549.1.12.1.2": "PBEWithSHA1AndRC4_40",
    "1.2.840.113549.1.12.1.3": "PBEWithSHA1AndDESede",
    "1.2.840.113549.1.12.1.5": "PBEWithSHA1AndRC2_128",
    "1.2.840.113549.1.12.1.6": "PBEWithSHA1AndRC2_40",
}
"""Object identifier -> name of Java; of several the last is what a writer puts down for the name."""
