"""Output of ``openssl s_client`` and ``s_server``, with ``-msg``, ``-trace``, ``-debug`` and ``-state``."""
