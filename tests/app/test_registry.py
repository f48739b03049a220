"""What the registry is asked for by other names than a module's own: versions, products, systems."""

from __future__ import annotations

import pytest

from chainaudit.app import registry
from chainaudit.errors import UsageError


@pytest.mark.parametrize(
    ("family", "version", "name"),
    [
        ("java", (7,), "java-8"),
        ("java", (8,), "java-8"),
        ("java", (16,), "java-11"),
        ("java", (17,), "java-17"),
        ("java", (24,), "java-21"),
        ("java", (99,), "java-25"),
        ("openssl", (1, 0, 2), "openssl-1.1.1"),
        ("openssl", (1, 1, 1), "openssl-1.1.1"),
        ("openssl", (3, 0, 19), "openssl-3.0"),
        ("openssl", (3, 1, 4), "openssl-3.0"),
        ("openssl", (3, 2), "openssl-3.2"),
        ("openssl", (3, 6, 0), "openssl-3.2"),
    ],
)
def test_a_version_behaves_as_the_newest_profile_that_is_not_above_it(
    family: str, version: tuple[int, ...], name: str
) -> None:
    assert registry.version_of(family, version) == name
    assert registry.profile(name).name == name


@pytest.mark.parametrize(
    ("product", "name"), [("java", "java-25"), ("iaik", "java-25"), ("python", "openssl-3.2"), ("go", "go-1.27")]
)
def test_a_log_is_judged_as_its_software_judges(product: str, name: str) -> None:
    found = registry.profile_of(product)
    assert found is not None
    assert found.name == name


def test_a_product_that_nobody_stands_for() -> None:
    assert registry.profile_of("abacus") is None
    assert registry.profile_of("") is None


def test_no_product_is_claimed_twice_and_every_system_exists() -> None:
    claimed = [product for profile in registry.profiles() for product in profile.products]
    assert len(claimed) == len(set(claimed))
    logged = {product for system in registry.systems() for product in system.products}
    assert set(claimed) - {"go"} <= logged
    named = {profile.system for profile in registry.profiles() if profile.system}
    assert named
    assert named <= {system.name for system in registry.systems()}


def test_what_there_is_not_is_refused_with_a_hint() -> None:
    with pytest.raises(UsageError, match="no profile 'abacus'; see: chainaudit list profiles"):
        registry.profile("abacus")
    with pytest.raises(UsageError, match=r"no check 'validity.expire'.*did you mean validity.expired"):
        registry.check("validity.expire")
    with pytest.raises(UsageError, match=r"no format 'abacus'; there are: .*json"):
        registry.report_format("abacus")
    assert registry.system("abacus") is None
