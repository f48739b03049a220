"""The program: finds a command's module when it is asked for, so that a command loads only what it uses."""

from __future__ import annotations

import errno
import importlib
import os
import pkgutil
import sys

import click

from chainaudit.errors import ChainauditError

CANNOT_AUDIT = 2
_INTERRUPTED = 130
_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""Why standard output, which is all that is written here, may not take any more."""
_NO_COMMANDS = frozenset({"program", "options", "output"})


class _Commands(click.Group):
    """A group whose commands are the modules of this room with a COMMAND."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        package = importlib.import_module("chainaudit.cli")
        return sorted(
            m.name.replace("_", "-") for m in pkgutil.iter_modules(package.__path__) if m.name not in _NO_COMMANDS
        )

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, and refuse options given twice that take one value: click would forget the first."""
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None:
            _refuse_twice(command, ctx, rest)
        return name, command, rest

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if not cmd_name.replace("-", "").isidentifier() or cmd_name in _NO_COMMANDS:
            return None
        module_name = f"chainaudit.cli.{cmd_name.replace('-', '_')}"
        try:
            module = importlib.import_module(module_name)
        except ModuleNotFoundError as error:
            if error.name != module_name:
                raise
            return None
        command = getattr(module, "COMMAND", None)
        return _laid_out(command) if isinstance(command, click.Command) else None


def _refuse_twice(command: click.Command, parent: click.Context, args: list[str]) -> None:
    """Look at which options are given before their values are.

    Raises:
        click.UsageError: one that takes a single value is given twice.
    """
    ctx = click.Context(command, parent=parent, info_name=command.name, **command.context_settings)
    try:
        given = command.make_parser(ctx).parse_args(list(args))[2]
    except click.UsageError:
        return  # the command says so itself
    seen = set()
    for option in given:
        if not isinstance(option, click.Option) or option.multiple or option.is_flag:
            continue
        if option.name in seen:
            raise click.UsageError(f"{option.opts[-1]} is given twice, and takes one value", ctx)
        seen.add(option.name)


def _laid_out(command: click.Command) -> click.Command:
    """Give click the mark that it looks for (U+0008) where a docstring, which is raw text, has it written out."""
    command.help = (command.help or "").replace("\\b\n", "\b\n")
    return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="chainaudit", message="chainaudit %(version)s")
def program() -> None:
    r"""Know before the handshake: whether a TLS connection will be accepted, by whom, until when, and why not.

    \b
    chainaudit verify --store keystore.jks --host api.example.com
    """


_laid_out(program)


def run() -> None:
    """Run the program and exit; every documented error is one sentence on stderr and exit code 2."""
    bare = len(sys.argv) < 2  # whoever gives no command wants to know which there are
    try:
        code = program.main(args=["--help"] if bare else None, prog_name="chainaudit", standalone_mode=False)
        sys.stdout.flush()
        code = CANNOT_AUDIT if bare else code
    except ChainauditError as error:
        code = _say(str(error))
    except click.UsageError as error:
        if error.ctx is not None:
            click.echo(error.ctx.get_usage(), err=True)
        code = _say(_in_one_line(error))
    except click.ClickException as error:
        code = _say(_in_one_line(error))
    except (KeyboardInterrupt, click.Abort):
        code = _INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away: nothing is left to say, and Python must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = CANNOT_AUDIT
    except MemoryError:
        code = _say("the input needs more memory than there is")
    except RecursionError:
        code = _say("the input is nested too deeply")
    except Exception as error:  # noqa: BLE001 - what nobody foresaw is no finding (1) and no clean audit (0)
        code = _say(_unforeseen(error))
    sys.exit(code if isinstance(code, int) else 0)


def _in_one_line(error: click.ClickException) -> str:
    return " ".join(error.format_message().split())


def _unforeseen(error: Exception) -> str:
    """Say where it broke, or why the output was not taken, of which nothing must be left when Python exits."""
    if isinstance(error, OSError) and error.errno in _NO_SPACE:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return f"the output cannot be written: {error.strerror}"
    return f"this input breaks chainaudit ({_place(error)}); please report it"


def _place(error: Exception) -> str:
    """Return where it broke: the kind of error and the line of our code, nothing of the input or of a secret."""
    trace = error.__traceback__
    where = ""
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if "chainaudit" in file:
            where = f" at {file.rpartition('chainaudit')[2].lstrip('/')}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__}{where}"


def _say(sentence: str) -> int:
    from chainaudit.reporting.paint import tamed

    # What the sentence quotes, a file name or a host, may come from a stranger.
    sys.stderr.write(f"chainaudit: {tamed(sentence)}\n")
    return CANNOT_AUDIT
