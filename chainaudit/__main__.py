"""``python -m chainaudit`` is the program ``chainaudit``."""

from chainaudit.cli import main

if __name__ == "__main__":
    main()
