"""PKCS 12: the container, its bags, its MAC."""
