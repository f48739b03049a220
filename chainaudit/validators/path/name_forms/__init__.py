"""One form of name a file: how its subtrees are written, what they hold, and how a name is looked up in many at once.

Every form has a class ``Subtrees`` with ``add(base)``, which answers why a base is malformed ("" where it is not) and
keeps what it means all the same as far as it goes; ``covers(name)``, whether a name lies in one of them as a whole;
``touches(name)``, whether a part of it does (only wildcards have parts); and a function ``fault(name)``, why a name
is none of this form. No look-up takes longer because there are more subtrees: they are kept by suffix, prefix or mask.
"""
